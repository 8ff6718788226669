import { type Day, type Month, monthOf } from '../../core/days.ts';
import type { Period } from '../../warehouse/kit/period.ts';
import { ask, type Row } from '../../warehouse/kit/query.ts';
import type { Table } from './answer.ts';
import { type Asked, askMetric } from './ask.ts';
import type { Context } from './define.ts';
import {
  compared,
  daysIn,
  type Line,
  monthsOf,
  notComparable,
  type Section,
  sayDifference,
  tally,
} from './reconcile.ts';

const SPOTIFY = 'Spotify';

interface Months {
  /** Platform -> month -> streams of every day of it, of every distributor that told any day. */
  whole: Map<string, Map<Month, number>>;
  /** Platform -> months of which some days are known. */
  some: Map<string, Set<Month>>;
  distributors: string[];
}

/** Plays as distributors tell them daily, against Spotify for Artists and against statements. */
export function reconcileStreams(context: Context, period: Period): Section {
  const months = monthsOf(period, context.today);
  const trend = askMetric(context, { metric: 'streams', period, kind: 'trend', others: false });
  const observed = askMetric(context, { metric: 'streams', period, kind: 'observed', others: false });
  const days = daily(context, trend, ['platform', 'distributor']);
  const told = monthsOfDays(days);
  const artists = observedLines(days, daily(context, observed, []), months);
  const statements = statementLines(context, period, told, months);
  const lines = [...artists.lines, ...statements.lines];
  const { theirs, ours } = artists;
  const whole = theirs === 0 ? null : (ours - theirs) / theirs;
  return {
    figure: {
      ...{ key: 'streams', label: 'Spotify: distributors against its own page', value: whole, unit: '%' },
      format: 'percent',
      note:
        whole === null
          ? 'Not comparable: no day is fully told by both.'
          : `Distributors tell ${sayDifference(whole)} than Spotify for Artists over ${artists.days} shared complete days. With statements: ${tally(statements.lines)}.`,
    },
    lines,
    part: {
      ...{ key: 'streams', title: `Streams: ${tally(lines)}`, figures: [], kind: 'mixed' },
      table: tableOf([...artists.rows, ...statements.rows]),
      notes: statements.notes,
    },
    asked: [trend, observed, ...(statements.asked ? [statements.asked] : [])],
    notes: [
      'Streams are compared over shared complete days with Spotify for Artists, which covers all distributors: so up to 10 % less is matched, and more than 5 % above it means plays counted twice. With statements: months all of whose days are known and that stores have told wholly, of the same distributors.',
    ],
  };
}

function daily(context: Context, { question }: Asked, by: readonly ('platform' | 'distributor')[]): Row[] {
  // Spotify alone: the pages of artists tell no other.
  return ask(context.warehouse, context.metrics, { ...question, by, grain: 'day' }, { others: false }).rows;
}

function monthsOfDays(rows: readonly Row[]): Months {
  const series = Map.groupBy(
    rows,
    ({ keys }) => `${keys.platform}\u001f${keys.distributor}\u001f${monthOf(keys.date ?? '')}`,
  );
  const whole = new Map<string, Map<Month, number>>();
  const some = new Map<string, Set<Month>>();
  const holes = new Set<string>();
  for (const own of series.values()) {
    const { platform = '', date = '' } = own[0]?.keys ?? {};
    const month = monthOf(date);
    some.set(platform, (some.get(platform) ?? new Set<Month>()).add(month));
    if (own.some(({ partial }) => partial) || own.length < daysIn(month)) holes.add(`${platform} ${month}`);
    const sums = whole.get(platform) ?? new Map<Month, number>();
    whole.set(platform, sums);
    sums.set(month, (sums.get(month) ?? 0) + own.reduce((sum, { value }) => sum + Number(value), 0));
  }
  for (const [platform, sums] of whole)
    for (const month of sums.keys()) if (holes.has(`${platform} ${month}`)) sums.delete(month);
  return { whole, some, distributors: [...new Set(rows.map(({ keys }) => keys.distributor ?? ''))] };
}

type Cells = Table['rows'][number];

