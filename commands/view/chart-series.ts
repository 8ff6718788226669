import type { Chart, Format } from '../kit/answer.ts';

export interface Series {
  name: string;
  values: (number | null)[];
  /** Indexes that are not fully reported. */
  partial: number[];
  band?: Chart['series'][number]['band'];
  /** See answer.ts. */
  ahead?: number | undefined;
}

export const MOST_SERIES = 6;

const ADDITIVE: Format[] = ['count', 'compact', 'money'];

/** Whether values of this chart may be added to each other: counts and money in areas and bars, but no rate ("USD/stream"). */
export const isAdditive = (chart: Chart): boolean =>
  (chart.kind === 'area' || chart.kind === 'bar') &&
  ADDITIVE.includes(chart.format) &&
  !/[/%]/.test(chart.unit);

/**
 * At most 6 series. What is beyond is added up as "Other (n)" where adding makes sense; else it is left out and the
 * note says so. The bands of an area come largest first, so that the smallest lie on top.
 */
export function seriesOf(chart: Chart): { series: Series[]; note?: string } {
  const all = chart.series.map(({ partial, ...one }) => ({
    ...one,
    values: chart.labels.map((_, index) => one.values[index] ?? null),
    partial: partial ?? [],
  }));
  const ordered = chart.kind === 'area' ? [...all].sort((a, b) => sum(b.values) - sum(a.values)) : all;
  if (ordered.length <= MOST_SERIES) return { series: ordered };
  if (!isAdditive(chart))
    return { series: ordered.slice(0, MOST_SERIES), note: `${MOST_SERIES} of ${ordered.length} shown` };
  const kept = [...ordered].sort((a, b) => sum(b.values) - sum(a.values)).slice(0, MOST_SERIES - 1);
  const rest = ordered.filter((one) => !kept.includes(one));
  return { series: [...ordered.filter((one) => kept.includes(one)), added(rest)] };
}

function added(rest: readonly Series[]): Series {
  const length = rest[0]?.values.length ?? 0;
  const values: (number | null)[] = [];
  for (let index = 0; index < length; index += 1) {
    const known = rest.map((one) => one.values[index] ?? null).filter((value) => value !== null);
    values.push(known.length === 0 ? null : known.reduce((a, b) => a + b, 0));
  }
  return { name: `Other (${rest.length})`, values, partial: incomplete(rest) };
}

/**
 * Indexes at which the whole of these series is not fully known: one says so itself, or has no value although it had
 * one before (what has not begun yet is not missing).
 */
export function incomplete(series: readonly Series[]): number[] {
  const indexes = new Set<number>();
  for (const { values, partial } of series) {
    for (const index of partial) indexes.add(index);
    const first = values.findIndex((value) => value !== null);
    if (first === -1) continue;
    for (let index = first; index < values.length; index += 1) if (values[index] === null) indexes.add(index);
  }
  return [...indexes].sort((a, b) => a - b);
}

/** Of what is known; size only, for ordering. */
const sum = (values: readonly (number | null)[]): number =>
  values.reduce<number>((total, value) => total + Math.abs(value ?? 0), 0);
