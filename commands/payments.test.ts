import { afterEach, describe, expect, it } from 'vitest';
import { addDays } from '../core/days.ts';
import { openWarehouseForWriting } from '../warehouse/kit/open.ts';
import type { Deposit, StatementSum } from '../warehouse/kit/payments.ts';
import { put } from '../warehouse/kit/views.testing.ts';
import { matchDeposits } from './kit/deposit-match.ts';
import { delayOf, stateByDay } from './kit/payment-calendar.ts';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';

let sample: Sample;

const CENT = 10_000_000;
/**
 * Statements of the sample: June 3.60 on 2026-08-20, July 7.65 on 09-21, August 2.21 on 10-21, September 0.31 on 11-20.
 * It is 2026-11-22.
 */
function bank(
  lines: readonly (readonly [day: string, text: string, cents: number, status?: string])[],
): void {
  const db = openWarehouseForWriting(sample.data);
  for (const [index, [date, description, cents, status]] of lines.entries()) {
    put(db, 'transaction_names', {
      ...{
        id: index + 1,
        description,
        bank_category: String(index),
        category: 'distribution',
        kind: 'payout',
      },
      known: 1,
    });
    put(db, 'financial_transactions', {
      ...{ date, account: '4821', transaction_name_id: index + 1, amount: cents * CENT, occurrence: 0 },
      ...{ currency: 'USD', file_id: 1, line: index + 2, status: status ?? null },
    });
  }
  db.close();
}
const change = (sql: string): void => {
  const db = openWarehouseForWriting(sample.data);
  db.exec(sql);
  db.close();
};

describe('payments', () => {
  afterEach(() => sample.remove());

  it('tells what is paid, reported and due, with its money and where it was found', async () => {
    sample = sampleLabel();
    bank([
      ['2026-09-01', 'DISTRO KID PAYOUT', 360],
      ['2026-10-02', 'Deposit from DISTROKID', 765],
      // A cent less than August: the rest comes with the next.
      ['2026-11-03', 'Deposit from DISTROKID', 220],
      ['2026-11-10', 'PAYPAL TRANSFER', 500],
      ['2026-11-12', 'DISTROKID', 999],
      ['2026-11-13', 'DISTROKID', 31, 'Declined'],
    ]);
    const answer = await sample.ask('owner', 'payments');
    expect(answer.table?.rows).toEqual([
      // 2 months later, on the usual last day: of 20, 20, 21 and 21 the 21st. In 29 days.
      ['DistroKid', '2026-10', 'DUE SOON', '2026-12-21', null, null, null],
      ['DistroKid', '2026-09', 'REPORTED', '2026-11-21', null, '0.31', '0.00'],
      ['DistroKid', '2026-08', 'PAID', '2026-10-21', null, '2.21', '2.21'],
      ['DistroKid', '2026-07', 'PAID', '2026-09-21', null, '7.65', '7.65'],
      ['DistroKid', '2026-06', 'PAID', '2026-08-21', null, '3.60', '3.60'],
    ]);
    expect(figure(answer, 'next')).toMatchObject({ value: '2026-12-21' });
    // 3.60 + 7.65 + 2.20 + 9.99; PayPal's text names no distributor.
    expect(figure(answer, 'received')).toMatchObject({
      value: '23.44',
      note: '4 deposits of distributors, to 2026-11-13. 5.00 USD came from others and is not in it.',
    });
    expect(figure(answer, 'open')).toMatchObject({
      value: '0.31',
      note: 'On its way: none of it is older than 45 days.',
    });
    expect(figure(answer, 'overdue').value).toBe(0);
    expect(figure(answer, 'usual_delay')).toMatchObject({
      value: 2,
      note: 'From the sale to the statement: DistroKid 2 (100.0 % of its money, by day 21; mean 2.0).',
    });
    expect(answer.parts?.map(({ key, title, table }) => [key, title, table?.rows])).toEqual([
      [
        'open',
        'Reported, and no deposit found: 0.31 USD',
        [['DistroKid', '2026-11-20', '0.31', 'USD', 'on its way']],
      ],
      [
        'unexplained',
        'In the bank, and no statement explains it: 14.99 USD',
        [
          ['DISTROKID', '2026-11-12', '9.99', 'USD', 'no statements of DistroKid add up to it'],
          ['PAYPAL TRANSFER', '2026-11-10', '5.00', 'USD', 'its text names no distributor with statements'],
        ],
      ],
    ]);
  });

  it('not reported is not 0: a month that is late is overdue by data, and nothing is found where no bank is', async () => {
    sample = sampleLabel();
    change("DELETE FROM revenue_transactions WHERE sale_month >= '2026-08'");
    const answer = await sample.ask('owner', 'payments', { distributor: 'distro-kid' });
    expect(answer.title).toBe('Payments of DistroKid');
    // June on the 20th, July on the 21st: due on the 21st. August was due 32 days ago, September yesterday.
    expect(answer.table?.rows.map((row) => row.slice(1))).toEqual([
      ['2026-10', 'DUE SOON', '2026-12-21', null, null, null],
      ['2026-09', 'DUE', '2026-11-21', null, null, null],
      ['2026-08', 'OVERDUE', '2026-10-21', null, null, null],
      ['2026-07', 'REPORTED', '2026-09-21', null, '7.65', null],
      ['2026-06', 'REPORTED', '2026-08-21', null, '3.60', null],
    ]);
    expect(figure(answer, 'overdue')).toMatchObject({ value: 1, unit: 'month' });
    for (const key of ['received', 'open']) {
      expect(figure(answer, key).value, key).toBeNull();
      expect(figure(answer, key).note).toContain('No payout stands in the books');
    }
    expect(answer.parts).toBeUndefined();
    await expect(sample.ask('owner', 'payments', { distributor: 'tunecore' })).rejects.toThrow(
      'Valid: DistroKid',
    );
    await expect(sample.ask('viewer', 'payments')).rejects.toThrow('does not see money');
  });

  it('a month nobody told between months that came is not reported, not late', async () => {
    sample = sampleLabel();
    change("DELETE FROM revenue_transactions WHERE sale_month = '2026-07'");
    const answer = await sample.ask('owner', 'payments');
    expect(answer.table?.rows.find((row) => row[1] === '2026-07')).toEqual([
      ...['DistroKid', '2026-07', 'NOT REPORTED', '2026-09-20', null, null, null],
    ]);
  });

  it('expects what daily streams bring at the rate of settled months', async () => {
    sample = sampleLabel();
    const db = openWarehouseForWriting(sample.data);
    const { d, p } = db
      .prepare<[], { d: number; p: number }>(
        "SELECT distributor_id AS d, (SELECT id FROM platforms WHERE key = 'spotify') AS p FROM content_streams LIMIT 1",
      )
      .get() as { d: number; p: number };
    for (let day = '2026-08-01'; day <= '2026-09-24'; day = addDays(day, 1))
      put(db, 'content_streams', {
        ...{ date: day, distributor_id: d, account: '', platform_id: p, streams: 100, file_id: 2, line: 1 },
      });
    db.close();
    const answer = await sample.ask('owner', 'payments');
    // August: 3,100 streams brought 2.21. October: 31 x 110 = 3,410 of them bring 2.431.
    expect(answer.table?.rows[0]?.[4]).toBe('2.431');
    expect(figure(answer, 'next').note).toBe('DistroKid for sales of 2026-10, about 2.43 USD (an estimate).');
  });

  it('before any statement nothing is known', async () => {
    sample = sampleLabel({ facts: false });
    const answer = await sample.ask('owner', 'payments');
    for (const key of ['next', 'usual_delay', 'revenue_received'])
      expect(figure(answer, key).value, key).toBeNull();
    expect(answer.table?.rows).toEqual([]);
  });
});

