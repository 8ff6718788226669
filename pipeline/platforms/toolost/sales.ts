import { firstOfMonth } from '../../../core/days.ts';
import { namedCountry } from '../../kit/countries.ts';
import { foldHeader } from '../../kit/header.ts';
import { writtenMonth } from '../../kit/period.ts';
import type { Feed } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import { count, day, money, month, text } from '../../kit/types.ts';

const ALIASES = {
  period: ['Period', 'Sale Month', 'Sales Month', 'Sales Period', 'Reporting Period', 'Month', 'Date'],
  store: ['Store', 'Platform', 'DSP', 'Retailer', 'Service', 'Channel', 'Shop'],
  title: ['Track', 'Track Title', 'Track Name', 'Title', 'Song', 'Song Title'],
  artist: ['Artist', 'Artists', 'Artist(s)', 'Artist Name', 'Track Artist', 'Primary Artist', 'Main Artist'],
  isrc: ['ISRC', 'ISRC Code', 'Track ISRC'],
  upc: ['UPC', 'UPC Code', 'UPC/EAN', 'EAN', 'Release UPC', 'Barcode'],
  country: ['Country', 'Country Code', 'Territory', 'Country of Sale', 'Sales Country', 'Region'],
  quantity: ['Quantity', 'Units', 'Streams', 'Count', 'Qty', 'Total Units'],
  earnings: [
    'Net',
    'Earnings',
    'Net Earnings',
    'Net Revenue',
    'Revenue',
    'Royalty',
    'Royalties',
    'Net Royalty',
    'Amount',
    'Payable',
    'Earnings (USD)',
    'Net Earnings (USD)',
    'Net Revenue (USD)',
    'Revenue (USD)',
  ],
  currency: ['Currency', 'Currency Code', 'Payment Currency'],
} as const;

const USD = /\(usd\)$/;

/** The name Too Lost gives the attachment, also when a browser has it already: `10-2026-3 (1).csv`. */
const NAME = /^(0[1-9]|1[0-2])-(20\d{2})-\w+(?: ?\(\d+\))?\.csv$/i;

/** The month a report was generated for, which only its name tells. */
export function reportMonth(originalName: string): string | null {
  const [, number = '', year = ''] = NAME.exec(originalName) ?? [];
  return year === '' ? null : `${year}-${number}`;
}

/**
 * The monthly sales report. Nobody we know has seen its header, so columns are found by the names such reports use. A
 * header like that may be any distributor's: only together with the name of the file it is Too Lost's; another name or
 * header is left to the owner's mapping ("bedrot map").
 */
export const sales: Feed = {
  name: 'toolost_sales',
  version: 1,
  type: 'sales',
  label: 'Too Lost sales report',
  kind: 'reported',
  freshness: { cadence: 'month', lagDays: 0, warnDays: 75, criticalDays: 100 },
  howToGet: {
    page: 'https://toolost.com/user-portal/notifications',
    steps: [
      'Sign in to Too Lost and open the notifications.',
      'At each "Your (MM-YYYY) Sales report has been generated" click "Attachment".',
    ],
    file: 'MM-YYYY-<number>.csv, with the name Too Lost gave it: it tells the month and whose it is.',
  },

  detect: ({ header, originalName }) => {
    if (header === null || reportMonth(originalName) === null) return null;
    const names = header.map(foldHeader);
    const has = (column: keyof typeof ALIASES) =>
      ALIASES[column].some((alias) => names.includes(foldHeader(alias)));
    const told = has('store') && has('title') && has('artist') && has('earnings');
    // Without a currency an amount is none.
    return told && (has('currency') || names.some((name) => USD.test(name))) ? { account: '' } : null;
  },
  read: readDelimited,

  columns: {
    // Of the file's name.
    reporting_date: { type: day(), headers: ['Reporting Date'], required: false, filled: true },
    sale_month: { type: month(), headers: ALIASES.period, required: false, filled: true },
    store: { type: text(), headers: ALIASES.store, required: true, filled: true },
    artist: { type: text(), headers: ALIASES.artist, required: true, filled: false },
    title: { type: text(), headers: ALIASES.title, required: true, filled: false },
    isrc: { type: text(), headers: ALIASES.isrc, required: false },
    upc: { type: text(), headers: ALIASES.upc, required: false },
    country: { type: namedCountry(), headers: ALIASES.country, required: false },
    quantity: { type: count(), headers: ALIASES.quantity, required: false },
    earnings: { type: money(), headers: ALIASES.earnings, required: true, filled: true },
    currency: { type: text(), headers: ALIASES.currency, required: false, filled: true },
  },
  key: ['reporting_date', 'sale_month', 'store', 'artist', 'title', 'isrc', 'upc', 'country'],
  occurrenceBy: ['currency', 'quantity', 'earnings'],
  dated: 'sale_month',
  freshBy: 'reporting_date',

  clean: ({ cells }, { originalName }) => {
    const report = reportMonth(originalName);
    if (report === null) return { refuse: 'has no month: the name of the file does not tell it any more' };
    const written = (cells.sale_month ?? '').trim();
    const sold = written === '' ? report : writtenMonth(written);
    if (sold === null) return { refuse: `has the period '${written}', which is not a month (like 2026-10)` };
    const currency = (cells.currency ?? '').trim().toUpperCase() || 'USD';
    if (!/^[A-Z]{3}$/.test(currency))
      return { refuse: `has the currency '${currency}', which is no code of three letters` };
    const earnings = (cells.earnings ?? '').trim().replace(/^(-?)\$/, '$1');
    return { ...cells, reporting_date: firstOfMonth(report), sale_month: sold, earnings, currency };
  },

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
      'distributor_id.key': { value: 'toolost' },
      income_type: { value: 'royalty' },
      quantity: { column: 'quantity' },
      currency: { column: 'currency' },
      amount: { column: 'earnings' },
    },
    money: { column: 'earnings', currency: { column: 'currency' } },
  },
};
