import { type Day, daysBetween } from '../../core/days.ts';
import type { Grain, MetricDimension } from '../../warehouse/kit/metric.ts';
import { type Change, type Compared, change, type Row, type Value } from '../../warehouse/kit/query.ts';
import { bucketDays } from '../../warehouse/kit/query-combine.ts';
import type { Asked } from './ask.ts';
import { buckets } from './series.ts';

/** What one metric says in one row of the joined table. */
export interface Cell {
  value: Value;
  partial: boolean;
  /** Of the comparison; null where it is not known. */
  before: Value;
  change: Change;
}

/** One line of several metrics side by side. */
export interface Line {
  /** The date first, where there is a grain; then the dimensions in their order. */
  keys: string[];
  /** By metric, in the order asked; null: that metric knows nothing of this line. */
  cells: (Cell | null)[];
}

/** How rows are told apart. */
export interface Keying {
  by: readonly MetricDimension[];
  grain?: Grain | undefined;
}

const NOTHING: Change = { absolute: null, relative: null };

/**
 * Metrics side by side, joined by the names of their rows; nothing is added or mixed. In a fixed order, also among equals:
 * by date, then the largest of the first metric, then names. Rows of one metric that have the same names (two campaigns
 * called alike) are joined to no other metric's, since nobody can tell to which.
 */
export function joinRows(asked: readonly Asked[], keying: Keying): { lines: Line[]; alike: string[] } {
  const changesOf = asked.map(({ compared }) => changesBy(compared, keying));
  // A breakdown may have a hundred thousand rows: nothing is made twice.
  const joined = new Map<string, { keys: string[]; found: Row[][] }>();
  for (const [at, { result }] of asked.entries())
    for (const row of result.rows) {
      const keys = keysOf(row, keying);
      const key = keys.join(APART);
      const there = joined.get(key) ?? { keys, found: asked.map(() => []) };
      joined.set(key, there);
      there.found[at]?.push(row);
    }
  const lines: Line[] = [];
  const alike: string[] = [];
  for (const [key, { keys, found }] of joined) {
    const cell = (row: Row, at: number, alone: boolean): Cell => {
      const moved = alone ? changesOf[at]?.get(key) : undefined;
      return {
        value: row.value,
        partial: row.partial,
        before: moved?.before ?? null,
        change: moved?.change ?? NOTHING,
      };
    };
    if (found.every((rows) => rows.length <= 1)) {
      lines.push({ keys, cells: found.map(([row], at) => (row ? cell(row, at, true) : null)) });
      continue;
    }
    alike.push(keys.join(' · '));
    for (const [at, rows] of found.entries())
      for (const row of rows)
        lines.push({ keys, cells: found.map((_, other) => (other === at ? cell(row, at, false) : null)) });
  }
  return { lines: inOrder(lines, keying), alike };
}

/** Stands in no name: answers are cleaned of it. */
const APART = '\u001f';

const keysOf = ({ keys }: Row, { by, grain }: Keying): string[] => [
  ...(grain ? [keys.date ?? ''] : []),
  ...by.map((dimension) => keys[dimension] ?? ''),
];
const keyOf = (row: Row, keying: Keying): string => keysOf(row, keying).join(APART);

function inOrder(lines: readonly Line[], { grain }: Keying): Line[] {
  const sortable = lines.map((line) => ({
    line,
    date: grain ? (line.keys[0] ?? '') : '',
    sizes: line.cells.map((cell) => (cell?.value == null ? Number.NEGATIVE_INFINITY : Number(cell.value))),
    name: line.keys.join(APART),
  }));
  return sortable
    .sort((a, b) => {
      if (a.date !== b.date) return compare(a.date, b.date);
      for (let at = 0; at < a.sizes.length; at++) {
        const [size = 0, other = 0] = [a.sizes[at], b.sizes[at]];
        if (size !== other) return other - size;
      }
      return compare(a.name, b.name);
    })
    .map(({ line }) => line);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * What each row was before, over like days. With a grain the first step is held against the first step before, and so on;
 * a step that the period cuts short only against one that has as many days.
 */
function changesBy(
  compared: Compared | null,
  keying: Keying,
): Map<string, { before: Value; change: Change }> {
  if (!compared || compared.change.absolute === null) return new Map();
  const { now, before } = compared;
  const { grain } = keying;
  const earlier = Map.groupBy(before.rows, (row) => keyOf(row, keying));
  const steps = grain ? stepsBack(compared, grain) : null;
  const rows = now.rows.flatMap((row) => {
    const from = steps ? steps.get(row.keys.date ?? '') : '';
    if (from === undefined) return [];
    const then = earlier.get(keyOf({ ...row, keys: { ...row.keys, date: from } }, keying));
    if (then && then.length > 1) return [];
    const value = then?.[0]?.value ?? null;
    return [[keyOf(row, keying), { before: value, change: change(row.value, value) }] as const];
  });
  return new Map(rows);
}

/** Date of each step of the period -> date of the step it is held against. */
function stepsBack({ now, before }: Compared, grain: Grain): Map<string, string> {
  const [own, earlier] = [stepsIn(now.period, grain), stepsIn(before.period, grain)];
  return new Map(
    own.flatMap((step, at) => {
      const other = earlier[at];
      return other && (step.days === other.days || (step.whole && other.whole))
        ? [[step.date, other.date]]
        : [];
    }),
  );
}

interface Step {
  date: string;
  days: number;
  /** The period does not cut it. */
  whole: boolean;
}

/** Every step from the first to the last day of a period, with or without data. */
function stepsIn(period: { from: Day; to: Day }, grain: Grain): Step[] {
  return buckets(period.from, period.to, grain).map((date) => {
    const open = bucketDays(date, grain, { from: '0000-01-01', to: '9999-12-31' });
    const cut = bucketDays(date, grain, period);
    return {
      date,
      days: daysBetween(cut.from, cut.to) + 1,
      whole: open.from === cut.from && open.to === cut.to,
    };
  });
}
