import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { traceText } from '../cli/kit/trace-text.ts';
import { rollBack } from '../pipeline/rollback.ts';
import { type Traced, trace } from '../pipeline/trace.ts';
import { type BankRow, bankFile, bankStyle } from '../sandbox/label/formats/distrokid.ts';
import { tiktokZip } from '../sandbox/label/formats/tiktok.ts';
import { type TestLake, testLake } from './support/import.ts';
import { line } from './support/rows.ts';

let lake: TestLake;
const COUNTRIES = ['US', 'DE', 'FR', 'GB', 'JP'];
const bank = (...rows: Partial<BankRow>[]): Buffer =>
  bankFile(
    rows.map((other) => line({ quantity: '10', earnings: '0.5', ...other })),
    bankStyle(2),
  );
type Loaded = Extract<Traced, { state: 'loaded' }>;
const loaded = async (name: string, at?: number): Promise<Loaded> => {
  const [one, ...others] = await trace(lake.house.data, name, at);
  expect(others).toEqual([]);
  if (one?.state !== 'loaded') throw new Error(`${name} is ${one?.state}`);
  return one;
};

beforeAll(async () => {
  lake = testLake();
  // Lines 2 to 6; line 7 has no number, line 8 an artist and a store nobody knows.
  await lake.bring([
    'first.csv',
    bank(
      ...COUNTRIES.map((country) => ({ country })),
      { country: 'SE', earnings: 'N/A' },
      {
        artist: 'NOBODY AT ALL',
        store: 'Hum & Whistle',
        title: 'LOST',
        isrc: 'QZTST2600099',
        saleMonth: '2026-06',
      },
    ),
  ]);
  await lake.bring([
    'second.csv',
    bank(
      { country: 'US', quantity: '25', earnings: '0.75' },
      { country: 'DE', earnings: '0.4' },
      { country: 'FR' },
      { country: 'GB' },
    ),
  ]);
});
afterAll(() => lake.remove());

