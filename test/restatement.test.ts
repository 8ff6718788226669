import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rollBack, rollbackEffect, undoRollBack } from '../pipeline/rollback.ts';
import { rebuild } from '../pipeline/run.ts';
import { type BankRow, bankFile, bankStyle } from '../sandbox/label/formats/distrokid.ts';
import { audienceCsv } from '../sandbox/label/formats/spotify.ts';
import { openWarehouse } from '../warehouse/kit/open.ts';
import { unlikeFacts } from '../warehouse/kit/summaries.testing.ts';
import { areFresh } from '../warehouse/kit/summaries.ts';
import { type TestLake, testLake } from './support/import.ts';
import { audience, line } from './support/rows.ts';
import { curatedRows, hashTables } from './support/tables.ts';

let lake: TestLake;
beforeEach(() => {
  lake = testLake();
});
afterEach(() => {
  // Whatever was loaded, withdrawn and taken back: the sums of the statements are those of the facts.
  const db = openWarehouse(lake.house.data);
  expect(unlikeFacts(db)).toEqual([]);
  expect(areFresh(db)).toBe(true);
  db.close();
  lake.remove();
});

const bank = (...rows: Partial<BankRow>[]): Buffer =>
  bankFile(
    rows.map((other) => line({ quantity: '10', earnings: '0.5', ...other })),
    bankStyle(2),
  );
const COUNTRIES = ['US', 'DE', 'FR', 'GB', 'JP', 'BR', 'CA', 'MX', 'AU', 'NZ', 'SE', 'NO'];
/** A statement of twelve countries, as one store and one artist have it. */
const statement = (without: readonly string[] = [], other: Partial<BankRow> = {}): Partial<BankRow>[] =>
  COUNTRIES.filter((country) => !without.includes(country)).map((country) => ({ country, ...other }));

const countries = (): string[] =>
  lake
    .rows('SELECT DISTINCT territory FROM revenue_transactions ORDER BY 1')
    .map((row) => (row as string[])[0] as string);
const hashes = () => hashTables(lake.house.data);

