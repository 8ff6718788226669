import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadMetrics } from './discover-metrics.ts';
import { FACTS, type FactTable } from './facts.ts';
import { lineage } from './lineage.ts';
import type { Question } from './metric.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { fillFacts, nameCampaigns, nameTransactions } from './views.testing.ts';

const metrics = await loadMetrics();
let made: HandMade;
beforeEach(() => {
  made = handMade();
});
afterEach(() => made.close());

const july = { from: '2026-07-01', to: '2026-07-31' };

describe('lineage', () => {
  it('names file, hash, number of facts and the first lines behind a number, and nothing else', () => {
    made.sale({ month: '2026-07', quantity: 5, amount: 1_000_000_000, line: 12 });
    made.sale({ month: '2026-07', quantity: 5, amount: 2_000_000_000, line: 7 });
    made.sale({ month: '2026-07', quantity: 5, amount: null, line: 8 });
    made.sale({ month: '2026-07', store: 4, quantity: 5, amount: 1, line: 9 });
    made.sale({ month: '2026-06', quantity: 5, amount: 4_000_000_000, line: 10 });
    const found = lineage(made.db, metrics, { metric: 'revenue_per_stream', ...july });
    expect(found).toMatchObject({
      kind: 'reported',
      facts: 2,
      tables: ['revenue_transactions'],
      parameters: { from: '2026-07', to: '2026-07' },
    });
    expect(found.files).toEqual([
      {
        path: 'landing/distrokid/bank/a.tsv',
        originalName: 'bank.tsv',
        sha256: 'aa11',
        feed: 'distrokid_bank',
        facts: 2,
        lines: [7, 12],
      },
    ]);
    // The text is the very query: it runs as it stands.
    const [row] = made.db.prepare(found.sql).all(found.parameters) as { value: number; over: number }[];
    expect(row).toMatchObject({ value: 3_000_000_000, over: 10 });
  });

  it('shows at most 20 lines over all files, in landing order', () => {
    for (let line = 2; line < 20; line++)
      made.social(`2026-07-${String(line).padStart(2, '0')}`, 'x', 'followers', { followers: line });
    for (let line = 2; line < 20; line++) made.trend(`2026-07-${String(line).padStart(2, '0')}`, 1, 1);
    const views = lineage(made.db, metrics, { metric: 'streams', ...july });
    expect(views.facts).toBe(18);
    expect(views.files.flatMap((file) => file.lines)).toHaveLength(18);
    for (let line = 2; line < 20; line++) made.trend(`2026-07-${String(line).padStart(2, '0')}`, 2, 1);
    const more = lineage(made.db, metrics, { metric: 'streams', ...july });
    expect(more.facts).toBe(36);
    expect(more.files.flatMap((file) => file.lines)).toHaveLength(20);
  });

  it('of a running total names only the newest day of each account', () => {
    made.spotify('2026-07-01', 1, { followers: 10 });
    made.spotify('2026-07-02', 1, { followers: 11 });
    made.social('2026-07-01', 'zone.a0', 'followers', { followers: 5 });
    const found = lineage(made.db, metrics, { metric: 'followers', ...july });
    expect(found.facts).toBe(2);
    // Lines were given in order: 2, 3, 4.
    expect(found.files.flatMap((file) => file.lines).sort()).toEqual([3, 4]);
  });

  it('of a corrected number names who told it last, and what it replaced', () => {
    made.sale({ month: '2026-07', quantity: 5, amount: 2_500_000_000, line: 12 });
    made.sale({ month: '2026-06', quantity: 5, amount: 1, line: 13 });
    const keys = made.db
      .prepare(
        `SELECT json_array(sale_month, track_name_id, platform_name_id, territory, reporting_date, distributor_id, occurrence)
         FROM revenue_transactions ORDER BY sale_month DESC`,
      )
      .pluck()
      .all();
    const change = made.db.prepare(
      "INSERT INTO changes VALUES ('revenue_transactions', ?, ?, 1, ?, 2, 4, ?, ?)",
    );
    change.run(keys[0], 'amount', 12, '2000000000', '2500000000');
    change.run(keys[0], 'quantity', 12, '4', '5');
    change.run(keys[1], 'amount', 13, '7', '1');
    const { corrected, files } = lineage(made.db, metrics, { metric: 'revenue', ...july });
    expect(corrected).toEqual([
      {
        column: 'amount',
        old: '2.00',
        new: '2.50',
        oldFile: 'b.csv',
        oldLine: 4,
        file: 'bank.tsv',
        line: 12,
      },
    ]);
    expect(files).toMatchObject([{ originalName: 'bank.tsv', lines: [12] }]);
    made.trend('2026-07-01', 1, 10);
    expect(lineage(made.db, metrics, { metric: 'streams', ...july }).corrected).toEqual([]);
  });

  it('of statements tells what was changed within the filter only', () => {
    made.sale({ month: '2026-07', track: 1, country: 'US', quantity: 5, amount: 2, line: 12 });
    made.sale({ month: '2026-07', track: 2, country: 'NA', quantity: 6, amount: 3, line: 13 });
    made.sale({ month: '2026-07', track: 2, country: 'NA', store: 4, quantity: 7, amount: 4, line: 14 });
    made.db.exec(
      `INSERT INTO changes SELECT 'revenue_transactions',
         json_array(sale_month, track_name_id, platform_name_id, territory, reporting_date, distributor_id, occurrence),
         'quantity', 1, line, 2, line, '1', quantity FROM revenue_transactions`,
    );
    const lines = (where: Question['where'], metric = 'streams') =>
      lineage(made.db, metrics, { metric, where: where ?? {}, kind: 'reported', ...july }).corrected.map(
        ({ line, old, new: now }) => [line, old, now],
      );
    // Line 14 is of a store whose use is no stream.
    expect(lines({})).toEqual([
      [12, '1', '5'],
      [13, '1', '6'],
    ]);
    expect(lines({ country: ['NA'] })).toEqual([[13, '1', '6']]);
    expect(lines({ track: ['QZTST2600001'], platform: ['Spotify'] })).toEqual([[12, '1', '5']]);
    expect(lines({ platform: ['Apple Music'] })).toEqual([]);
    expect(lines({}, 'revenue')).toEqual([]);
  });

  it('is there for every metric, with files and lines of facts', () => {
    nameTransactions(made.db);
    for (const table of Object.keys(FACTS) as FactTable[]) fillFacts(made.db, table);
    nameCampaigns(made.db);
    // Neither spending nor a payout.
    made.db.exec("UPDATE transaction_names SET kind = 'income' WHERE id = 2");
    // Playlists are told of an artist.
    made.db.exec('UPDATE OR IGNORE playlist_snapshots SET track_name_id = 0');
    // One currency: amounts of two are refused, which is another test's.
    for (const table of ['revenue_transactions', 'financial_transactions', 'ad_performance_daily'])
      made.db.exec(`UPDATE ${table} SET currency = 'USD'`);
    const period = { from: '2026-07-01', to: '2026-12-31' };
    const silent: string[] = [];
    for (const metric of metrics.values())
      for (const kind of new Set(metric.sources.map((source) => source.kind))) {
        const found = lineage(made.db, metrics, { metric: metric.name, kind, ...period });
        const lines = found.files.flatMap((file) => file.lines);
        if (found.facts === 0 || lines.length === 0) silent.push(`${metric.name} ${kind}`);
        expect(found.files.every(({ path, sha256 }) => path !== '' && sha256 !== '')).toBe(true);
      }
    expect(silent).toEqual([]);
  });

  it('of growth explains what is compared', () => {
    made.trend('2026-07-01', 1, 10);
    const found = lineage(made.db, metrics, { metric: 'growth', ...july });
    expect(found).toMatchObject({ metric: 'growth', kind: 'trend', facts: 1, tables: ['content_streams'] });
  });
});
