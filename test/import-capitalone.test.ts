import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readRaw } from '../pipeline/kit/raw.ts';
import { rebuild } from '../pipeline/run.ts';
import { LABEL, type TestLake, testLake } from './support/import.ts';
import { hashTables } from './support/tables.ts';

let lake: TestLake;
beforeEach(() => {
  lake = testLake();
});
afterEach(() => lake.remove());

const CARD = 'Transaction Date,Posted Date,Card No.,Description,Category,Debit,Credit\n';
const SBARRO = '2026-07-01,2026-07-02,4821,SBARRO,Dining,6.59,\n';
const ADS = '2026-10-02,2026-10-03,4821,FACEBK ADS,Advertising,25.00,\n';
const PAID = '2026-10-09,2026-10-10,4821,PAYMENT - THANK YOU,Payment/Credit,,300.00\n';
const sums = () => lake.rows('SELECT count(*), sum(amount) / 1e9 FROM financial_transactions')[0];

it('a purchase made twice on a day counts twice, a file brought twice once, files that overlap not more', async () => {
  const [first] = await lake.bring(['a.csv', CARD + SBARRO + SBARRO + ADS]);
  expect(first).toMatchObject({ rows: 3, loaded: 3, money: { currency: 'USD', amount: '-38.18' } });
  expect(sums()).toEqual([3, -38.18]);
  const [again] = await lake.bring(['b.csv', CARD + ADS + SBARRO + PAID + SBARRO]);
  expect(again).toMatchObject({ rows: 4, loaded: 1, unchanged: 3 });
  expect(sums()).toEqual([4, 261.82]);
});

it('amounts of one merchant and day are told apart, in whatever order they stand', async () => {
  const of = (cents: number) => `2026-07-01,2026-07-02,4821,SPLICE,Software,${(cents / 100).toFixed(2)},\n`;
  await lake.bring(['a.csv', CARD + of(799) + of(1299) + of(799) + of(99)]);
  await lake.bring(['b.csv', CARD + of(99) + of(799) + of(799) + of(1299) + of(10000)]);
  expect(
    lake.rows('SELECT amount / 1e9, count(*) FROM financial_transactions GROUP BY 1 ORDER BY 1'),
  ).toEqual([
    [-100, 1],
    [-12.99, 1],
    [-7.99, 2],
    [-0.99, 1],
  ]);
});

it('a whole account number is in no zone behind landing and in no database', async () => {
  await lake.bring([
    '360Checking.csv',
    'Account Number,Transaction Description,Transaction Date,Transaction Type,Transaction Amount,Balance\n' +
      '36012345678,Deposit from DISTROKID,10/09/26,Credit,1531.02,3779.75\n' +
      '36012345678,Debit Card Purchase - PRINTFUL,10/02/26,Debit,21,1947.82,torn\n' +
      '36012345678,Check,99/99/26,Debit,21,1947.82\n',
  ]);
  expect(lake.rows('SELECT account, amount / 1e9, balance / 1e9 FROM financial_transactions')).toEqual([
    ['5678', 1531.02, 3779.75],
  ]);
  const folder = join(lake.house.data, 'raw', 'capitalone');
  const [name = ''] = readdirSync(folder);
  const { header, cells } = await readRaw(join(folder, name));
  let text = JSON.stringify(header);
  for await (const { columns, ragged } of cells) {
    for (const { texts } of columns) for (let id = 0; id < texts.size; id++) text += `\n${texts.at(id)}`;
    text += JSON.stringify(ragged);
  }
  expect(text).toContain('5678');
  expect(text).not.toContain('36012345678');
  const told = lake.rows(
    'SELECT reason || text FROM refusals UNION SELECT account || description FROM ledger',
  );
  expect(told.join('\n')).not.toContain('36012345678');
});

it('a rule of label.json made later re-labels the lines that are there, and a rebuild gives the same', async () => {
  await lake.bring([
    'a.csv',
    `${CARD}2026-10-02,2026-10-03,4821,LOCAL PRESS,Merchandise,80.00,\n${ADS}${PAID}`,
  ]);
  const pnl = "SELECT category, amount / 1e9 FROM pnl_by_month WHERE month = '2026-10' ORDER BY 1";
  expect(lake.rows(pnl)).toEqual([
    ['advertising', -25],
    ['purchases', -80],
  ]);
  const categories = [{ match: 'local press', category: 'vinyl' }];
  lake.house.label = { ...lake.house.label, categories };
  await lake.bring(['b.csv', CARD + SBARRO]);
  expect(lake.rows(pnl)).toEqual([
    ['advertising', -25],
    ['vinyl', -80],
  ]);
  const before = hashTables(lake.house.data);
  await rebuild(lake.house);
  expect(hashTables(lake.house.data)).toEqual(before);
  expect(LABEL).not.toHaveProperty('categories');
});
