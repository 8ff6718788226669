import { monthOf } from '../../../core/days.ts';
import { countryCode } from '../../kit/countries.ts';
import { PERSONAL } from '../../kit/drops.ts';
import { foldHeader } from '../../kit/header.ts';
import type { Feed } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import { count, country, day, money, month, text } from '../../kit/types.ts';
import { incomeOf, saleDay } from './clean.ts';

/** Together in no other file. */
const MARKS = ['item type', 'item name', 'bandcamp transaction id'];

/** Raw sales data: every sale with what reached the label, in the currency it was paid in. */
export const sales: Feed = {
  name: 'bandcamp_sales',
  version: 1,
  type: 'sales',
  label: 'Bandcamp sales',
  kind: 'reported',
  // A month without a sale is no gap.
  freshness: { cadence: 'month', lagDays: 1, warnDays: 45, criticalDays: 75 },
  howToGet: {
    page: 'https://bandcamp.com/tools',
    steps: [
      'Sign in to Bandcamp as the artist or the label, open "Tools" and there "Sales report".',
      'Choose the period (all time is fine: nothing is counted twice).',
      'Click "raw data". What tells of your fans is dropped before anything is kept.',
    ],
    file: 'A .csv file with columns such as "item type", "net amount" and "bandcamp transaction id".',
  },

  detect: ({ header }) => {
    const names = new Set(header?.map(foldHeader));
    return MARKS.every((mark) => names.has(mark)) ? { account: '' } : null;
  },
  read: readDelimited,

  columns: {
    date: { type: day(), headers: ['date'], required: true },
    // Not in the file: `clean` takes them from the date and the item type.
    sale_month: { type: month(), headers: ['sale month'], required: false, filled: true },
    income_type: { type: text(), headers: ['income type'], required: false, filled: true },
    store: { type: text(), headers: ['store'], required: false, filled: true },
    item_type: { type: text(), headers: ['item type'], required: true },
    artist: { type: text(), headers: ['artist'], required: true, filled: false },
    title: { type: text(), headers: ['item name'], required: true, filled: false },
    isrc: { type: text(), headers: ['isrc'], required: false },
    upc: { type: text(), headers: ['upc'], required: false },
    country: { type: country(), headers: ['country code', 'country'], required: false },
    quantity: { type: count(), headers: ['quantity'], required: false },
    currency: { type: text(), headers: ['currency'], required: true, filled: true },
    net: { type: money(), headers: ['net amount', 'amount you received'], required: true, filled: true },
    transaction: { type: text(), headers: ['bandcamp transaction id'], required: true, filled: false },
  },
  key: ['date', 'artist', 'title', 'isrc', 'upc', 'item_type', 'country'],
  // Each line is a sale. Transaction ids grow, so that a later export leaves the numbers of the older lines as they are.
  occurrenceBy: ['transaction', 'currency', 'quantity', 'net'],
  dated: 'date',

  // Buyers, where parcels go, and how each of them came. "paid to" is the label's own e-mail address.
  drops: [...PERSONAL, 'city', 'paid to', 'referer url', 'region/state', 'ship date', 'ship notes'],
  ignores: [
    'additional fan contribution',
    'amount you received',
    'assessed revenue share',
    'bandcamp related transaction id',
    'bandcamp transaction item id',
    'catalog number',
    'collected revenue share',
    'collection society share',
    'country',
    'discount code',
    'fee type',
    'item price',
    'item total',
    'item url',
    'marketplace tax',
    'option',
    'order total',
    'package',
    'payment processing fee',
    'payment state',
    'referer',
    'seller tax',
    'ship from country name',
    'shipping',
    'sku',
    'sub total',
    'tax rate',
    'transaction fee',
  ],

  clean: ({ cells }) => {
    if (/^(pending )?payout$/i.test((cells.item_type ?? '').trim()))
      return { leaveOut: 'payouts, whose money the sales themselves tell' };
    const written = cells.date ?? '';
    const sold = saleDay(written);
    if (sold === null)
      return { refuse: `has the date '${written}', which is not like '5/13/26 11:28pm' (month first)` };
    const currency = (cells.currency ?? '').trim().toUpperCase();
    if (!/^[A-Z]{3}$/.test(currency))
      return { refuse: `has the currency '${cells.currency}', which is no code of three letters` };
    return {
      ...cells,
      date: sold,
      sale_month: monthOf(sold),
      income_type: incomeOf(cells.item_type ?? ''),
      store: 'Bandcamp',
      country: countryCode(cells.country ?? ''),
      currency,
    };
  },

  load: {
    table: 'revenue_transactions',
    from: {
      sale_month: { column: 'sale_month' },
      'track_name_id.artist': { column: 'artist' },
      'track_name_id.title': { column: 'title' },
      'track_name_id.isrc': { column: 'isrc' },
      'track_name_id.upc': { column: 'upc' },
      'track_name_id.content_type': { column: 'item_type' },
      'platform_name_id.store': { column: 'store' },
      'territory.country': { column: 'country' },
      reporting_date: { column: 'date' },
      'distributor_id.key': { value: 'bandcamp' },
      income_type: { column: 'income_type' },
      quantity: { column: 'quantity' },
      currency: { column: 'currency' },
      amount: { column: 'net' },
    },
    money: { column: 'net', currency: { column: 'currency' } },
  },
};
