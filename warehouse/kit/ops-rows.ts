import { type Day, dayIn, mondayOf, monthOf } from '../../core/days.ts';
import { BedrotError } from '../../core/errors.ts';
import { type Policy, readPolicies, readSources } from '../ops/policies.ts';
import { fold } from './names-fold.ts';
import type { Db } from './open.ts';
import { unknownName } from './query-nearest.ts';
import type { Computed, Row, Value } from './query-types.ts';
import type { Grain, Question } from './question.ts';
import { platformDisplayName } from './stores.ts';

// What metrics of operations share: things that happened (a file landed, a slot was due), each of one feed or platform and
// on one day, and numbers made of groups of them.

/** A thing that happened. */
export interface Happened {
  /** '' where it is of no feed, of no platform. */
  feed: string;
  platform: string;
  /** In the label's time zone. */
  day: Day;
}

/** The feeds and platforms a question asks for, and what they are called in its rows. */
export interface Scope {
  has(one: Pick<Happened, 'feed' | 'platform'>): boolean;
  /** As rows name a platform: "Spotify", like every other metric does. */
  platformName(platform: string): string;
}

const plain = (text: string): string => fold(text).replaceAll(' ', '');

/** @throws BedrotError `bad_question` for a feed or platform nobody knows, with the nearest. */
export function scopeOf(ops: Db, { where = {} }: Question): Scope {
  const sources = readSources(ops);
  const nameOf = new Map(
    sources.map(({ platform, platformLabel }) => [platform, platformDisplayName(platform) ?? platformLabel]),
  );
  const feeds = where.feed?.map((said) =>
    idOf(
      'feed',
      said,
      sources.map(({ source, label }) => ({ id: source, names: [source, label] })),
    ),
  );
  const platforms = where.platform?.map((said) =>
    idOf(
      'platform',
      said,
      sources.map(({ platform, platformLabel }) => ({
        id: platform,
        names: [nameOf.get(platform) ?? platform, platform, platformLabel],
      })),
    ),
  );
  return {
    has: ({ feed, platform }) => (feeds?.includes(feed) ?? true) && (platforms?.includes(platform) ?? true),
    platformName: (platform) => nameOf.get(platform) ?? platform,
  };
}

function idOf(
  what: string,
  said: string,
  known: readonly { id: string; names: readonly string[] }[],
): string {
  const found = known.find(({ names }) => names.some((name) => plain(name) === plain(said)));
  if (found) return found.id;
  const names = [...new Set(known.flatMap(({ names: [first = ''] }) => first))];
  throw new BedrotError('bad_question', unknownName(what, said, names));
}

/**
 * A number of things that happened: of all of them, and where it was asked so of each group. A group without a thing has no
 * row: nothing happened is not known, never 0 or 100 %.
 */
export function told<T extends Happened>(
  happened: readonly T[],
  question: Question,
  scope: Scope,
  value: (group: readonly T[]) => Value,
): Pick<Computed, 'total' | 'rows'> & { asked: T[] } {
  const asked = happened.filter(
    (one) => scope.has(one) && one.day >= question.from && one.day <= question.to,
  );
  return {
    asked,
    total: asked.length === 0 ? null : value(asked),
    rows: [...Map.groupBy(asked, (one) => JSON.stringify(keysOf(one, question, scope)))].map(
      ([keys, group]): Row => ({
        keys: JSON.parse(keys) as Record<string, string>,
        value: value(group),
        partial: false,
      }),
    ),
  };
}

/** Names of a row. */
export function keysOf(
  { feed, platform, day }: Happened,
  { by = [], grain }: Question,
  scope: Scope,
): Record<string, string> {
  const name = { feed, platform: scope.platformName(platform) } as Record<string, string>;
  return {
    ...(grain ? { date: bucketOf(day, grain) } : {}),
    ...Object.fromEntries(by.map((dimension) => [dimension, name[dimension] || 'of none'])),
  };
}

export function bucketOf(day: Day, grain: Grain): string {
  if (grain === 'day') return day;
  if (grain === 'week') return mondayOf(day);
  return grain === 'month' ? monthOf(day) : day.slice(0, 4);
}

/** A formatter costs more than a line of a table: days of instants in one zone share what was worked out. */
export function daysIn(timeZone: string): (instant: string) => Day {
  const known = new Map<string, Day>();
  return (instant) => {
    // A quarter of an hour is the finest step in which zones differ.
    const key = `${instant.slice(0, 14)}${Math.floor(Number(instant.slice(14, 16)) / 15)}`;
    const day = known.get(key) ?? dayIn(new Date(instant), timeZone);
    known.set(key, day);
    return day;
  };
}

export const policyOf = (ops: Db): Map<string, Policy> =>
  new Map(readPolicies(ops).map((policy) => [policy.source, policy]));

/** What a metric of operations says where nobody gave it ops.db, the label and the day. */
export const UNTOLD: Computed = {
  total: null,
  notes: ['It was asked without what the pipeline wrote down.'],
};
