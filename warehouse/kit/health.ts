import { type Day, daysBetween } from '../../core/days.ts';
import type { Label } from '../../core/label.ts';
import { deedsBetween } from '../ops/deeds.ts';
import { listLanded } from '../ops/landed.ts';
import { type Policy, readPolicies } from '../ops/policies.ts';
import { asOf, expectedSources } from './freshness.ts';
import { frozenFeeds } from './frozen.ts';
import { loadedPaths } from './ledger.ts';
import type { Db } from './open.ts';

/** Where the health of the label's sources is read. */
export interface House {
  ops: Db;
  warehouse: Db;
  label: Label;
  today: Day;
}

const CADENCE_DAYS = { day: 1, week: 7, month: 31 } as const;

/**
 * Days the newest data are behind what is usual: the age, without the lag of the source itself and the days until its next
 * delivery (a month of statements is up to a month old before it is late). Never below 0.
 */
export const beyondUsual = ({ lagDays, cadence }: Policy, age: number): number =>
  Math.max(0, age - lagDays - (CADENCE_DAYS[cadence] - 1));

/** How far an expected source is behind. */
export interface Behind {
  feed: string;
  label: string;
  platform: string;
  /** Null: it never delivered. */
  days: number | null;
}

/** The sources whose silence means something, each with its newest data against what is usual. */
export function behindOf({ ops, warehouse, label, today }: House): Behind[] {
  const policies = readPolicies(ops).filter(({ platform }) => label.platforms[platform]?.via !== 'off');
  const all = policies.map(({ source }) => source);
  const states = new Map(
    asOf(warehouse, policies, all, today, label.freshness).map((state) => [state.source, state]),
  );
  const wanted = new Set(expectedSources(warehouse, policies, all, label.platforms));
  // Where nothing is expected yet, every source is listed: then nothing is late either.
  const some = policies.some(
    ({ source, platform }) => states.get(source)?.day != null || label.platforms[platform],
  );
  if (!some) return [];
  return policies
    .filter(({ source }) => wanted.has(source))
    .map((policy): Behind => {
      const age = states.get(policy.source)?.age_days ?? null;
      return {
        ...{ feed: policy.source, label: policy.label, platform: policy.platform },
        days: age === null ? null : beyondUsual(policy, age),
      };
    });
}

export type HealthState = 'HEALTHY' | 'WARNING' | 'CRITICAL' | 'FAILED';

export interface Health {
  platform: string;
  /** 0 to 100. */
  score: number;
  state: HealthState;
  /** What took points, in words, the most first. */
  why: string[];
}

export const healthState = (score: number): HealthState =>
  score >= 80 ? 'HEALTHY' : score >= 60 ? 'WARNING' : score >= 30 ? 'CRITICAL' : 'FAILED';

/** Points by days behind, from the most on. Each times the weight of the platform, cut to whole points. */
const AGE_POINTS = [
  [14, 40],
  [7, 30],
  [3, 15],
  [1, 5],
] as const;
const PRIORITY = { weight: 1.5, days: 7, points: 20 };
const BOTTLENECK = 10;
/** How the last collecting ended: what only a person can settle, and what may pass. Never collected: it is not set up. */
const SIGN_IN = { stops: 30, passing: 15, never: 40 };
const STOPS: readonly (string | undefined)[] = ['password-refused', 'blocked', 'code-needed', 'not-set-up'];

/**
 * The health of each platform the label expects something from: 100, less by the age of its data, by how the last collecting
 * ended, and by what is stuck on its way. One that never delivered anything has failed, whatever else is well.
 */
export function healthOf(house: House): Health[] {
  const { ops, label } = house;
  const stuck = stuckFeeds(house);
  const collected = Map.groupBy(deedsBetween(ops, 'collect', '', '9'), ({ what }) => what);
  return [...Map.groupBy(behindOf(house), ({ platform }) => platform)].map(([platform, behind]): Health => {
    const known = behind.flatMap(({ days }) => days ?? []);
    if (known.length === 0) return { platform, score: 0, state: 'FAILED', why: ['never delivered'] };
    const weight = label.health[platform] ?? 1;
    const days = Math.max(...known);
    const taken: { points: number; why: string }[] = [
      { points: agePoints(days, weight), why: `data ${days} days behind the usual` },
      ...signIn(
        label.platforms[platform]?.via,
        collected.get(platform)?.findLast(({ outcome }) => outcome !== null),
      ),
      ...behind.flatMap(({ feed, label: name }) =>
        (stuck.get(feed) ?? []).map((what) => ({ points: BOTTLENECK, why: `${name}: ${what}` })),
      ),
    ];
    const score = Math.max(0, 100 - taken.reduce((sum, { points }) => sum + points, 0));
    const why = taken.filter(({ points }) => points > 0).toSorted((a, b) => b.points - a.points);
    return { platform, score, state: healthState(score), why: why.map((one) => one.why) };
  });
}

function agePoints(days: number, weight: number): number {
  const [, points = 0] = AGE_POINTS.find(([more]) => days > more) ?? [];
  const extra = weight >= PRIORITY.weight && days > PRIORITY.days ? PRIORITY.points : 0;
  return Math.trunc(points * weight) + extra;
}

function signIn(
  via: string | undefined,
  last: { outcome: string | null; summary: { error?: string } } | undefined,
): { points: number; why: string }[] {
  if (via !== 'browser') return [];
  if (!last) return [{ points: SIGN_IN.never, why: 'never collected, though label.json wants it' }];
  if (last.outcome === 'ok') return [];
  const { error } = last.summary;
  const said = (error ?? 'cut off').replaceAll('-', ' ');
  return [
    {
      points: STOPS.includes(error) ? SIGN_IN.stops : SIGN_IN.passing,
      why: `last collecting failed: ${said}`,
    },
  ];
}

/** Feeds with something stuck: an export of another form, files that are landed and not loaded. */
function stuckFeeds({ ops, warehouse }: House): Map<string, string[]> {
  const stuck = new Map<string, string[]>();
  const add = (feed: string, what: string): void => void stuck.set(feed, [...(stuck.get(feed) ?? []), what]);
  for (const { feed } of frozenFeeds(ops, warehouse)) add(feed, 'its export has another form');
  const loaded = loadedPaths(warehouse);
  const waiting = Map.groupBy(
    listLanded(ops).filter(({ path }) => !loaded.has(path)),
    ({ feed }) => feed,
  );
  for (const [feed, files] of waiting) add(feed, `${files.length} landed and not loaded`);
  return stuck;
}

/** Over all platforms: the mean. Not healthy while one of them has failed. */
export function overallHealth(all: readonly Health[]): { score: number; state: HealthState } | null {
  if (all.length === 0) return null;
  const score = all.reduce((sum, one) => sum + one.score, 0) / all.length;
  const state = healthState(score);
  return {
    score,
    state: state === 'HEALTHY' && all.some((one) => one.state === 'FAILED') ? 'WARNING' : state,
  };
}

/**
 * What is told of now is of now only: a period that ends before tells nothing of it. "The last 28 days" end yesterday.
 */
export function reachesNow({ from, to }: { from: Day; to: Day }, today: Day): boolean {
  return to >= today || (from < to && daysBetween(to, today) === 1);
}

export const NOT_NOW = 'It is told of now only: ask for a period that reaches today.';
