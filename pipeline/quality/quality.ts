import { createHash } from 'node:crypto';
import { dayIn } from '../../core/days.ts';
import type { Label } from '../../core/label.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import type { QualityResult } from '../../warehouse/kit/quality.ts';
import { CHECKS, type CheckName } from '../../warehouse/kit/quality-checks.ts';
import { listLanded } from '../../warehouse/ops/landed.ts';
import { readPolicies } from '../../warehouse/ops/policies.ts';
import { newestQuality, readFingerprints, writeQuality } from '../../warehouse/ops/quality.ts';
import type { Platform } from '../kit/platform.ts';
import { acrossFindings } from './across.ts';
import { dayFindings } from './days.ts';
import { fileFindings } from './files.ts';
import { type Finding, MOST_EXAMPLES, type Scope } from './finding.ts';
import { rowFindings, settledFindings } from './rows.ts';
import { statementFindings } from './statements.ts';
import { deliveryFindings, timeFindings } from './time.ts';
import { totalFindings } from './totals.ts';
import { statementsTwice, twiceFindings } from './twice.ts';

export interface QualityCheck {
  ops: Db;
  warehouse: Db;
  /** With the decisions in it: names are checked as they are settled. */
  label: Label;
  platforms: readonly Platform[];
  runId: number;
  now: Date;
}

/** Raise it when a check counts otherwise: all sources are then checked anew. */
const VERSION = 1;

/** Checks that look at the calendar or at what is absent: cheap, and done in every run. */
const ALWAYS: ReadonlySet<string> = new Set<CheckName>(['timeliness', 'delivered']);
const ACROSS: ReadonlySet<string> = new Set<CheckName>([
  'variance',
  'above-page',
  'two-distributors',
  'apple-twice',
  'partner-twice',
  'spend-twice',
]);
/** Where the fingerprint of the checks between sources is kept. */
const BETWEEN = '';

/**
 * Runs the checks of the data and keeps what they gave under the run. Only sources that changed since the last run are
 * read again; of the others the results are carried over.
 * @returns the feeds that were read again.
 */
export function checkQuality(check: QualityCheck): string[] {
  const { ops, warehouse, label, platforms, runId, now } = check;
  const before = readFingerprints(ops);
  const fingerprints = fingerprintsOf(warehouse, label);
  const touched = [...fingerprints.keys()].filter(
    (feed) => feed !== BETWEEN && before.get(feed) !== fingerprints.get(feed),
  );
  const acrossToo = before.get(BETWEEN) !== fingerprints.get(BETWEEN);
  const carried = (newestQuality(ops)?.results ?? []).filter(
    ({ source, check: name }) =>
      fingerprints.has(source) &&
      !ALWAYS.has(name) &&
      (ACROSS.has(name) ? !acrossToo : !touched.includes(source)),
  );
  const tables = new Map(
    platforms.flatMap(({ feeds }) => feeds.map(({ name, load }) => [name, load.table] as const)),
  );
  const scope: Scope = { db: warehouse, feeds: touched, tables };
  const policies = readPolicies(ops).filter(({ platform }) => label.platforms[platform]?.via !== 'off');
  const found = warehouse.transaction(() => [
    ...(touched.length > 0 ? sourceFindings(scope, platforms) : []),
    ...(acrossToo ? acrossFindings({ ...scope, feeds: [...fingerprints.keys()] }) : []),
    ...timeFindings(warehouse, policies, label, dayIn(now, label.timeZone)),
    ...deliveryFindings(warehouse, label, platforms, new Set(listLanded(ops).map((file) => file.platform))),
  ])();
  writeQuality(ops, runId, [...carried, ...merged(found)], fingerprints);
  return touched;
}

function sourceFindings(scope: Scope, platforms: readonly Platform[]): Finding[] {
  const { findings, rows } = statementFindings(scope);
  return [
    ...fileFindings(scope),
    ...rowFindings(scope),
    ...settledFindings(scope),
    ...dayFindings(scope),
    ...twiceFindings(scope),
    ...findings,
    ...statementsTwice(scope, rows),
    ...totalFindings(
      scope,
      platforms.flatMap(({ feeds }) => feeds),
    ),
  ];
}

/** A check that looks at one source in several ways counts them together. */
function merged(findings: readonly Finding[]): QualityResult[] {
  const groups = Map.groupBy(
    findings.filter(({ total }) => total > 0),
    ({ source, check }) => JSON.stringify([source, check]),
  );
  return [...groups.values()].map((parts) => {
    const { source, check } = parts[0] as Finding;
    const examples = parts.flatMap((one) => one.examples ?? []).slice(0, MOST_EXAMPLES);
    const money = parts.flatMap((one) => one.money ?? []).slice(0, MOST_EXAMPLES);
    return {
      source,
      check,
      dimension: CHECKS[check].dimension,
      passed: parts.reduce((sum, one) => sum + one.passed, 0),
      total: parts.reduce((sum, one) => sum + one.total, 0),
      detail: { ...(examples.length > 0 ? { examples } : {}), ...(money.length > 0 ? { money } : {}) },
    };
  });
}

/** What the results of each feed follow from: its files and what names stand for. Of all feeds together under ''. */
function fingerprintsOf(db: Db, label: Label): Map<string, string> {
  const { artists, collaborations, stores, tracks, countries, categories, campaigns } = label;
  const settled = hash([VERSION, artists, collaborations, stores, tracks, countries, categories, campaigns]);
  const feeds = db
    .prepare<[], [feed: string, ...counts: number[]]>(
      `SELECT feed, count(*), max(id), max(feed_version), sum(rows), sum(loaded), sum(corrected), sum(withdrawn), sum(refused)
       FROM files GROUP BY feed ORDER BY feed`,
    )
    .raw()
    .all() as unknown as [string, ...number[]][];
  return new Map([
    ...feeds.map(([feed, ...counts]) => [feed, hash([settled, counts])] as const),
    [BETWEEN, hash([settled, feeds])] as const,
  ]);
}

const hash = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);
