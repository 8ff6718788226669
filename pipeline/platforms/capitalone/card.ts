import { foldHeader } from '../../kit/header.ts';
import type { Feed } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import type { Document } from '../../kit/read/document.ts';
import { day, money, text } from '../../kit/types.ts';
import { RECEIVED, SPENT, withSign } from './amount-sign.ts';
import { cleanCard } from './clean.ts';
import { withoutNumbers } from './numbers.ts';

const ACCOUNT_HEADERS = ['Card No.', 'Card No', 'CardLast4'];
const EXPORT = ['transaction date', 'posted date', 'card no.', 'description', 'category'];
/** The list kept by hand that came before: its amounts are what was spent. */
const BY_HAND = ['date', 'description', 'amount', 'category', 'cardlast4'];

const which = ({ header }: Document): 'debit-credit' | 'amount' | 'by-hand' | null => {
  const names = new Set(header?.map(foldHeader));
  const has = (all: readonly string[]): boolean => all.every((name) => names.has(name));
  if (has(EXPORT) && has(['debit', 'credit'])) return 'debit-credit';
  if (has(EXPORT) && has(['amount'])) return 'amount';
  return has(BY_HAND) ? 'by-hand' : null;
};

const optional = (...headers: string[]) => ({ type: text(), headers, required: false });

/** Card lines, in every form they come in; the sign of the ledger is made here. */
export const card: Feed = {
  name: 'capitalone_card',
  version: 1,
  type: 'card',
  label: 'Capital One card transactions',
  kind: 'reported',
  freshness: { cadence: 'week', lagDays: 2, warnDays: 10, criticalDays: 20 },
  howToGet: {
    page: 'https://myaccounts.capitalone.com',
    steps: [
      'Sign in to Capital One and open the card.',
      'Click "View Transactions", then "Download Transactions" beside the search field.',
      'Choose the file type CSV and a range of dates that overlaps the last one: nothing is counted twice.',
      'Click "Export".',
    ],
    file: '<day>_transaction_download.csv, with columns such as "Card No.", "Debit" and "Credit".',
  },

  detect: (document) => (which(document) === null ? null : { account: '' }),
  read: (document) => {
    const cells = withoutNumbers(readDelimited(document), ACCOUNT_HEADERS);
    return which(document) === 'amount' ? withSign(cells) : cells;
  },

  columns: {
    date: { type: day(), headers: ['Transaction Date', 'Date'], required: true },
    posted_on: { type: day(), headers: ['Posted Date'], required: false },
    account: { type: text(), headers: ACCOUNT_HEADERS, required: true, filled: false },
    description: { type: text(), headers: ['Description'], required: true, filled: false },
    bank_category: { type: text(), headers: ['Category'], required: true, filled: false },
    debit: optional('Debit'),
    credit: optional('Credit'),
    spent: optional(SPENT, 'Amount'),
    received: optional(RECEIVED),
    status: { type: text({ unknown: [''] }), headers: ['Status', 'Stage'], required: false },
    // Not in the file: `clean` makes it of the four above.
    amount: { type: money(), headers: ['ledger amount'], required: false, filled: true },
  },
  key: ['date', 'account', 'description', 'bank_category', 'amount'],
  // The same purchase twice on a day is real.
  occurrenceBy: ['posted_on', 'status'],
  dated: 'date',
  clean: ({ cells }) => cleanCard(cells),

  load: {
    table: 'financial_transactions',
    from: {
      date: { column: 'date' },
      account: { column: 'account' },
      'transaction_name_id.description': { column: 'description' },
      'transaction_name_id.bank_category': { column: 'bank_category' },
      amount: { column: 'amount' },
      currency: { value: 'USD' },
      posted_on: { column: 'posted_on' },
      status: { column: 'status' },
    },
    money: { column: 'amount', currency: 'USD' },
  },
};
