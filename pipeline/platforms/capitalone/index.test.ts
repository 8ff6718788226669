import { describe, expect, it } from 'vitest';
import { type Cells, cellsFromRows } from '../../kit/cells.ts';
import { RECEIVED, SPENT, withSign } from './amount-sign.ts';
import { cleanAccount, cleanCard, readAmount, usDay } from './clean.ts';
import { lastFour, withoutCardNumbers, withoutNumbers } from './numbers.ts';

describe('lastFour', () => {
  it.each([
    ['4821', '4821'],
    [' 36012345678 ', '5678'],
    ['4111-1111-1111-1234', '1234'],
    ['****4821', '4821'],
    ['XXXX 4821', '4821'],
    ['42', '0042'],
    ['4821.0', '4821'],
    ['', ''],
    ['3.60123E+10', '?'],
    ['checking', '?'],
  ])('of "%s" is "%s"', (text, expected) => expect(lastFour(text)).toBe(expected));
});

describe('withoutCardNumbers', () => {
  it.each([
    ['CARD 4111111111111111 REPLACED', 'CARD ****1111 REPLACED'],
    ['CARD 4111 1111 1111 1111', 'CARD ****1111'],
    // One digit off: no card has it, so it is some reference.
    ['REF 4111111111111112', 'REF 4111111111111112'],
    ['SPECTRUM 855-707-7328', 'SPECTRUM 855-707-7328'],
    ['2026-10-02', '2026-10-02'],
  ])('%s -> %s', (text, expected) => expect(withoutCardNumbers(text)).toBe(expected));
});

const HEADER = ['Account Number', 'Transaction Description', 'Transaction Date'];
async function texts(cells: AsyncIterable<Cells>): Promise<string[]> {
  const all: string[] = [];
  for await (const batch of cells) {
    for (const { ids, texts } of batch.columns) all.push(...Array.from(ids, (id) => texts.at(id)));
    all.push(...batch.ragged.flatMap((row) => row.cells));
  }
  return all;
}

it('no whole number of an account goes on to raw, not even from a torn line', async () => {
  const rows = [
    { line: 2, cells: ['36012345678', 'Deposit', '10/09/26'] },
    { line: 3, cells: ['36012345678', 'Deposit, torn', '10/09/26', '2026-10-09', '12.50'] },
    { line: 4, cells: ['36012345678'] },
  ];
  const all = await texts(withoutNumbers(cellsFromRows(HEADER, rows), ['account number']));
  expect(all).toEqual([
    '5678',
    'Deposit',
    '10/09/26',
    '5678',
    'Deposit, torn',
    '10/09/26',
    '2026-10-09',
    '12.50',
    '5678',
  ]);
});

describe('usDay and readAmount', () => {
  it.each([
    ['10/02/26', '2026-10-02'],
    ['1/2/2026', '2026-01-02'],
    ['2026-10-02', '2026-10-02'],
    ['02/30/26', null],
    ['31/12/2026', null],
    ['10/02/026', null],
  ])('%s is the day %s', (text, expected) => expect(usDay(text)).toBe(expected));

  it.each([
    ['1,014.35', 1_014_350_000_000n],
    ['($4.50)', -4_500_000_000n],
    ['-$5', -5_000_000_000n],
    ['$ .5', 500_000_000n],
    ['1.014,35', null],
    ['12,34', null],
    ['(-4)', null],
    ['', null],
    ['-', null],
  ])('%s is the amount %s', (text, expected) => expect(readAmount(text)).toBe(expected));
});

describe('the sign of the ledger', () => {
  it.each([
    [{ debit: '25.00', credit: '' }, '-25.00'],
    [{ debit: '', credit: '300' }, '300.00'],
    [{ debit: '0.00', credit: '300' }, '300.00'],
    [{ debit: '0', credit: '0' }, '0.00'],
    [{ spent: '25.00' }, '-25.00'],
    [{ received: '-4.50' }, '-4.50'],
  ])('of a card line %j is %s', (cells, amount) => expect(cleanCard(cells)).toMatchObject({ amount }));

  it.each([
    [{ debit: '25', credit: '300' }, /both a debit and a credit/],
    [{ debit: '', credit: '' }, /neither a debit nor a credit/],
    [{ debit: '-25', credit: '' }, /may mean either/],
    [{ debit: 'x', credit: '' }, /debit "x", which is no amount/],
    [{ spent: 'soon' }, /amount "soon", which is none/],
  ])('a card line %j is refused', (cells, why) =>
    expect(cleanCard(cells)).toEqual({ refuse: expect.stringMatching(why) }),
  );

  it('of an account line is told by its type', () => {
    const of = (written: string, bank_category: string) => cleanAccount({ written, bank_category });
    expect(of('21', 'Debit')).toMatchObject({ amount: '-21.00' });
    expect(of('-21', 'debit')).toMatchObject({ amount: '-21.00' });
    expect(of('21', 'Credit')).toMatchObject({ amount: '21.00' });
    expect(of('-21', 'Credit')).toEqual({ refuse: 'is a credit with a negative amount' });
    expect(of('21', 'Hold')).toEqual({ refuse: expect.stringMatching(/neither Debit nor Credit/) });
  });
});

describe('a column "Amount" alone', () => {
  const named = async (...rows: readonly (readonly [category: string, amount: string])[]) => {
    const cells = cellsFromRows(
      ['Category', 'Amount'],
      rows.map((cells, index) => ({ line: index + 2, cells })),
    );
    const all = withSign(
      (async function* () {
        yield* cells;
      })(),
    );
    for await (const batch of all) return batch.header[1];
    return null;
  };

  it('is told by the payments, else by all lines having one sign', async () => {
    expect(await named(['Dining', '4.50'], ['Payment/Credit', '-250'], ['Dining', '-1'])).toBe(SPENT);
    expect(await named(['Dining', '(4.50)'], ['payment/credit', '250'], ['Dining', '1'])).toBe(RECEIVED);
    expect(await named(['Dining', '4.50'], ['Dining', '0'])).toBe(SPENT);
    expect(await named(['Dining', '-4.50'])).toBe(RECEIVED);
  });

  it('is refused where nothing tells it', async () => {
    await expect(named(['Dining', '4.50'], ['Dining', '-1'])).rejects.toThrow(/both signs and no payment/);
    await expect(named(['Payment/Credit', '4.50'], ['Payment/Credit', '-1'])).rejects.toThrow(
      /payments have both signs/,
    );
  });
});
