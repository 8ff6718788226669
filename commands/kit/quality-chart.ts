import type { Db } from '../../warehouse/kit/open.ts';
import { type Dimension, QUALITY_DIMENSIONS, weigh } from '../../warehouse/kit/quality.ts';
import { type PastQuality, pastQuality } from '../../warehouse/ops/quality.ts';
import type { Chart } from './answer.ts';

/** Runs that are looked back at, and days a picture has. */
const MOST_RUNS = 400;
const MOST_DAYS = 90;

/** The score over the past runs, the last of each day. Null: all sources. Undefined before the second day. */
export function qualityChart(ops: Db, only: ReadonlySet<string> | null): Chart | undefined {
  const past = pastQuality(ops, MOST_RUNS).filter(({ source }) => only === null || only.has(source));
  const days = new Map<string, number>();
  for (const run of Map.groupBy(past, ({ runId }) => runId).values()) {
    const score = scoreOf(run);
    if (score !== null) days.set(run[0]?.at.slice(0, 10) ?? '', score);
  }
  const shown = [...days].slice(-MOST_DAYS);
  if (shown.length < 2) return undefined;
  return {
    kind: 'line',
    title: 'Quality of the data',
    subtitle: `score · ${shown[0]?.[0]} to ${shown.at(-1)?.[0]}`,
    format: 'percent',
    unit: '%',
    labels: shown.map(([day]) => day),
    series: [{ name: 'Score', values: shown.map(([, score]) => score / 100) }],
  };
}

/** The mean of the sources' scores. */
function scoreOf(run: readonly PastQuality[]): number | null {
  const scores = [...Map.groupBy(run, ({ source }) => source).values()].flatMap((parts) => {
    if (parts.some(({ never }) => never === 1)) return [0];
    const known = new Map(parts.map(({ dimension, value }) => [dimension, value]));
    const dimensions = Object.fromEntries(QUALITY_DIMENSIONS.map((name) => [name, known.get(name) ?? null]));
    return weigh(dimensions as Record<Dimension, number | null>) ?? [];
  });
  return scores.length === 0 ? null : scores.reduce((sum, one) => sum + one, 0) / scores.length;
}