describe('what a file became', () => {
  it('its paths, rows, and the facts it is still the last to tell, with their days and money', async () => {
    const { trace: first, file } = await loaded('first.csv');
    expect(first).toMatchObject({ rows: 7, loaded: 6, corrected: 0, unchanged: 0, refused: 1, withdrawn: 0 });
    // Of five, US and DE were corrected and JP withdrawn: FR, GB and the unknown one are left.
    expect(first.tells).toEqual([
      {
        ...{ table: 'revenue_transactions', facts: 3, from: '2026-06', to: '2026-07' },
        money: [{ column: 'amount', currency: 'USD', amount: '1.50' }],
      },
    ]);
    const zones = first.outputs.map(({ zone, path }) => `${zone} ${path}`);
    const stem = file.path.replace(/^.*\//, '').replace(/\.[a-z]+$/, '');
    expect(zones).toEqual([
      `raw raw/distrokid/${stem}.ndjson.zst`,
      'curated curated/distrokid_bank_curated_2026.parquet',
    ]);
    expect(first.metrics).toEqual(expect.arrayContaining(['revenue', 'revenue_per_stream']));
    expect(first.metrics).not.toContain('followers');
    expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('what later files changed and withdrew of it, and the same from the other side', async () => {
    const { trace: first, file } = await loaded('first.csv');
    const { trace: second, file: other } = await loaded('second.csv');
    const to = {
      table: 'revenue_transactions',
      file: 'second.csv',
      path: other.path,
      landedAt: other.landedAt,
    };
    expect(first.changedBy).toEqual([{ ...to, facts: 2, columns: ['amount', 'quantity'] }]);
    expect(first.withdrawnBy).toEqual([{ ...to, facts: 1, columns: [] }]);
    const from = {
      table: 'revenue_transactions',
      file: 'first.csv',
      path: file.path,
      landedAt: file.landedAt,
    };
    expect(second.changed).toEqual([{ ...from, facts: 2, columns: ['amount', 'quantity'] }]);
    expect(second).toMatchObject({ loaded: 2, corrected: 2, unchanged: 2, withdrawn: 1, changedBy: [] });
    expect(second.tells[0]).toMatchObject({ facts: 2, money: [{ currency: 'USD', amount: '1.15' }] });
  });

  it('the lines that were refused, and names nobody knows', async () => {
    const { trace: first } = await loaded('first.csv');
    expect(first.refusals.map(({ line: at, column, text }) => [at, column, text])).toEqual([
      [7, 'earnings', 'N/A'],
    ]);
    expect(first.unknown).toEqual({
      artists: ['NOBODY AT ALL'],
      stores: ['Hum & Whistle'],
      countries: [],
      lines: [],
    });
  });

  it('is found by landing path, raw path and the start of the hash', async () => {
    const { file, trace: told } = await loaded('second.csv');
    const raw = told.outputs.find(({ zone }) => zone === 'raw')?.path ?? '';
    for (const name of [file.path, raw, file.sha256.slice(0, 8), file.sha256])
      expect((await loaded(name)).file.path).toBe(file.path);
    await expect(loaded('third.csv')).rejects.toThrow('No file was brought as third.csv');
  });
});

describe('one line of a file', () => {
  it('the record as it was written, and the fact it became', async () => {
    const { line: told } = await loaded('second.csv', 2);
    expect(told?.records).toHaveLength(1);
    expect(Object.values(told?.records[0] ?? {})).toEqual(expect.arrayContaining(['US', '25', '0.75']));
    expect(told?.facts).toHaveLength(1);
    expect(told?.facts[0]).toMatchObject({
      what: '2026-07 · NEON ABATTOIR · Spotify · US · 2026-09-24 · DistroKid',
      values: { quantity: 25, amount: '0.75', currency: 'USD' },
    });
    expect(
      told?.replaced.map(({ column, old, new: now, file, line: at }) => [column, old, now, file, at]),
    ).toEqual([
      ['amount', '0.50', '0.75', 'first.csv', 2],
      ['quantity', '10', '25', 'first.csv', 2],
    ]);
  });

  it('what replaced it, what withdrew it, and why it was refused', async () => {
    const { line: us } = await loaded('first.csv', 2);
    expect(us?.facts).toEqual([]);
    expect(us?.replacedBy.map(({ column, old, new: now, file }) => [column, old, now, file])).toEqual([
      ['amount', '0.50', '0.75', 'second.csv'],
      ['quantity', '10', '25', 'second.csv'],
    ]);
    const { line: jp } = await loaded('first.csv', 6);
    expect(jp?.withdrawn.map(({ what, file }) => [what, file])).toEqual([
      ['2026-07 · NEON ABATTOIR · Spotify · JP · 2026-09-24 · DistroKid', 'second.csv'],
    ]);
    const { line: se } = await loaded('first.csv', 7);
    expect(se?.refusals).toMatchObject([{ column: 'earnings', text: 'N/A' }]);
    expect(se?.facts).toEqual([]);
  });

  it('is printed without what would steer a terminal', async () => {
    const other = testLake();
    try {
      await other.bring(['steer.csv', bank({ title: 'NEON\u001b[2J ABATTOIR' })]);
      const [told] = await trace(other.house.data, 'steer.csv', 2);
      const text = told ? traceText(told) : '';
      expect(text).toContain('[2J ABATTOIR');
      expect(text).not.toContain('\u001b');
    } finally {
      other.remove();
    }
  });

  it('one that told nothing new says so, and one that is not there too', async () => {
    const same = await loaded('second.csv', 4);
    expect(same.line).toMatchObject({ facts: [], refusals: [], replaced: [], withdrawn: [] });
    expect(traceText(same)).toContain('It told nothing new');
    expect(traceText(await loaded('second.csv', 99))).toContain('Line 99: there is no record on it.');
  });
});

describe('files that are not plainly one', () => {
  it('a zip that several feeds read is told part by part', async () => {
    const other = testLake(undefined, '2026-11-22T23:00:00Z');
    try {
      const { name, bytes } = await tiktokZip({
        handle: 'zone.a0',
        epoch: Date.parse('2026-11-22T08:00:00Z') / 1000,
        followers: ['2026-11-19', '2026-11-20'].map((day) => ({ day, followers: 10_000, difference: 1 })),
      });
      await other.bring([name, bytes]);
      const told = await trace(other.house.data, name, 2);
      const parts = told.map((one) => {
        if (one.state !== 'loaded') throw new Error(one.state);
        return [one.file.feed, one.trace.tells[0]?.table, one.trace.rows, one.line?.records.length];
      });
      expect(parts.sort()).toEqual([
        ['tiktok_activity', 'audience_hours', 48, 1],
        ['tiktok_followers', 'social_media_daily', 2, 1],
        ['tiktok_gender', 'audience_segments', 3, 1],
        ['tiktok_territories', 'audience_segments', 4, 1],
      ]);
      const followers = told.find(({ file }) => 'feed' in file && file.feed === 'tiktok_followers');
      expect(followers?.state === 'loaded' && followers.trace.metrics).toContain('followers');
      // Whichever of its four names it is asked by.
      expect(await trace(other.house.data, followers?.file.path as string)).toHaveLength(1);
    } finally {
      other.remove();
    }
  });

  it('two files of one name are both named; one that was refused or taken back says so', async () => {
    const other = testLake();
    try {
      await other.bring(['bank.csv', bank({ country: 'US' })]);
      await other.bring(['bank.csv', bank({ country: 'DE', saleMonth: '2026-06' })]);
      await other.bring(['odd.csv', 'what,else\n1,2\n']);
      await expect(trace(other.house.data, 'bank.csv')).rejects.toThrow(
        /Several files go by that name: landing\S+ .*, landing/,
      );
      const [odd] = await trace(other.house.data, 'odd.csv');
      expect(odd?.state).toBe('quarantined');
      expect(odd && traceText(odd)).toContain('It was not taken in: ');
      const [path] = (other.rows('SELECT path FROM files ORDER BY id LIMIT 1')[0] ?? []) as string[];
      await rollBack(other.house, path as string);
      const [gone] = await trace(other.house.data, path as string);
      expect(gone?.state).toBe('rolled-back');
    } finally {
      other.remove();
    }
  });
});