/** Month by month over the days that every distributor and every artist's page knows. */
function observedLines(rows: readonly Row[], pages: readonly Row[], months: readonly Month[]) {
  const known = new Map(
    pages.filter(({ partial }) => !partial).map(({ keys, value }) => [keys.date ?? '', Number(value)]),
  );
  const spotify = Map.groupBy(
    rows.filter(({ keys }) => keys.platform === SPOTIFY),
    ({ keys }) => keys.date ?? '',
  );
  const series = new Set([...spotify.values()].flatMap((own) => own.map(({ keys }) => keys.distributor)));
  const begun = new Map<string | undefined, Day>();
  for (const day of [...spotify.keys()].sort())
    for (const { keys } of spotify.get(day) ?? [])
      if (!begun.has(keys.distributor)) begun.set(keys.distributor, day);
  const complete = (day: Day): boolean => {
    const own = spotify.get(day) ?? [];
    // A distributor counts from its first day on.
    const expected = [...series].filter((name) => (begun.get(name) ?? '') <= day).length;
    return known.has(day) && own.length === expected && own.every(({ partial }) => !partial);
  };
  const lines: Line[] = [];
  const cells: Cells[] = [];
  let [ours, theirs, shared] = [0, 0, 0];
  for (const month of months) {
    const days = [...spotify.keys()].filter((day) => monthOf(day) === month && complete(day));
    const first = days.reduce((sum, day) => sum + (known.get(day) ?? 0), 0);
    const second = days.reduce(
      (sum, day) => sum + (spotify.get(day) ?? []).reduce((all, { value }) => all + Number(value), 0),
      0,
    );
    [ours, theirs, shared] = [ours + second, theirs + first, shared + days.length];
    const found =
      days.length === 0
        ? notComparable('no day is fully told by both')
        : compared(first, second, {
            more: 'more than Spotify itself tells, so plays may be counted twice',
            less: 'Spotify covers all distributors and tells plays none here tells',
            lessIsOk: true,
          });
    const line = { what: 'Spotify, page', month, ...found };
    lines.push(line);
    cells.push([
      month,
      line.what,
      days.length || null,
      days.length ? first : null,
      days.length ? second : null,
      found.verdict,
      found.difference,
      found.why,
    ]);
  }
  return { lines, rows: cells, ours, theirs, days: shared };
}

function statementLines(context: Context, period: Period, told: Months, months: readonly Month[]) {
  const nothing = { lines: [] as Line[], rows: [] as Cells[], notes: [] as string[], asked: undefined };
  if (told.distributors.length === 0) return nothing;
  const reported = askMetric(context, {
    ...{
      metric: 'streams',
      period,
      kind: 'reported',
      any: { distributor: told.distributors },
      others: false,
    },
  });
  const { rows } = ask(
    context.warehouse,
    context.metrics,
    { ...reported.question, by: ['platform'], grain: 'month' },
    { others: false },
  );
  const sums = new Map(rows.map((row) => [`${row.keys.platform} ${row.keys.date}`, row]));
  const lines: Line[] = [];
  const cells: Cells[] = [];
  for (const platform of [...told.some.keys()].sort())
    for (const month of months) {
      if (!told.some.get(platform)?.has(month)) continue;
      const row = sums.get(`${platform} ${month}`);
      const first = told.whole.get(platform)?.get(month) ?? null;
      const found =
        row === undefined
          ? notComparable('no statement tells it yet')
          : row.partial
            ? notComparable('stores still report this month')
            : first === null
              ? notComparable('not all of its days are known')
              : compared(first, Number(row.value), {
                  more: 'statements pay more plays than daily figures showed',
                  less: 'statements pay fewer plays than daily figures showed',
                });
      lines.push({ what: `${platform}, statement`, month, ...found });
      cells.push([
        month,
        `${platform}, statement`,
        first === null ? null : daysIn(month),
        first,
        row ? Number(row.value) : null,
        found.verdict,
        found.difference,
        found.why,
      ]);
    }
  const without = new Set(rows.map(({ keys }) => keys.platform ?? '').filter((name) => !told.some.has(name)));
  const notes =
    without.size === 0
      ? []
      : [`${without.size} platforms of statements have no daily figures and are not compared.`];
  return { lines, rows: cells, notes, asked: reported };
}

const tableOf = (rows: Cells[]): Table => ({
  columns: [
    { key: 'month', label: 'Month', format: 'text' },
    { key: 'what', label: 'Against', format: 'text' },
    { key: 'days', label: 'Days', format: 'count' },
    { key: 'first', label: 'First', format: 'count' },
    { key: 'second', label: 'Second', format: 'count' },
    { key: 'result', label: 'Result', format: 'text' },
    { key: 'difference', label: 'Difference', format: 'percent', unit: '%' },
    { key: 'why', label: 'Why', format: 'text' },
  ],
  rows: rows.toReversed(),
  total_rows: rows.length,
  truncated: false,
});
