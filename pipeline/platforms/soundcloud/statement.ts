import { namedCountry } from '../../kit/countries.ts';
import { foldHeader } from '../../kit/header.ts';
import { period, periodDay } from '../../kit/period.ts';
import type { Feed } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import type { Document } from '../../kit/read/document.ts';
import { findHeader, type HeaderPlace } from '../../kit/read/preamble.ts';
import { count, money, percent, text } from '../../kit/types.ts';

/** Together in no other file; neither name nor content says SoundCloud. */
const MARKS = ['partner', 'revenue (usd)', 'revenue share (%)', 'split pay share (%)'];

/**
 * The statement of SoundCloud for Artists, which pays for other stores too (`Partner`): a release that another
 * distributor delivers as well is paid twice only if both deliver it, so each line keeps SoundCloud as its distributor.
 */
export const statement: Feed = {
  name: 'soundcloud_statement',
  version: 1,
  type: 'statement',
  label: 'SoundCloud statement',
  kind: 'reported',
  freshness: { cadence: 'month', lagDays: 0, warnDays: 75, criticalDays: 100 },
  howToGet: {
    page: 'https://artists.soundcloud.com',
    steps: [
      'Sign in to SoundCloud for Artists and open "Payouts" (or "Earnings").',
      'Download the lifetime statement. It holds all months; nothing is counted twice.',
    ],
    file: 'lifetime_statement_<id>_<YYYY-MM>_<code>.csv',
  },

  detect: (document) => (place(document) === null ? null : { account: '' }),
  header: place,
  read: (document) => readDelimited(document, place(document)),

  columns: {
    sale_month: { type: period(), headers: ['Reporting Period'], required: true, filled: true },
    // The month it was accounted in; a statement knows no day.
    reporting_date: { type: periodDay(), headers: ['Accounting Period'], required: true, filled: true },
    store: { type: text(), headers: ['Partner'], required: true, filled: true },
    artist: { type: text(), headers: ['Artist(s)', 'Artists', 'Artist'], required: true, filled: false },
    title: { type: text(), headers: ['Track'], required: true, filled: false },
    isrc: { type: text(), headers: ['ISRC'], required: true, filled: false },
    upc: { type: text(), headers: ['UPC'], required: true, filled: false },
    country: { type: namedCountry(), headers: ['Country'], required: true, filled: false },
    release: { type: text(), headers: ['Release'], required: false },
    type: { type: text(), headers: ['Type'], required: false },
    units: { type: count(), headers: ['Units'], required: true, filled: false },
    revenue: { type: money(), headers: ['Revenue (USD)'], required: true, filled: true },
    revenue_share: { type: percent(), headers: ['Revenue Share (%)'], required: true, filled: false },
    split_share: { type: percent(), headers: ['Split Pay Share (%)'], required: true, filled: false },
    accounting_month: { type: period(), headers: ['Accounting Period'], required: true, filled: true },
  },
  key: ['reporting_date', 'sale_month', 'store', 'artist', 'title', 'isrc', 'upc', 'country'],
  occurrenceBy: ['release', 'type', 'units', 'revenue'],
  reissue: { statement: 'reporting_date', covers: ['store', 'artist'] },
  dated: 'sale_month',
  freshBy: 'accounting_month',

  load: {
    table: 'revenue_transactions',
    from: {
      sale_month: { column: 'sale_month' },
      'track_name_id.artist': { column: 'artist' },
      'track_name_id.title': { column: 'title' },
      'track_name_id.isrc': { column: 'isrc' },
      'track_name_id.upc': { column: 'upc' },
      'platform_name_id.store': { column: 'store' },
      'territory.country': { column: 'country' },
      reporting_date: { column: 'reporting_date' },
      'distributor_id.key': { value: 'soundcloud' },
      income_type: { value: 'royalty' },
      quantity: { column: 'units' },
      currency: { value: 'USD' },
      amount: { column: 'revenue' },
      team_percentage: { column: 'split_share' },
    },
    money: { column: 'revenue', currency: 'USD' },
  },
};

/** Below two lines that tell the account. */
function place(document: Document): HeaderPlace | null {
  return findHeader(document, (cells) => {
    const names = new Set(cells.map(foldHeader));
    return MARKS.every((mark) => names.has(mark));
  });
}
