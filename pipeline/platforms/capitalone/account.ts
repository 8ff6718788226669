import { foldHeader } from '../../kit/header.ts';
import type { Feed } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import { day, money, text } from '../../kit/types.ts';
import { cleanAccount } from './clean.ts';
import { withoutNumbers } from './numbers.ts';

const MARKS = [
  'account number',
  'transaction description',
  'transaction date',
  'transaction type',
  'transaction amount',
];

/** Lines of a checking or savings account. Its export has the whole account number. */
export const account: Feed = {
  name: 'capitalone_account',
  version: 1,
  type: 'account',
  label: 'Capital One account transactions',
  kind: 'reported',
  freshness: { cadence: 'week', lagDays: 2, warnDays: 10, criticalDays: 20 },
  howToGet: {
    page: 'https://myaccounts.capitalone.com',
    steps: [
      'Sign in to Capital One and open the checking or savings account.',
      'Click "Download Transactions" above the list.',
      'Choose the file type CSV and a range of dates that overlaps the last one: nothing is counted twice.',
      'Click "Export".',
    ],
    file: 'A .csv file with columns such as "Account Number", "Transaction Type" and "Balance".',
  },

  detect: ({ header }) => {
    const names = new Set(header?.map(foldHeader));
    return MARKS.every((mark) => names.has(mark)) ? { account: '' } : null;
  },
  read: (document) => withoutNumbers(readDelimited(document), ['Account Number']),

  columns: {
    date: { type: day(), headers: ['Transaction Date'], required: true },
    account: { type: text(), headers: ['Account Number'], required: true, filled: false },
    description: { type: text(), headers: ['Transaction Description'], required: true, filled: false },
    // "Debit" or "Credit": which way the money went, which is all the bank says of a line's kind.
    bank_category: { type: text(), headers: ['Transaction Type'], required: true },
    written: { type: text(), headers: ['Transaction Amount'], required: true },
    balance: { type: money(), headers: ['Balance'], required: false },
    // Not in the file: the amount with the sign of the ledger.
    amount: { type: money(), headers: ['ledger amount'], required: false, filled: true },
  },
  key: ['date', 'account', 'description', 'bank_category', 'amount'],
  occurrenceBy: ['balance'],
  dated: 'date',
  clean: ({ cells }) => cleanAccount(cells),

  load: {
    table: 'financial_transactions',
    from: {
      date: { column: 'date' },
      account: { column: 'account' },
      'transaction_name_id.description': { column: 'description' },
      'transaction_name_id.bank_category': { column: 'bank_category' },
      amount: { column: 'amount' },
      currency: { value: 'USD' },
      balance: { column: 'balance' },
    },
    money: { column: 'amount', currency: 'USD' },
  },
};
