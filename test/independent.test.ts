import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { requiredGrowth } from '../commands/kit/targets.ts';
import { importFiles } from '../pipeline/run.ts';
import { generateLabel } from '../sandbox/label/index.ts';
import { loadMetrics } from '../warehouse/kit/discover-metrics.ts';
import { openWarehouse } from '../warehouse/kit/open.ts';
import { ask, dimensionValues } from '../warehouse/kit/query.ts';
import { compared, FEWEST_KNOWN, type House } from './independent/compare.ts';
import { type Facts, factsOf } from './independent/facts.ts';
import { FIGURES } from './independent/figures.ts';
import { curatedRows, type Row, type Rows } from './independent/rows.ts';
import { fastFolder, testHouse } from './support/house.ts';
import { testSeed } from './support/label-whole.ts';

// A second opinion on every metric: the files of a whole label come through the front door; then each number is asked of
// the house, and made by plain loops over the curated files, from what the metric means.

const TODAY = '2026-11-22';

const seed = testSeed();
const OF = { seed, span: { own: '2026-06-01', last: TODAY }, cells: 30 };
const folder = fastFolder();
let theirs: House;
let rows: Rows;
let facts: Facts;
beforeAll(async () => {
  const made = await generateLabel({
    folder: join(folder, 'downloads'),
    today: TODAY,
    months: 5,
    seed,
    euro: true,
  });
  const house = testHouse(join(folder, 'data'), made.label);
  await importFiles(
    house,
    made.files.map(({ path }) => path),
  );
  const db = openWarehouse(house.data);
  const platforms = dimensionValues(db, 'platform').map(({ name }) => name);
  theirs = { db, metrics: await loadMetrics(), platforms };
  rows = await curatedRows(house.data);
  facts = factsOf(rows, house.label);
});
afterAll(() => {
  theirs?.db.close();
  rmSync(folder, { recursive: true, force: true });
});

/**
 * Numbers no plain loop over the curated files can make: how the house itself does stands in ops.db, and what ads brought
 * is an estimate of a model. Theirs are worked out by hand in the test named here.
 */
const ELSEWHERE: Readonly<Record<string, readonly string[]>> = {
  'warehouse/kit/metrics-operations.test.ts': [
    ...['data_age', 'extraction_success_rate', 'health_score', 'pickup_lag'],
    ...['quality_pass_rate', 'quality_score', 'slots_on_time'],
  ],
  'commands/ads.test.ts': [...['cost_per_incremental_stream', 'incremental_streams', 'roi']],
  'warehouse/kit/click-to-stream.test.ts': ['click_to_stream_rate'],
};
const ofFacts = (): string[] =>
  [...theirs.metrics.keys()].filter((metric) => !Object.values(ELSEWHERE).flat().includes(metric));

it('what is in no curated file is worked out by hand in a test of its own', () => {
  for (const [file, names] of Object.entries(ELSEWHERE)) {
    const text = readFileSync(join(import.meta.dirname, '..', file), 'utf8');
    expect(
      names.filter((metric) => !new RegExp(`\\b${metric}\\b`).test(text)),
      file,
    ).toEqual([]);
  }
});

it('every metric is the same number when it is made by plain loops over the curated files', () => {
  const told = ofFacts().map((metric) => ({
    metric,
    ...compared(theirs, metric, facts, OF),
  }));
  expect(told.flatMap(({ wrong }) => wrong)).toEqual([]);
  expect(
    told.filter(({ known }) => known < FEWEST_KNOWN).map(({ metric, known }) => `${metric}: ${known}`),
  ).toEqual([]);
  expect(Object.keys(FIGURES).filter((name) => !theirs.metrics.has(name))).toEqual([]);
});

it('a change in the curated rows is seen by every metric', () => {
  const changed: Rows = new Map(
    [...rows].map(([feed, some]) => [
      feed,
      some.flatMap((row, at) => (at % 7 === 3 ? [] : [disturbed(row, at)])),
    ]),
  );
  const disturbedFacts = factsOf(changed, facts.label);
  const blind = ofFacts().filter(
    (metric) => compared(theirs, metric, disturbedFacts, { ...OF, untilWrong: true }).wrong.length === 0,
  );
  expect(blind).toEqual([]);
});

it('a single number in a single row is enough', () => {
  const own = rows.get('spotify_audience') ?? [];
  const changed: Rows = new Map([
    ...rows,
    [
      'spotify_audience',
      own.map((row, at) => (at === 300 ? { ...row, streams: Number(row.streams) + 1 } : row)),
    ],
  ]);
  const drawn = {
    cell: { from: '2025-01-01', to: TODAY, platform: 'Spotify', artist: String(own[300]?.artist) },
  };
  const second = FIGURES.streams?.figure(factsOf(changed, facts.label), drawn.cell);
  expect(second).toBe(Number(FIGURES.streams?.figure(facts, drawn.cell)) + 1);
});

/** Other numbers, by column and row, so that no ratio stays as it was. */
function disturbed(row: Row, at: number): Row {
  const other = (name: string, value: Row[string]): Row[string] => {
    const times = 2 + ((name.length + at) % 5);
    if (typeof value === 'number') return value * times + 1;
    return typeof value === 'bigint' ? value * BigInt(times) + 1n : (value ?? null);
  };
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, other(name, value ?? null)]));
}

// The anchors of the label's own papers: 0.003062 USD a stream blended over its stores, paid two months after the sale.

it('pays near 0.003 USD a stream with the mix of stores it has, and two months after the sale', () => {
  const months = { from: '2026-04-01', to: '2026-07-31', currency: 'USD' };
  const told = ask(theirs.db, theirs.metrics, { ...months, metric: 'revenue_per_stream', by: ['platform'] });
  // Within 10 % of the anchor; the stores of it as they are known to pay, a few per cent about.
  expect(Math.abs(Number(told.total) / 0.003062 - 1)).toBeLessThan(0.1);
  const paid = Object.fromEntries(told.rows.map(({ keys, value }) => [keys.platform, Number(value)]));
  for (const [store, rate] of Object.entries({
    Spotify: 0.002274,
    'Apple Music': 0.005771,
    Tidal: 0.009184,
    Deezer: 0.002515,
  }))
    expect(Math.abs((paid[store] ?? 0) / rate - 1), store).toBeLessThan(0.15);

  const delays = new Map<number, bigint>();
  for (const { month, day, amount, distributor } of facts.lines) {
    if (!['DistroKid', 'Too Lost'].includes(distributor) || month > '2026-07') continue;
    const late =
      Number(day.slice(0, 4)) * 12 +
      Number(day.slice(5, 7)) -
      Number(month.slice(0, 4)) * 12 -
      Number(month.slice(5));
    delays.set(late, (delays.get(late) ?? 0n) + amount);
  }
  const [most] = [...delays].sort(([, a], [, b]) => (a < b ? 1 : -1));
  expect(most?.[0]).toBe(2);
});

it('would have to grow 138 % a year to come from 1.3 million streams to 100 million by 2030', () => {
  // (100,000,000 / 1,300,000) ^ (1 / 5) = 76.923... ^ 0.2 = 2.3835
  expect(requiredGrowth(1_300_000, 100_000_000, 5)).toBeCloseTo(1.3835, 4);
  expect(requiredGrowth(0, 100_000_000, 5)).toBeNull();
});