describe('a statement that is issued again', () => {
  it('withdraws what it no longer tells, out of the warehouse and the curated zone, and says so', async () => {
    await lake.bring(['a.csv', bank(...statement())]);
    const [report] = await lake.bring(['b.csv', bank(...statement(['JP']))]);
    expect(report?.notes).toContain(
      '1 row that an earlier file told of 2026-09-24 is not in it any more: withdrawn',
    );
    expect(countries()).not.toContain('JP');
    expect(countries()).toHaveLength(11);
    expect(lake.rows('SELECT table_name, file_id, line, by_file_id FROM withdrawals')).toEqual([
      ['revenue_transactions', 1, 6, 2],
    ]);
    expect(lake.rows('SELECT id, withdrawn FROM files ORDER BY id')).toEqual([
      [1, 0],
      [2, 1],
    ]);
    const curated = await curatedRows(lake.house.data, 'distrokid_bank', '2026');
    expect(curated.map((row) => row.country)).not.toContain('JP');
    expect(curated).toHaveLength(11);
  });

  it('gives it back with the file and line it had when a later file tells it again', async () => {
    await lake.bring(['a.csv', bank(...statement())], ['b.csv', bank(...statement(['JP', 'NO']))]);
    expect(countries()).not.toContain('JP');
    await lake.bring(['c.csv', bank(...statement(['NO'], { store: 'Spotify' }), { saleMonth: '2026-06' })]);
    expect(countries()).toContain('JP');
    expect(countries()).not.toContain('NO');
    expect(lake.rows("SELECT file_id, line FROM revenue_transactions WHERE territory = 'JP'")).toEqual([
      [1, 6],
    ]);
    expect(await curatedRows(lake.house.data, 'distrokid_bank', '2026')).toHaveLength(12);
  });

  it('judges by what was known before, not by the lines it brings itself', async () => {
    await lake.bring(['a.csv', bank({ country: 'JP' })]);
    // Eleven new lines beside the one it leaves out: it is another part of that statement.
    await lake.bring(['b.csv', bank(...statement(['JP']))]);
    expect(countries()).toHaveLength(12);
    // Lines it corrects were known: eleven of twelve told again, so the twelfth is gone.
    await lake.bring(['c.csv', bank(...statement(['NO'], { earnings: '0.7' }))]);
    expect(countries()).not.toContain('NO');
    expect(countries()).toHaveLength(11);
  });

  it('withdraws nothing for an export of one store, one artist, a few tracks, or other months', async () => {
    await lake.bring([
      'all.csv',
      bank(
        ...statement(),
        ...statement([], { store: 'Deezer' }),
        ...statement([], { artist: 'ZONE A0', isrc: 'QZTST2600002' }),
      ),
    ]);
    const [deezer] = await lake.bring(['deezer.csv', bank(...statement([], { store: 'Deezer' }))]);
    const [part] = await lake.bring(['part.csv', bank(...statement(COUNTRIES.slice(2)))]);
    await lake.bring(['next.csv', bank({ reportingDate: '2026-10-24', saleMonth: '2026-08' })]);
    expect(deezer?.notes).toEqual([]);
    expect(part?.notes).toEqual([
      '10 rows known of 2026-09-24 are not in it; kept, since it tells only a part of that statement',
    ]);
    expect(lake.rows('SELECT count(*) FROM revenue_transactions')).toEqual([[37]]);
    expect(lake.rows('SELECT count(*) FROM withdrawals')).toEqual([[0]]);
  });

  it('withdraws nothing where lines of it cannot be read', async () => {
    await lake.bring(['a.csv', bank(...statement())]);
    const [report] = await lake.bring([
      'b.csv',
      bank(...statement(['JP']), { country: 'JP', earnings: 'n/a' }),
    ]);
    expect(report?.notes.join()).toContain('kept, since it has lines that cannot be read');
    expect(countries()).toContain('JP');
  });

  it('ends the same whether files come one by one, together, or from raw', async () => {
    const files = [
      ['a.csv', bank(...statement())],
      ['b.csv', bank(...statement(['JP', 'NO']).map((row) => ({ ...row, earnings: '0.25' })))],
      ['c.csv', bank(...statement(['NO']))],
      ['d.csv', bank(...statement(['US'], { reportingDate: '2026-10-24' }))],
    ] as const;
    for (const file of files) await lake.bring(file);
    const oneByOne = hashes();
    const together = testLake();
    try {
      await together.bring(...files);
      expect(hashTables(together.house.data)).toEqual(oneByOne);
    } finally {
      together.remove();
    }
    await rebuild(lake.house);
    expect(hashes()).toEqual(oneByOne);
  });
});

describe('a rollback', () => {
  it('leaves the warehouse as if the file had never come, and can be undone', async () => {
    await lake.bring(
      ['a.csv', bank(...statement(['NO']))],
      ['old-audience-timeline.csv', audienceCsv([audience('2026-10-01')], 1)],
    );
    const before = hashes();
    await lake.bring(['b.csv', bank(...statement().map((row) => ({ ...row, earnings: '0.25' })))]);
    const after = hashes();
    expect(after).not.toEqual(before);
    expect(rollbackEffect(lake.house.data, 'b.csv')).toMatchObject({ gone: 1, restored: 11, returned: 0 });

    await rollBack(lake.house, 'b.csv');
    expect(hashes()).toEqual(before);
    await rebuild(lake.house);
    expect(hashes()).toEqual(before);
    const [again] = await lake.bring([
      'b-again.csv',
      bank(...statement().map((row) => ({ ...row, earnings: '0.25' }))),
    ]);
    expect(again).toMatchObject({ state: 'known' });
    expect(again?.reason).toContain('bedrot rollback --undo');
    expect(hashes()).toEqual(before);

    await undoRollBack(lake.house, 'b.csv');
    expect(hashes()).toEqual(after);
  });

  it('gives back what the file withdrew', async () => {
    await lake.bring(['a.csv', bank(...statement())]);
    const before = hashes();
    await lake.bring(['b.csv', bank(...statement(['JP']))]);
    expect(rollbackEffect(lake.house.data, 'b.csv')).toMatchObject({ gone: 0, restored: 0, returned: 1 });
    await rollBack(lake.house, 'b.csv');
    expect(hashes()).toEqual(before);
  });

  it('needs a file that was brought', async () => {
    await lake.bring(['a.csv', bank({})]);
    await expect(rollBack(lake.house, 'nothing.csv')).rejects.toThrow(/No file was brought as nothing.csv/);
    await expect(undoRollBack(lake.house, 'a.csv')).rejects.toThrow(/No file was brought as a.csv/);
  });
});
