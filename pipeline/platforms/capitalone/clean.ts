import { isDay } from '../../../core/days.ts';
import { nanosToDecimal, parseNanos } from '../../../core/money.ts';
import { UNREADABLE } from './numbers.ts';

/** "2026-10-02", "10/02/2026", "10/02/26" and "10/2/26" (Capital One is American: the month comes first). Null: no day. */
export function usDay(text: string): string | null {
  const plain = text.trim();
  if (isDay(plain)) return plain;
  const [, month = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/.exec(plain) ?? [];
  const full = year.length === 2 ? `20${year}` : year;
  const iso = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(iso) ? iso : null;
}

/** "1,234.50", "$54.99", "-$5.00" and "($4.50)" in 1e-9 units. Null where it is no amount. */
export function readAmount(text: string): bigint | null {
  const plain = text.trim();
  const [, inside] = /^\((.*)\)$/.exec(plain) ?? [];
  const unsigned = (inside ?? plain).trim().replace(/^([+-]?)\s*\$\s*/, '$1');
  if (!/^[+-]?(\d+|\d{1,3}(,\d{3})+)?(\.\d+)?$/.test(unsigned)) return null;
  const nanos = parseNanos(unsigned.replaceAll(',', '').replace(/^([+-]?)\./, '$10.'));
  if (nanos === null || (inside !== undefined && nanos < 0n)) return null;
  return inside === undefined ? nanos : -nanos;
}

export type Cells = Record<string, string>;
type Cleaned = Cells | { refuse: string };

/** The sign of the ledger: what comes in is positive, what goes out negative. */
export function cleanCard(cells: Cells): Cleaned {
  const amount = cardAmount(cells);
  return typeof amount === 'bigint' ? line(cells, amount) : amount;
}

function cardAmount({
  debit = '',
  credit = '',
  spent = '',
  received = '',
}: Cells): bigint | { refuse: string } {
  const [out, into] = [debit.trim(), credit.trim()];
  if (spent.trim() !== '' || received.trim() !== '') {
    const nanos = readAmount(spent.trim() || received);
    if (nanos === null) return { refuse: `has the amount "${spent || received}", which is none` };
    return spent.trim() === '' ? nanos : -nanos;
  }
  const [spending, payment] = [readAmount(out), readAmount(into)];
  if (out !== '' && spending === null) return { refuse: `has the debit "${out}", which is no amount` };
  if (into !== '' && payment === null) return { refuse: `has the credit "${into}", which is no amount` };
  if (out === '' && into === '') return { refuse: 'has neither a debit nor a credit' };
  // Some programs write the empty one of the two as 0.00.
  if (spending && payment) return { refuse: 'has both a debit and a credit' };
  if ((spending ?? 0n) < 0n || (payment ?? 0n) < 0n)
    return { refuse: 'has a negative debit or credit, which may mean either' };
  return (payment ?? 0n) - (spending ?? 0n);
}

/** A line of a bank account: its amount has no sign, its type tells which way the money went. */
export function cleanAccount(cells: Cells): Cleaned {
  const nanos = readAmount(cells.written ?? '');
  if (nanos === null) return { refuse: `has the amount "${cells.written}", which is none` };
  const type = (cells.bank_category ?? '').trim().toLowerCase();
  if (type !== 'debit' && type !== 'credit')
    return { refuse: `has the type "${cells.bank_category}", which is neither Debit nor Credit` };
  if (type === 'credit' && nanos < 0n) return { refuse: 'is a credit with a negative amount' };
  const out = nanos < 0n ? nanos : -nanos;
  const balance = readAmount(cells.balance ?? '');
  return line(
    { ...cells, balance: balance === null ? (cells.balance ?? '') : nanosToDecimal(balance) },
    type === 'credit' ? nanos : out,
  );
}

function line(cells: Cells, amount: bigint): Cleaned {
  if (cells.account === UNREADABLE)
    return {
      refuse: 'has an account number whose last four digits cannot be read (a spreadsheet may have cut it)',
    };
  return {
    ...cells,
    date: usDay(cells.date ?? '') ?? cells.date ?? '',
    posted_on: usDay(cells.posted_on ?? '') ?? cells.posted_on ?? '',
    // Banks pad with blanks; one line must have one spelling, since rules and repeats go by it.
    description: (cells.description ?? '').trim().replace(/\s+/g, ' '),
    amount: nanosToDecimal(amount),
  };
}
