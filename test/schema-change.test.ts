import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadCommands } from '../commands/kit/registry.ts';
import { fixedClock } from '../core/clock.ts';
import { dayIn } from '../core/days.ts';
import { loadMetrics } from '../warehouse/kit/discover-metrics.ts';
import { openOps, openWarehouse } from '../warehouse/kit/open.ts';
import type { CardBody, Incident } from '../warehouse/ops/incidents.ts';
import { listIncidents } from '../warehouse/ops/incidents.ts';
import { listOutbox } from '../warehouse/ops/outbox.ts';
import { LABEL, type TestLake, testLake } from './support/import.ts';

// A platform changes its export in five ways: a column added, removed, renamed, moved, or of another type. What it told
// before is served whatever happens.

const HEADER = [
  ...['Reporting Date', 'Sale Month', 'Store', 'Artist', 'Title', 'ISRC', 'UPC', 'Country of Sale'],
  ...['Source Type', 'Quantity', 'Earnings (USD)'],
];
const row = (other: Record<string, string> = {}): Record<string, string> => ({
  'Reporting Date': '2026-09-24',
  'Sale Month': '2026-07',
  Store: 'Spotify',
  Artist: 'PIG1987',
  Title: 'NEON ABATTOIR',
  ISRC: 'QZTST2600001',
  UPC: '0198012345671',
  'Country of Sale': 'US',
  'Source Type': 'Song',
  Quantity: '10',
  'Earnings (USD)': '0.5',
  ...other,
});
const ROWS = ['US', 'DE', 'NA'].map((country) => row({ 'Country of Sale': country }));
/** A statement with columns of these names. `of`: the name whose values it has. */
const file = (
  header: readonly string[],
  rows: readonly Record<string, string>[] = ROWS,
  of: Record<string, string> = {},
): string =>
  `${[header, ...rows.map((cells) => header.map((name) => cells[of[name] ?? name] ?? 'new'))].map((line) => line.join(',')).join('\n')}\n`;
const without = (name: string): string[] => HEADER.filter((other) => other !== name);

let lake: TestLake;
beforeEach(async () => {
  lake = testLake({ ...LABEL, platforms: { distrokid: { via: 'file' } } });
  await lake.bring(['bank-1.csv', file(HEADER)]);
});
afterEach(() => lake.remove());

const SALES = 'SELECT count(*), sum(quantity), sum(amount) FROM revenue_transactions';
const BEFORE = [[3, 30, 1_500_000_000]];
const later = (now: string): void => {
  lake.house.clock = fixedClock(now);
};
function inOps<T>(look: (ops: ReturnType<typeof openOps>) => T): T {
  const ops = openOps(lake.house.data);
  try {
    return look(ops);
  } finally {
    ops.close();
  }
}
const open = (): Incident[] =>
  inOps((ops) => listIncidents(ops)).filter(({ subject }) => !subject.startsWith('source:'));

describe('what does no harm', () => {
  it('a column more is kept in raw and told', async () => {
    const [report] = await lake.bring(['bank-2.csv', file([...HEADER, 'Playlist'])]);
    expect(report).toMatchObject({
      ...{ state: 'loaded', rows: 3, loaded: 0, unchanged: 3 },
      notes: ['columns nobody reads are kept in raw: Playlist'],
    });
    expect(open()).toEqual([]);
  });

  it('columns in another order are the same facts', async () => {
    const [report] = await lake.bring(['bank-2.csv', file(HEADER.toReversed())]);
    expect(report).toMatchObject({ state: 'loaded', unchanged: 3, notes: [] });
    expect(lake.rows(SALES)).toEqual(BEFORE);
  });
});

