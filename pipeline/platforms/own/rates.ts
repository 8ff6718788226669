import { foldHeader } from '../../kit/header.ts';
import type { Feed } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import { day, money, text } from '../../kit/types.ts';
import { TEMPLATES } from './template.ts';
import { isWide, long } from './wide-rates.ts';

const MARKS = ['date', 'currency', 'quote', 'rate'];
const isCurrency = (value: string | number): string | null =>
  /^[A-Z]{3}$/.test(String(value)) ? null : 'is not a currency of three capital letters, e.g. USD';

/** What one unit of `currency` was worth in `quote` on a day. */
export const rates: Feed = {
  name: 'own_rates',
  version: 1,
  type: 'rates',
  label: 'Exchange rates',
  kind: 'reported',
  freshness: null,
  howToGet: {
    page: 'https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/html/index.en.html',
    steps: [
      'The euro against some thirty currencies: click "CSV" beside "Time series" (or beside the last day) and bring the zip as it is.',
      'Your own rates: `bedrot add --template rates rates.csv` writes an empty list. `rate` is what one unit of `currency` is worth in `quote`.',
    ],
    file: `eurofxref-hist.zip, or a .csv file with the columns ${TEMPLATES.rates.join(', ')}.`,
  },

  detect: (document) => {
    const names = new Set(document.header?.map(foldHeader));
    return MARKS.every((mark) => names.has(mark)) || isWide(document) ? { account: '' } : null;
  },
  // What the reader makes of a wide table has the columns of the long one.
  header: (document) => ({
    preamble: 0,
    delimiter: document.delimiter ?? ',',
    cells: isWide(document) ? TEMPLATES.rates : (document.header ?? []),
  }),
  read: (document) => (isWide(document) ? long(readDelimited(document)) : readDelimited(document)),

  columns: {
    date: { type: day(), headers: ['date'], required: true },
    currency: { type: text(), headers: ['currency'], required: true },
    quote: { type: text(), headers: ['quote'], required: true },
    rate: { type: money(), headers: ['rate'], required: true, filled: true },
    source: { type: text({ unknown: [''] }), headers: ['source'], required: false },
  },
  key: ['date', 'currency', 'quote'],
  dated: 'date',
  checks: [
    { name: 'currency', column: 'currency', refuse: isCurrency },
    { name: 'currency', column: 'quote', refuse: isCurrency },
    {
      name: 'rate',
      column: 'rate',
      refuse: (value) => (Number(value) > 0 ? null : 'is not above zero'),
    },
  ],

  load: {
    table: 'fx_rates',
    from: {
      date: { column: 'date' },
      currency: { column: 'currency' },
      quote: { column: 'quote' },
      rate: { column: 'rate' },
      source: { column: 'source' },
    },
  },
};
