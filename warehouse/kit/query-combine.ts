import { addDays, type Day, daysBetween, firstOfMonth, lastOfMonth } from '../../core/days.ts';
import { divideHalfEven, nanosToDecimal } from '../../core/money.ts';
import type { Group } from './compile.ts';
import type { Grain, Metric } from './metric.ts';
import type { Life } from './query-coverage.ts';

/** Exact sums on the way to a value. */
export interface Sums {
  value: bigint | null;
  over: bigint | null;
  /** For means: added already. */
  mean: number | null;
}

export interface Combined {
  /** Values of `by`, in its order. */
  names: string[];
  ids: (bigint | string | null)[];
  date: string;
  sums: Sums;
  partial: boolean;
}

export interface Combination {
  rows: Combined[];
  total: Sums;
  partial: boolean;
}

const NOTHING: Sums = { value: null, over: null, mean: null };

const plus = (a: bigint | null, b: bigint | null): bigint | null => (a === null ? b : b === null ? a : a + b);

const add = (a: Sums, b: Sums): Sums => ({
  value: plus(a.value, b.value),
  over: plus(a.over, b.over),
  mean: a.mean === null ? b.mean : b.mean === null ? a.mean : a.mean + b.mean,
});

/** First and last day of a bucket, cut to the period. */
export function bucketDays(
  date: string,
  grain: Grain | null,
  period: { from: Day; to: Day },
): { from: Day; to: Day } {
  if (!grain) return period;
  const [from, to] =
    grain === 'day'
      ? [date, date]
      : grain === 'week'
        ? [date, addDays(date, 6)]
        : grain === 'month'
          ? [firstOfMonth(date), lastOfMonth(date)]
          : [`${date}-01-01`, `${date}-12-31`];
  return { from: later(from, period.from), to: earlier(to, period.to) };
}

const isBefore = (a: Day, b: Day): boolean => a < b;
const later = (a: Day, b: Day): Day => (isBefore(a, b) ? b : a);
const earlier = (a: Day, b: Day): Day => (isBefore(a, b) ? a : b);

/** Statements: rows are sums already. A row is partial when its months are not settled, or it has unknown values. */
export function combineStatements(
  groups: readonly Group[],
  by: number,
  grain: Grain | null,
  period: { from: Day; to: Day },
  completeTo: Day | null,
): Combination {
  // Of many rows few have a bucket of their own.
  const settled = new Map<string, boolean>();
  const isSettled = (date: string): boolean => {
    const known = settled.get(date);
    if (known !== undefined) return known;
    const is = completeTo !== null && bucketDays(date, grain, period).to <= completeTo;
    settled.set(date, is);
    return is;
  };
  const rows = groups
    .filter((group) => group.known !== null && group.known > 0n)
    .map((group) => ({
      ...head(group, by),
      // Purchases and clicks are not one number of results.
      sums:
        (group.alike ?? null) === (group.alikeMax ?? null)
          ? { value: group.value, over: group.over ?? null, mean: null }
          : NOTHING,
      partial: group.unknown > 0n || !isSettled(group.date),
    }));
  const alike = new Set(tellings(groups, 'alike', 'alikeMax'));
  return {
    rows,
    total: alike.size > 1 ? NOTHING : rows.reduce((all, row) => add(all, row.sums), NOTHING),
    partial: completeTo === null || period.to > completeTo || rows.some((row) => row.partial),
  };
}

/** What the groups tell by these columns, each once. */
export function tellings(groups: readonly Group[], ...columns: (keyof Group)[]): string[] {
  const told = new Set<string>();
  for (const group of groups)
    for (const column of columns) {
      const value = group[column] ?? null;
      if (value !== null) told.add(String(value));
    }
  return [...told].sort();
}

/** A daily series inside one row. */
interface Part {
  sums: Sums;
  known: number;
  newest: Day;
}

/**
 * Daily series, by the measure's rule. A row is partial when one of its series misses a day of its life. A running total that has no
 * value in a bucket keeps its last one, so that a silent account does not look like a loss.
 */