describe('what freezes a feed', () => {
  const HOW =
    'Get it once more with all columns ("bedrot howto distrokid" says how). Where the platform changed its export for good, the feed has to learn the new form (docs/adding-a-platform.md). What was loaded before stays.';
  const cases = [
    {
      what: 'a required column is gone',
      bytes: () => file(without('Quantity')),
      says: `It is a DistroKid bank details file without the column "Quantity". It has: ${without('Quantity').join(', ')}. ${HOW}`,
    },
    {
      what: 'a required column has another name',
      bytes: () => file([...without('Earnings (USD)'), 'Net earnings in USD']),
      says: `It is a DistroKid bank details file without the column "Earnings (USD)". New in it: "Net earnings in USD". "Earnings (USD)" may be called "Net earnings in USD" now. It has: ${[...without('Earnings (USD)'), 'Net earnings in USD'].join(', ')}. ${HOW}`,
    },
    {
      what: 'a column its files are told by has another name',
      bytes: () => file([...without('Sale Month'), 'Month of sale'], ROWS, { 'Month of sale': 'Sale Month' }),
      says: `It seems to be a DistroKid bank details file without the column "Sale Month". New in it: "Month of sale". "Sale Month" may be called "Month of sale" now. It has: ${[...without('Sale Month'), 'Month of sale'].join(', ')}. ${HOW} "bedrot map bank-2.csv" asks once what its columns mean, and reads it and its like from then on.`,
    },
    {
      what: 'a required column is of another type',
      bytes: () =>
        file(HEADER, [row({ Quantity: 'ten' }), row({ Quantity: 'two' }), row({ Quantity: 'ten' })]),
      says: `It is a DistroKid bank details file in another form. "Quantity" is not a whole number in 3 of 3 lines; the first: 'ten', 'two'. ${HOW}`,
    },
  ];

  it.each(cases)('$what: one incident, and the file set aside', async ({ bytes, says }) => {
    later('2026-11-23T12:00:00Z');
    const [report] = await lake.bring(['bank-2.csv', bytes()]);
    expect(report).toMatchObject({ state: 'quarantined', reason: says });
    expect(open()).toMatchObject([
      {
        subject: 'schema:distrokid_bank',
        message: 'DistroKid bank details: its export has another form, nothing new is taken in',
        severity: 'critical',
        audience: 'money',
        details: { text: says, howToGet: { page: 'https://distrokid.com/bank/' } },
      },
    ]);
    expect(lake.rows(SALES)).toEqual(BEFORE);
    const why = readdirSync(join(lake.house.data, 'quarantine')).find((name) => name.endsWith('.why.json'));
    expect(JSON.parse(readFileSync(join(lake.house.data, 'quarantine', why ?? ''), 'utf8'))).toMatchObject({
      ...{ reason: says, feed: 'distrokid_bank', kept: 'all' },
    });
  });

  it('more such files are the same card, which closes when a good one loads; no card of the files follows', async () => {
    later('2026-11-23T12:00:00Z');
    await lake.bring(['bank-2.csv', file(without('Quantity'))], ['bank-3.csv', file(without('UPC'))]);
    later('2026-11-24T12:00:00Z');
    await lake.bring(['bank-4.csv', file(without('ISRC'))]);
    expect(open()).toHaveLength(1);
    later('2026-11-25T12:00:00Z');
    await lake.bring(['bank-5.csv', file(HEADER, [row({ 'Country of Sale': 'FR' })])]);
    expect(open()).toEqual([]);
    await lake.bring();
    expect(open()).toEqual([]);
    const cards = inOps(listOutbox)
      .filter(({ kind }) => kind === 'alert')
      .map(({ body }) => JSON.parse(body) as CardBody)
      .filter(({ subject }) => !subject.startsWith('source:'));
    expect(cards).toMatchObject([
      {
        subject: 'schema:distrokid_bank',
        openedAt: '2026-11-23T12:00:00.000Z',
        closedAt: '2026-11-25T12:00:00.000Z',
      },
    ]);
    later('2026-11-26T12:00:00Z');
    await lake.bring(['bank-6.csv', file(without('Quantity'))]);
    expect(open()).toMatchObject([
      { subject: 'schema:distrokid_bank', openedAt: '2026-11-26T12:00:00.000Z' },
    ]);
  });

  it('answers of the source say so, and give what was told before', async () => {
    const [commands, metrics] = await Promise.all([loadCommands(), loadMetrics()]);
    const ask = (word: string, params: Record<string, string>) => {
      const warehouse = openWarehouse(lake.house.data);
      try {
        return inOps((ops) => {
          const command = commands.find(({ name }) => name === word);
          if (!command) throw new Error(`no command ${word}`);
          const today = dayIn(lake.house.clock.now(), 'UTC');
          return command.answer(command.params.parse(params), {
            ...{
              warehouse,
              ops,
              metrics,
              label: lake.house.label,
              ownLabel: lake.house.label,
              today,
              now: lake.house.clock.now(),
              role: 'owner' as const,
            },
          });
        });
      } finally {
        warehouse.close();
      }
    };
    const says =
      /DistroKid bank details: its export has another form since 2026-11-23, so nothing newer is taken in; this is what it told to 2026-09-24\. Its alert says what to do\./;
    const before = ask('revenue', { period: '2026-07' });
    expect(before.notes.join('\n')).not.toMatch(says);
    later('2026-11-23T12:00:00Z');
    await lake.bring(['bank-2.csv', file(without('Quantity'))]);
    const after = ask('revenue', { period: '2026-07' });
    expect(after.figures).toEqual(before.figures);
    expect(after.notes.join('\n')).toMatch(says);
    expect(ask('freshness', { source: 'distrokid' }).notes.join('\n')).toMatch(says);
  });
});

it('where nothing of a feed was ever loaded, nothing is frozen: the file alone is told', async () => {
  const [report] = await lake.bring([
    '62owJQCD2XzVB2o19CVsFM-songs-1year.csv',
    'song,listeners,saves\nNEON,1,2\n',
  ]);
  expect(report?.state).toBe('quarantined');
  expect(open().map(({ subject }) => subject)).toEqual(['file:62owJQCD2XzVB2o19CVsFM-songs-1year.csv']);
});

it('two bad lines are bad lines, not another form', async () => {
  const [bad, mostlyGood] = await lake.bring(
    ['bank-2.csv', file(HEADER, [row({ Quantity: 'ten' }), row({ Quantity: 'two' })])],
    ['bank-3.csv', file(HEADER, [row({ Quantity: 'ten' }), row(), row({ Quantity: 'two' })])],
  );
  expect([bad?.state, mostlyGood?.state].sort()).toEqual(['loaded', 'quarantined']);
  expect(open().map(({ subject }) => subject)).toEqual(['file:bank-2.csv']);
});
