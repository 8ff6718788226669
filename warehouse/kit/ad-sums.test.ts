import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Label, parseLabel } from '../../core/label.ts';
import { adRow } from './ad-rows.testing.ts';
import { adSumsAreFresh } from './ad-sums.ts';
import { AD_DAY_SUMS } from './compile-tables-ads.ts';
import { loadMetrics } from './discover-metrics.ts';
import { type Cell, FactWriter } from './fact-writer.ts';
import { FACTS } from './facts.ts';
import { idOf } from './ids.ts';
import { emptyWarehouse } from './ledger.ts';
import type { MetricDimension, Question } from './metric.ts';
import { resolveNames } from './names-resolve.ts';
import { type Db, openWarehouseForWriting } from './open.ts';
import { ask, type Result } from './query.ts';
import { refreshSummaries } from './summary-writer.ts';

const metrics = await loadMetrics();
const ads = [...metrics.values()].filter(({ sources }) =>
  sources.some(({ table }) => table.startsWith('ad_')),
);

let folder: string;
let db: Db;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-ad-sums-'));
  db = openWarehouseForWriting(folder);
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

/** A warehouse without facts that knows one file and one platform. */
function empty(): void {
  emptyWarehouse(db);
  adRow(db, { campaign_id: '0' });
  db.exec('DELETE FROM ad_performance_daily');
}
beforeEach(() => db.transaction(empty)());

const labels: readonly Label[] = [
  { name: 'L', artists: [{ name: 'PIG1987' }] },
  { name: 'L', artists: [{ name: 'PIG1987' }, { name: 'ZONE A0' }] },
  {
    name: 'L',
    artists: [{ name: 'ZONE A0', aliases: ['PIG1987'] }],
    campaigns: [{ match: 'nobody', artist: 'ZONE A0' }],
  },
].map((one) => parseLabel(JSON.stringify(one)));

const row = fc.record({
  date: fc.constantFrom('2026-10-01', '2026-10-02', '2026-10-03'),
  level: fc.constantFrom('campaign', 'adset', 'ad'),
  campaign_id: fc.constantFrom('', '1', '2'),
  campaign_name: fc.constantFrom('PIG1987 - BROAD', 'ZONE A0 - BROAD', 'NOBODY', null),
  ad_id: fc.constantFrom('8', '9'),
  currency: fc.constantFrom('USD', 'EUR', null),
  spend: fc.option(fc.integer({ min: 0, max: 10 ** 12 }), { freq: 4 }),
  impressions: fc.option(fc.nat(9999), { freq: 4 }),
  clicks: fc.option(fc.nat(99), { freq: 2 }),
  link_clicks: fc.option(fc.nat(99), { freq: 1 }),
  purchase_value: fc.option(fc.nat(10 ** 9), { freq: 1 }),
  results: fc.option(fc.nat(9), { freq: 1 }),
  result_type: fc.constantFrom('actions:link_click', 'actions:purchase', null),
});
type Row = typeof row extends fc.Arbitrary<infer T> ? T : never;

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ is: fc.constant('load' as const), rows: fc.array(row) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('withdraw' as const), at: fc.nat(12) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant('anew' as const), rows: fc.array(row) }) },
  { weight: 2, arbitrary: fc.record({ is: fc.constant('label' as const), at: fc.nat(labels.length - 1) }) },
  // An artist goes, and what pointed to him points to nobody.
  { weight: 1, arbitrary: fc.record({ is: fc.constant('artist' as const), at: fc.nat(1) }) },
);

function load(rows: readonly Row[]): void {
  const { key, values } = FACTS.ad_performance_daily;
  const facts = rows.map((one) => {
    const by_name = one.campaign_id === '' ? JSON.stringify([one.campaign_name]) : '';
    const ids = { adset_id: one.level === 'campaign' ? '' : '7', ad_id: one.level === 'ad' ? one.ad_id : '' };
    const cells: Record<string, unknown> = { ...one, ...ids, by_name, platform_id: idOf('metaads') };
    const of = (columns: readonly { name: string }[]) =>
      columns.map(({ name }) => (cells[name] ?? null) as Cell);
    return { key: of(key), values: of(values) };
  });
  const writer = new FactWriter(db, 'ad_performance_daily');
  const last = new Map(facts.map((one) => [JSON.stringify(one.key), one]));
  for (const one of [...last.values()].sort((a, b) => (compare(a.key, b.key) ? -1 : 1)))
    writer.put(one.key, one.values, 1, 2);
  writer.finish();
}

function compare(a: readonly Cell[], b: readonly Cell[]): boolean {
  const at = a.findIndex((value, index) => value !== b[index]);
  return String(a[at]) < String(b[at]);
}

/** Rows that the sums have and the view has not, and the other way round. */
function unlikeView(): unknown[] {
  const differ = (a: string, b: string): unknown[] =>
    db.prepare(`SELECT * FROM (${a}) EXCEPT SELECT * FROM (${b})`).raw().safeIntegers().all();
  const told = 'SELECT * FROM ad_day_sums';
  return [...differ(told, AD_DAY_SUMS), ...differ(AD_DAY_SUMS, told)];
}

