import type { Db } from '../kit/open.ts';

/** A feed, as everybody may know it. */
export interface Source {
  source: string;
  platform: string;
  /** As people call the platform: "Spotify for Artists". */
  platformLabel: string;
  label: string;
  kind: 'reported' | 'trend' | 'observed';
  /** Null: it has no rhythm (a catalog, a table of rates) and is never late. */
  cadence: 'day' | 'week' | 'month' | null;
  /** How the owner gets its file by hand. `page` is '' for what the label writes itself. */
  howToGet: { page: string; steps: readonly string[]; file: string };
}

/** What the pipeline expects of a source. Limits are in days of age of the newest data date. */
export interface Policy {
  source: string;
  platform: string;
  label: string;
  kind: Source['kind'];
  cadence: NonNullable<Source['cadence']>;
  lagDays: number;
  warnDays: number;
  criticalDays: number;
  tables: readonly string[];
  howToGet: Source['howToGet'];
}

/** Replaces all policies: they are what the platforms of today say. */
export function writePolicies(ops: Db, policies: readonly Policy[]): void {
  const insert = ops.prepare(
    `INSERT INTO policies (source, platform, label, kind, cadence, lag_days, warn_days, critical_days, tables, how_to_get)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  ops.transaction(() => {
    ops.prepare('DELETE FROM policies').run();
    for (const p of policies) {
      insert.run(
        p.source,
        p.platform,
        p.label,
        p.kind,
        p.cadence,
        p.lagDays,
        p.warnDays,
        p.criticalDays,
        JSON.stringify(p.tables),
        JSON.stringify(p.howToGet),
      );
    }
  })();
}

interface PolicyRow {
  source: string;
  platform: string;
  label: string;
  kind: Policy['kind'];
  cadence: Policy['cadence'];
  lag_days: number;
  warn_days: number;
  critical_days: number;
  tables: string;
  how_to_get: string;
}

export function readPolicies(ops: Db): Policy[] {
  return ops
    .prepare<[], PolicyRow>('SELECT * FROM policies ORDER BY source')
    .all()
    .map((row) => ({
      source: row.source,
      platform: row.platform,
      label: row.label,
      kind: row.kind,
      cadence: row.cadence,
      lagDays: row.lag_days,
      warnDays: row.warn_days,
      criticalDays: row.critical_days,
      tables: JSON.parse(row.tables) as string[],
      howToGet: JSON.parse(row.how_to_get) as Policy['howToGet'],
    }));
}

/** Replaces all sources: they are what the platforms of today read. */
export function writeSources(ops: Db, sources: readonly Source[]): void {
  const insert = ops.prepare(
    `INSERT INTO feeds (source, platform, platform_label, label, kind, cadence, how_to_get) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  ops.transaction(() => {
    ops.prepare('DELETE FROM feeds').run();
    for (const { source, platform, platformLabel, label, kind, cadence, howToGet } of sources)
      insert.run(source, platform, platformLabel, label, kind, cadence, JSON.stringify(howToGet));
  })();
}

/** Every feed there is, by platform. */
export const readSources = (ops: Db): Source[] =>
  ops
    .prepare<[], Omit<Source, 'howToGet'> & { howToGet: string }>(
      `SELECT source, platform, platform_label AS platformLabel, label, kind, cadence, how_to_get AS howToGet
       FROM feeds ORDER BY platform, source`,
    )
    .all()
    .map((row) => ({ ...row, howToGet: JSON.parse(row.howToGet) as Source['howToGet'] }));
