import { foldHeader } from '../../kit/header.ts';
import type { Feed } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import { count, country, day, money, month, percent, text } from '../../kit/types.ts';

/** In every generation of the export, and together in no other file. */
const MARKS = ['sale month', 'store', 'isrc', 'country of sale'];

/**
 * Bank details: what each store paid for each track, country and month. Two generations of headers, and their mix; the
 * delimiter, the quotes and the order of columns differ, so a column is found by its names alone.
 */
export const bank: Feed = {
  name: 'distrokid_bank',
  version: 1,
  type: 'bank',
  label: 'DistroKid bank details',
  kind: 'reported',
  freshness: { cadence: 'month', lagDays: 0, warnDays: 35, criticalDays: 50 },
  howToGet: {
    page: 'https://distrokid.com/bank/',
    steps: [
      'Sign in to DistroKid and open the bank page.',
      'Click "See excruciating detail".',
      'Choose all months. With more than 50,000 rows DistroKid asks for a filter: take one year after the other.',
      'Click the download button and wait for the file.',
    ],
    file: 'A .tsv, .csv or .zip file with columns such as "Reporting Date" and "Earnings (USD)".',
  },

  detect: ({ header }) => {
    const names = new Set(header?.map(foldHeader));
    return MARKS.every((mark) => names.has(mark)) ? { account: '' } : null;
  },
  read: readDelimited,

  columns: {
    reporting_date: { type: day(), headers: ['Reporting Date'], required: true },
    sale_month: { type: month(), headers: ['Sale Month'], required: true },
    store: { type: text(), headers: ['Store'], required: true },
    // A line that pays is kept, whatever it leaves out about the track or the country.
    artist: { type: text(), headers: ['Artist'], required: true, filled: false },
    title: { type: text(), headers: ['Title'], required: true, filled: false },
    isrc: { type: text(), headers: ['ISRC'], required: true, filled: false },
    upc: { type: text(), headers: ['UPC'], required: true, filled: false },
    country: { type: country(), headers: ['Country of Sale'], required: true, filled: false },
    type: { type: text(), headers: ['Source Type', 'Song/Album'], required: true, filled: false },
    quantity: { type: count(), headers: ['Quantity'], required: true },
    earnings: { type: money(), headers: ['Earnings (USD)', 'Earnings'], required: true, filled: true },
    withheld: {
      type: money(),
      headers: ['Songwriter Royalties Withheld (USD)', 'Songwriter Royalties Withheld'],
      required: false,
    },
    recoup: { type: money(), headers: ['Recoup (USD)', 'Recoup'], required: false },
    team_percentage: { type: percent(), headers: ['Team Percentage'], required: false },
    date_inserted: { type: text(), headers: ['Date Inserted'], required: false },
  },
  key: ['reporting_date', 'sale_month', 'store', 'artist', 'title', 'isrc', 'upc', 'country', 'type'],
  // Lines that are alike in all of these are real: a store splits what it pays.
  occurrenceBy: ['quantity', 'earnings'],
  reissue: { statement: 'reporting_date', covers: ['store', 'artist'] },
  dated: 'sale_month',
  // A sale is reported two months later, and more: only the statement's own date tells that one is missing.
  freshBy: 'reporting_date',

  load: {
    table: 'revenue_transactions',
    from: {
      sale_month: { column: 'sale_month' },
      'track_name_id.artist': { column: 'artist' },
      'track_name_id.title': { column: 'title' },
      'track_name_id.isrc': { column: 'isrc' },
      'track_name_id.upc': { column: 'upc' },
      'track_name_id.content_type': { column: 'type' },
      'platform_name_id.store': { column: 'store' },
      'territory.country': { column: 'country' },
      reporting_date: { column: 'reporting_date' },
      'distributor_id.key': { value: 'distrokid' },
      income_type: { value: 'royalty' },
      quantity: { column: 'quantity' },
      currency: { value: 'USD' },
      amount: { column: 'earnings' },
      withheld: { column: 'withheld' },
      recoup: { column: 'recoup' },
      team_percentage: { column: 'team_percentage' },
    },
    money: { column: 'earnings', currency: 'USD' },
  },
};