describe('the days of campaigns, written down', () => {
  it('are those of the view after any sequence, and are stale wherever they are not', () => {
    let [days, other] = [0, 0];
    /** Fresh means alike, at any time. */
    const holds = (): void => {
      const unlike = unlikeView().length > 0;
      if (unlike) other++;
      expect(unlike && adSumsAreFresh(db)).toBe(false);
    };
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
        let label = labels[0] as Label;
        db.transaction(empty)();
        for (const one of steps) {
          db.transaction(() => {
            if (one.is === 'anew') empty();
            if (one.is === 'load' || one.is === 'anew') load(one.rows);
            if (one.is === 'withdraw')
              db.prepare(
                `DELETE FROM ad_performance_daily WHERE (date, level, campaign_id, ad_id, by_name) IN
                   (SELECT date, level, campaign_id, ad_id, by_name FROM ad_performance_daily LIMIT 1 OFFSET ?)`,
              ).run(one.at);
            if (one.is === 'artist')
              db.prepare('DELETE FROM artists WHERE id IN (SELECT id FROM artists LIMIT 1 OFFSET ?)').run(
                one.at,
              );
            holds();
            if (one.is === 'label') label = labels[one.at] as Label;
            resolveNames(db, label);
            holds();
            refreshSummaries(db);
          })();
          expect(adSumsAreFresh(db)).toBe(true);
          expect(unlikeView()).toEqual([]);
          days += db.prepare<[], number>('SELECT count(*) FROM ad_day_sums').pluck().get() ?? 0;
        }
      }),
      { numRuns: 100, seed: 1987 },
    );
    expect(days).toBeGreaterThan(500);
    expect(other).toBeGreaterThan(100);
  });

  it('are left as they are when a load brings nothing new of them', () => {
    const rows = fc.sample(row, { numRuns: 5, seed: 1987 });
    load(rows);
    resolveNames(db, labels[0] as Label);
    refreshSummaries(db);
    load(rows);
    adRow(
      db,
      { campaign_id: '1', date_start: '2026-08-01', date_stop: '2026-10-02' },
      'ad_performance_period',
    );
    db.exec("UPDATE campaigns SET status = 'PAUSED', last_day = '2026-10-09', name = 'RENAMED'");
    expect(adSumsAreFresh(db)).toBe(true);
    db.exec('UPDATE campaigns SET artist_id = NULL');
    expect(adSumsAreFresh(db)).toBe(false);
  });
});

const dimensions: MetricDimension[] = ['campaign', 'artist', 'platform', 'account', 'currency'];
const question = fc.record({
  metric: fc.constantFrom(...ads.map(({ name }) => name)),
  by: fc.subarray(dimensions, { maxLength: 2 }),
  grain: fc.constantFrom(undefined, 'day', 'month'),
  currency: fc.constantFrom('USD', undefined),
  where: fc.constantFrom({}, { artist: ['PIG1987'] }, { currency: ['USD'] }, { campaign: ['2'] }),
  to: fc.constantFrom('2026-10-02', '2026-10-31'),
});

/** The answer without the text of its query, or why there is none. */
function answered(asked: Question): Result | string {
  try {
    return { ...ask(db, metrics, asked), sql: '' };
  } catch (thrown) {
    return String(thrown);
  }
}

it('a question of advertising has the same answer from what is written down and from the view', () => {
  load(fc.sample(row, { numRuns: 60, seed: 1987 }));
  resolveNames(db, labels[1] as Label);
  refreshSummaries(db);
  let told = 0;
  fc.assert(
    fc.property(question, ({ grain, currency, ...rest }) => {
      const asked: Question = {
        ...{ ...rest, from: '2026-10-01' },
        ...(grain ? { grain } : {}),
        ...(currency ? { currency } : {}),
      };
      const written = answered(asked);
      db.exec('INSERT INTO stale_ad_days VALUES (1)');
      const fromView = answered(asked);
      db.exec('DELETE FROM stale_ad_days');
      expect(written).toEqual(fromView);
      if (typeof written !== 'string' && written.rows.length > 0) told++;
    }),
    { numRuns: 300, seed: 1987 },
  );
  expect(told).toBeGreaterThan(60);
  const total = () => ask(db, metrics, { metric: 'ad_clicks', from: '2026-10-01', to: '2026-10-31' });
  const right = total();
  expect(right.sql).toContain('ad_day_sums');
  // The two are not the same by nature.
  db.exec('UPDATE ad_day_sums SET clicks = clicks + 1');
  expect(total().total).not.toBe(right.total);
  // And what is noted as stale is not read, however wrong it stands there.
  db.exec('INSERT INTO stale_ad_days VALUES (1)');
  expect(total().total).toBe(right.total);
  expect(total().sql).not.toContain('ad_day_sums');
});
