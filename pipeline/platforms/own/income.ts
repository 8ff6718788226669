import { foldHeader } from '../../kit/header.ts';
import type { Feed } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import { count, country, day, money, month, text } from '../../kit/types.ts';
import { ADDED_AT, INCOME_TYPES, TEMPLATES } from './template.ts';

const MARKS = ['date', 'income_type', 'source', 'currency', 'amount'];
const TYPES: ReadonlySet<string> = new Set(INCOME_TYPES);

/** A value column that may be empty: what a file leaves out says nothing. */
const maybe = (header: string) => ({ type: text({ unknown: [''] }), headers: [header], required: false });

/** Income that no platform exports, as the owner keeps it. */
export const income: Feed = {
  name: 'own_income',
  version: 1,
  type: 'income',
  label: 'Own income file',
  kind: 'reported',
  freshness: null,
  howToGet: {
    page: '',
    steps: [
      'Single entries: `bedrot add income --date 2026-10-02 --type sync --source "Film Co" --amount 250.00 --currency USD`.',
      'A list: `bedrot add --template income income.csv` writes an empty one with the right columns.',
      `Fill in a line for each payment; \`income_type\` is one of ${INCOME_TYPES.join(', ')}. Days are YYYY-MM-DD.`,
      'Bring the whole list again whenever it has grown: what is there already counts once.',
    ],
    file: `A .csv file with the columns ${TEMPLATES.income.join(', ')}.`,
  },

  detect: ({ header }) => {
    const names = new Set(header?.map(foldHeader));
    return MARKS.every((mark) => names.has(mark)) ? { account: '' } : null;
  },
  read: readDelimited,

  columns: {
    date: { type: day(), headers: ['date'], required: true },
    income_type: { type: text(), headers: ['income_type'], required: true },
    source: { type: text(), headers: ['source'], required: true },
    artist: maybe('artist'),
    title: maybe('title'),
    isrc: maybe('isrc'),
    country: { type: country(), headers: ['country'], required: false },
    quantity: { type: count(), headers: ['quantity'], required: false },
    currency: { type: text(), headers: ['currency'], required: true, filled: true },
    amount: { type: money(), headers: ['amount'], required: true, filled: true },
    note: maybe('note'),
    // Not in the file: the month of `date`.
    sale_month: { type: month(), headers: ['month of the date'], required: false },
  },
  ignores: [ADDED_AT],
  key: ['date', 'income_type', 'source', 'artist', 'title', 'isrc', 'country'],
  // Two payments of one source on a day are real.
  occurrenceBy: ['currency', 'amount', 'quantity', 'note'],
  dated: 'date',
  clean: ({ cells }) => ({
    ...cells,
    income_type: (cells.income_type ?? '').trim().toLowerCase(),
    currency: (cells.currency ?? '').trim().toUpperCase(),
    sale_month: /^\d{4}-\d{2}-\d{2}$/.test((cells.date ?? '').trim())
      ? (cells.date ?? '').trim().slice(0, 7)
      : '',
  }),
  checks: [
    {
      name: 'income_type',
      column: 'income_type',
      refuse: (value) => (TYPES.has(String(value)) ? null : `is none of ${INCOME_TYPES.join(', ')}`),
    },
    {
      name: 'currency',
      column: 'currency',
      refuse: (value) =>
        /^[A-Z]{3}$/.test(String(value)) ? null : 'is not a currency of three letters, e.g. USD',
    },
  ],

  load: {
    table: 'revenue_transactions',
    from: {
      sale_month: { column: 'sale_month' },
      'track_name_id.artist': { column: 'artist' },
      'track_name_id.title': { column: 'title' },
      'track_name_id.isrc': { column: 'isrc' },
      // In the key, so that merch and tickets sold on one evening by one venue stay two payments in whatever files.
      'track_name_id.content_type': { column: 'income_type' },
      'platform_name_id.store': { column: 'source' },
      'territory.country': { column: 'country' },
      reporting_date: { column: 'date' },
      'distributor_id.key': { value: 'own' },
      income_type: { column: 'income_type' },
      quantity: { column: 'quantity' },
      currency: { column: 'currency' },
      amount: { column: 'amount' },
    },
    money: { column: 'amount', currency: { column: 'currency' } },
  },
};
