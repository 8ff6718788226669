import type { Db } from '../kit/open.ts';
import type { Dimension, QualityDetail, QualityResult } from '../kit/quality.ts';

/** Runs whose results are kept. */
const KEPT_RUNS = 1000;

interface ResultRow extends Omit<QualityResult, 'detail'> {
  detail: string;
}

export interface QualityRun {
  runId: number;
  /** When the run began, UTC, ISO 8601. */
  at: string;
  results: QualityResult[];
}

/** Keeps what a run's checks gave, and what it was computed from; results of runs long past go. */
export function writeQuality(
  ops: Db,
  runId: number,
  results: readonly QualityResult[],
  fingerprints: ReadonlyMap<string, string>,
): void {
  const insert = ops.prepare(
    `INSERT INTO quality_results (run_id, source, dimension, check_name, passed, total, detail)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const state = ops.prepare('INSERT INTO quality_states (source, fingerprint) VALUES (?, ?)');
  ops
    .transaction(() => {
      for (const { source, dimension, check, passed, total, detail } of results)
        insert.run(runId, source, dimension, check, passed, total, JSON.stringify(detail));
      ops.prepare('DELETE FROM quality_states').run();
      for (const [source, fingerprint] of fingerprints) state.run(source, fingerprint);
      ops
        .prepare(
          `DELETE FROM quality_results WHERE run_id NOT IN
             (SELECT DISTINCT run_id FROM quality_results ORDER BY run_id DESC LIMIT ?)`,
        )
        .run(KEPT_RUNS);
    })
    .immediate();
}

/** What the newest results were computed from, by source. */
export const readFingerprints = (ops: Db): Map<string, string> =>
  new Map(
    ops
      .prepare<[], [string, string]>('SELECT source, fingerprint FROM quality_states')
      .raw()
      .all() as unknown as [string, string][],
  );

/** Results of the newest run that has any; null before the first. */
export function newestQuality(ops: Db): QualityRun | null {
  const run = ops
    .prepare<[], { runId: number; at: string }>(
      `SELECT id AS runId, started_at AS at FROM runs
       WHERE id = (SELECT max(run_id) FROM quality_results)`,
    )
    .get();
  if (!run) return null;
  const results = ops
    .prepare<[number], ResultRow>(
      `SELECT source, check_name AS "check", dimension, passed, total, detail FROM quality_results
       WHERE run_id = ? ORDER BY source, check_name`,
    )
    .all(run.runId)
    .map((row) => ({ ...row, detail: JSON.parse(row.detail) as QualityDetail }));
  return { ...run, results };
}

/** One dimension of one source in one run. */
export interface PastQuality {
  runId: number;
  at: string;
  source: string;
  dimension: Dimension;
  /** Mean of its checks, 0 to 1. */
  value: number;
  /** 1 where the source is a platform that never delivered. */
  never: number;
}

/** The last runs, oldest first: what a score over time is made of. */
export const pastQuality = (ops: Db, runs: number): PastQuality[] =>
  ops
    .prepare<[number], PastQuality>(
      `SELECT q.run_id AS runId, r.started_at AS at, q.source, q.dimension,
              avg(q.passed * 1.0 / q.total) AS value,
              max(q.check_name = 'delivered' AND q.passed = 0) AS never
       FROM quality_results q JOIN runs r ON r.id = q.run_id
       WHERE q.run_id IN (SELECT DISTINCT run_id FROM quality_results ORDER BY run_id DESC LIMIT ?)
       GROUP BY q.run_id, q.source, q.dimension ORDER BY q.run_id, q.source`,
    )
    .all(runs);

/** Runs that have results and began before an instant (ISO 8601), in order. */
export const checkedRuns = (ops: Db, before: string): { runId: number; at: string }[] =>
  ops
    .prepare<[string], { runId: number; at: string }>(
      `SELECT id AS runId, started_at AS at FROM runs
       WHERE started_at < ? AND EXISTS (SELECT 1 FROM quality_results WHERE run_id = runs.id) ORDER BY id`,
    )
    .all(before);

/** What chosen runs gave, by source and dimension. */
export const qualityOfRuns = (ops: Db, runs: readonly number[]): PastQuality[] =>
  ops
    .prepare<[string], PastQuality>(
      `SELECT q.run_id AS runId, r.started_at AS at, q.source, q.dimension,
              avg(q.passed * 1.0 / q.total) AS value,
              max(q.check_name = 'delivered' AND q.passed = 0) AS never
       FROM quality_results q JOIN runs r ON r.id = q.run_id
       WHERE q.run_id IN (SELECT value FROM json_each(?))
       GROUP BY q.run_id, q.source, q.dimension ORDER BY q.run_id, q.source`,
    )
    .all(JSON.stringify(runs));