describe('deposits and statements', () => {
  const told = (day: string, cents: number, month = '2026-06', currency = 'USD'): StatementSum => ({
    ...{ distributor: 'Too Lost', key: 'toolost', month, day, currency, amount: BigInt(cents * CENT) },
  });
  const paid = (day: string, cents: number, description = 'TOO LOST LLC', currency = 'USD'): Deposit => ({
    ...{ day, description, currency, amount: BigInt(cents * CENT) },
  });
  const daysPaid = (sums: StatementSum[], deposits: Deposit[]) =>
    matchDeposits(sums, deposits).by[0]?.days.map((one) => one.paid?.day ?? null);

  it('match the days between two deposits, and no sum that is a cent and a half off', () => {
    const sums = [told('2026-08-01', 100), told('2026-08-20', 250), told('2026-09-02', 40)];
    expect(daysPaid(sums, [paid('2026-09-03', 350)])).toEqual(['2026-09-03', '2026-09-03', null]);
    expect(daysPaid(sums, [paid('2026-08-05', 100), paid('2026-09-05', 290)])).toEqual([
      ...['2026-08-05', '2026-09-05', '2026-09-05'],
    ]);
    expect(daysPaid(sums, [paid('2026-09-03', 352)])).toEqual([null, null, null]);
  });

  it('never match another day of the future, a payment too late, another name or currency', () => {
    expect(daysPaid([told('2026-08-01', 100)], [paid('2026-07-31', 100)])).toEqual([null]);
    expect(daysPaid([told('2026-08-01', 100)], [paid('2026-09-15', 100)])).toEqual(['2026-09-15']);
    expect(daysPaid([told('2026-08-01', 100)], [paid('2026-09-16', 100)])).toEqual([null]);
    for (const other of ['LOST AND FOUND', 'TOOLOSTER', 'DISTROKID'])
      expect(daysPaid([told('2026-08-01', 100)], [paid('2026-08-05', 100, other)]), other).toEqual([null]);
    expect(daysPaid([told('2026-08-01', 100)], [paid('2026-08-05', 100, 'TOO LOST', 'EUR')])).toEqual([null]);
    expect(matchDeposits([told('2026-08-01', 100)], [paid('2026-08-05', 100, 'X')]).nobodys).toHaveLength(1);
  });

  it('measure the usual delay by money', () => {
    const sums = [
      told('2026-07-15', 10, '2026-06'),
      told('2026-08-03', 60, '2026-06'),
      told('2026-08-20', 20, '2026-06'),
      told('2026-09-25', 10, '2026-06'),
      told('2026-09-24', 100, '2026-07'),
    ];
    // 80 + 100 of 200 come after 2 months; 10 after 1, 10 after 3: mean 2. Last days 20 and 24: the later of two.
    expect(delayOf(sums)).toEqual({ months: 2, day: 24, mean: 2, part: 0.9 });
    expect(delayOf([told('2026-07-15', -10)])).toBeNull();
  });

  it('are due soon in 30 days, and overdue after 30', () => {
    const days = ['2026-12-23', '2026-12-22', '2026-11-23', '2026-11-22', '2026-10-23', '2026-10-22'];
    expect(days.map((day) => stateByDay(day, '2026-11-22'))).toEqual([
      ...['pending', 'due soon', 'due soon', 'due', 'due', 'overdue'],
    ]);
  });
});