export function combineSeries(
  groups: readonly Group[],
  by: number,
  grain: Grain | null,
  period: { from: Day; to: Day },
  measure: Metric['measure']['is'],
  lives: ReadonlyMap<string, Life>,
): Combination {
  // Names -> bucket -> series. One series may come as several groups: one artist under two spellings.
  const lines = new Map<string, { head: Head; buckets: Map<string, Map<string, Part>> }>();
  for (const group of groups) {
    if (group.known === 0n || group.newest === null) continue;
    // Columns beyond `by` are absent in every group.
    const key = `${group.id0}\u001f${group.id1}\u001f${group.id2}`;
    const line = lines.get(key) ?? { head: head(group, by), buckets: new Map<string, Map<string, Part>>() };
    const parts = line.buckets.get(group.date) ?? new Map<string, Part>();
    if (line.buckets.size === 0) lines.set(key, line);
    if (parts.size === 0) line.buckets.set(group.date, parts);
    // A series that is an id comes as a number; `lives` has it as text.
    const series = String(group.series);
    const there = parts.get(series);
    parts.set(series, there ? merge(there, partOf(group), measure) : partOf(group));
  }

  const rows: Combined[] = [];
  for (const { head: names, buckets } of lines.values()) {
    const series = [...new Set([...buckets.values()].flatMap((parts) => [...parts.keys()]))];
    const last = new Map<string, Part>();
    for (const [date, parts] of [...buckets].sort(([a], [b]) => (a < b ? -1 : 1))) {
      for (const [name, part] of parts) last.set(name, part);
      const days = bucketDays(date, grain, period);
      rows.push({
        ...names,
        date,
        sums: settled(measure === 'last' ? last : parts, measure),
        partial:
          measure === 'last'
            ? last.size > parts.size
            : series.some((name) => (parts.get(name)?.known ?? 0) < expectedDays(lives.get(name), days)),
      });
    }
  }
  return {
    rows,
    total: rows.map((row) => row.sums).reduce(add, NOTHING),
    partial: rows.some((row) => row.partial),
  };
}

/** Days on which a series should have told something: from its first day on, to its last if it has ended. */
function expectedDays(life: Life | undefined, { from, to }: { from: Day; to: Day }): number {
  if (!life) return 0;
  const first = life.first > from ? life.first : from;
  const end = life.alive || to < life.newest ? to : life.newest;
  return first < end ? daysBetween(first, end) + 1 : first === end ? 1 : 0;
}

type Head = Pick<Combined, 'names' | 'ids' | 'date'>;

const NAMES = ['name0', 'name1', 'name2'] as const;
const IDS = ['id0', 'id1', 'id2'] as const;

const head = (group: Group, by: number): Head => ({
  names: NAMES.slice(0, by).map((name) => group[name] || 'not known'),
  ids: IDS.slice(0, by).map((id) => group[id] ?? null),
  date: group.date,
});

const partOf = (group: Group): Part => ({
  sums: { value: group.value, over: group.over ?? null, mean: null },
  known: Number(group.known),
  newest: group.newest ?? '',
});

function merge(a: Part, b: Part, measure: Metric['measure']['is']): Part {
  if (measure === 'last') return a.newest > b.newest ? a : b;
  return {
    sums: add(a.sums, b.sums),
    known: a.known + b.known,
    newest: [a.newest, b.newest].sort()[1] ?? '',
  };
}

/** The parts of a row, added. */
function settled(parts: ReadonlyMap<string, Part>, measure: Metric['measure']['is']): Sums {
  let all: Sums | null = null;
  for (const part of parts.values()) {
    const sums = settle(part, measure);
    all = all === null ? sums : add(all, sums);
  }
  return all ?? NOTHING;
}

const settle = (part: Part, measure: Metric['measure']['is']): Sums =>
  measure === 'average' && part.sums.value !== null
    ? { value: null, over: null, mean: Number(part.sums.value) / part.known }
    : part.sums;

/** Sums to the value an answer shows. Money leaves as a decimal string, money ratios with 9 decimals. */
export function shown(sums: Sums, metric: Pick<Metric, 'measure' | 'format'>): number | string | null {
  const money = metric.format === 'money' || metric.format === 'money6';
  if (metric.measure.is === 'average') return sums.mean;
  if (metric.measure.is === 'ratio') {
    if (sums.value === null || sums.over === null || sums.over === 0n) return null;
    const { times = 1 } = metric.measure;
    if (!money) return (Number(sums.value) * times) / Number(sums.over);
    return nanosToDecimal(dividedNanos(sums.value * BigInt(times), sums.over), 9);
  }
  if (sums.value === null) return null;
  if (money) return nanosToDecimal(sums.value);
  const per = metric.measure.is === 'sum' ? metric.measure.per : undefined;
  return per === undefined ? Number(sums.value) : Number(sums.value) / per;
}

function dividedNanos(value: bigint, over: bigint): bigint {
  const quotient = divideHalfEven(value < 0n ? -value : value, over < 0n ? -over : over);
  return value < 0n === over < 0n ? quotient : -quotient;
}
