import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Label, parseLabel } from '../../core/label.ts';
import { recordLanded } from '../ops/landed.ts';
import { writePolicies, writeSources } from '../ops/policies.ts';
import { loadMetrics } from './discover-metrics.ts';
import { type Db, openOps, openWarehouseForWriting } from './open.ts';
import { ask, type Result, type Value } from './query.ts';
import type { Question } from './question.ts';

/** The day it is in New York, five hours behind UTC. */
export const TODAY = '2026-11-22';

/** What a pipeline wrote down, by hand, and questions about it. Without a period: November. */
export interface Operations {
  ops: Db;
  warehouse: Db;
  /** label.json, with these changes. */
  setLabel(more: object): void;
  result(metric: string, of?: Partial<Question>): Result;
  /** Keys and value of each row. */
  rows(metric: string, of: Partial<Question>): Value[][];
  /** A file of the ledger, and that it landed. */
  file(feed: string, landedAt: string, rows: number, refused?: number, adoptedFrom?: string): void;
  /** A landed file that nothing loaded. */
  waiting(): void;
  newest(source: string, day: string, account?: string): void;
  close(): void;
}

export const at = (text: string): Date => new Date(text);

const policy = (source: string, platform: string, cadence: 'day' | 'month', lagDays: number) => ({
  ...{ source, platform, cadence, lagDays, label: source.replace('_', ' '), kind: 'trend' as const },
  ...{ warnDays: 3, criticalDays: 6, tables: [source], howToGet: { page: '', steps: [], file: '' } },
});

/**
 * Real databases of a label with three sources: DistroKid's statements (monthly, no lag) and daily streams (lag 2), and
 * Spotify's audience (daily, lag 2).
 */
export async function handMadeOperations(): Promise<Operations> {
  const metrics = await loadMetrics();
  const data = mkdtempSync(join(tmpdir(), 'bedrot-operations-'));
  const ops = openOps(data);
  const warehouse = openWarehouseForWriting(data);
  const labelOf = (more: object): Label =>
    parseLabel(
      JSON.stringify({ name: 'TEST', timeZone: 'America/New_York', artists: [{ name: 'A' }], ...more }),
    );
  let label = labelOf({});
  let files = 0;
  const policies = [
    policy('distrokid_bank', 'distrokid', 'month', 0),
    policy('distrokid_streams', 'distrokid', 'day', 2),
    policy('spotify_audience', 'spotify', 'day', 2),
  ];
  writePolicies(ops, policies);
  writeSources(
    ops,
    policies.map((one) => ({ ...one, platformLabel: `The ${one.platform}` })),
  );
  const result = (metric: string, of: Partial<Question> = {}): Result =>
    ask(
      warehouse,
      metrics,
      { metric, from: '2026-11-01', to: TODAY, ...of },
      { ops, label, today: TODAY, others: false },
    );
  const file: Operations['file'] = (feed, landedAt, rows, refused = 0, adoptedFrom) => {
    const [platform = ''] = feed.split('_');
    const path = `landing/${feed}/${++files}.csv`;
    warehouse
      .prepare(
        `INSERT INTO files (id, path, sha256, original_name, landed_at, platform, feed, feed_version, account, rows,
           loaded, corrected, unchanged, refused) VALUES (?, ?, ?, 'f.csv', ?, ?, ?, 1, '', ?, ?, 0, 0, ?)`,
      )
      .run(files, path, String(files), landedAt, platform, feed, rows, rows - refused, refused);
    recordLanded(ops, {
      ...{
        path,
        sha256: String(files),
        bytes: 1,
        originalName: 'f.csv',
        landedAt,
        platform,
        feed,
        account: '',
      },
      ...(adoptedFrom ? { adoptedFrom } : {}),
    });
  };
  return {
    ...{ ops, warehouse, result, file },
    setLabel(more) {
      label = labelOf(more);
    },
    rows: (metric, of) => result(metric, of).rows.map(({ keys, value }) => [...Object.values(keys), value]),
    waiting: () =>
      void recordLanded(ops, {
        ...{ path: 'landing/x.csv', sha256: 'x', bytes: 1, originalName: 'x.csv', account: '' },
        ...{ landedAt: '2026-11-03T11:00:00Z', platform: 'spotify', feed: 'spotify_audience' },
      }),
    newest(source, day, account = '') {
      if (files === 0) file(source, '2026-11-01T12:00:00Z', 0);
      warehouse.prepare('INSERT INTO source_dates VALUES (?, ?, ?, ?)').run(source, account, day, files);
    },
    close() {
      ops.close();
      warehouse.close();
      rmSync(data, { recursive: true });
    },
  };
}
