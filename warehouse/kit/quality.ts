/** The five dimensions of data quality with their weights in a score. */
export const WEIGHTS = {
  completeness: 0.2,
  accuracy: 0.3,
  timeliness: 0.2,
  consistency: 0.2,
  validity: 0.1,
} as const;
export type Dimension = keyof typeof WEIGHTS;
export const QUALITY_DIMENSIONS = Object.keys(WEIGHTS) as Dimension[];

export const BANDS = ['healthy', 'warning', 'critical', 'failed'] as const;
export type Band = (typeof BANDS)[number];

/** What one check gave of one source: how many of how many passed. */
export interface QualityResult {
  source: string;
  check: string;
  dimension: Dimension;
  passed: number;
  /** At least 1: a check with nothing to look at is not executed. */
  total: number;
  detail: QualityDetail;
}

/** A few of what did not pass, as sentences a person understands. */
export interface QualityDetail {
  examples?: readonly string[];
  /** The same where they hold amounts: only for those who may see money. */
  money?: readonly string[];
}

/** Check of a platform that is expected and has never delivered anything: whatever it scores elsewhere, it has failed. */
export const DELIVERED = 'delivered';

export interface QualityScore {
  /** 0 to 100. */
  score: number;
  band: Band;
  /** Each dimension as a fraction: the mean of its checks. Null: no check of it had anything to look at. */
  dimensions: Record<Dimension, number | null>;
}

/** From 80 healthy, from 60 warning, from 30 critical, below failed. */
export const bandOf = (score: number): Band =>
  score >= 80 ? 'healthy' : score >= 60 ? 'warning' : score >= 30 ? 'critical' : 'failed';

/** A score from the fractions of the dimensions. A dimension that is not known leaves its weight to the others. */
export function weigh(dimensions: Readonly<Record<Dimension, number | null>>): number | null {
  let sum = 0;
  let weight = 0;
  for (const name of QUALITY_DIMENSIONS) {
    const value = dimensions[name];
    if (value === null) continue;
    sum += WEIGHTS[name] * value;
    weight += WEIGHTS[name];
  }
  // The sum of decimal weights is a little off; a hair under a bound must not change the band.
  return weight === 0 ? null : Math.round((sum / weight) * 1e8) / 1e6;
}

/** The score of one source, by all its results. Null without any. */
export function scoreSource(results: readonly QualityResult[]): QualityScore | null {
  const dimensions = Object.fromEntries(
    QUALITY_DIMENSIONS.map((name) => [name, meanOf(results.filter((one) => one.dimension === name))]),
  ) as Record<Dimension, number | null>;
  if (results.some(({ check, passed }) => check === DELIVERED && passed === 0))
    return { score: 0, band: 'failed', dimensions };
  const score = weigh(dimensions);
  return score === null ? null : { score, band: bandOf(score), dimensions };
}

/** Over all sources: the mean of their scores. It is not healthy while one of them has failed. */
export function scoreOverall(scores: readonly QualityScore[]): QualityScore | null {
  if (scores.length === 0) return null;
  const score = Math.round((scores.reduce((sum, one) => sum + one.score, 0) / scores.length) * 1e6) / 1e6;
  const failed = scores.some((one) => one.band === 'failed');
  const band = bandOf(score);
  return {
    score,
    band: failed && band === 'healthy' ? 'warning' : band,
    dimensions: Object.fromEntries(
      QUALITY_DIMENSIONS.map((name) => [name, mean(scores.flatMap((one) => one.dimensions[name] ?? []))]),
    ) as Record<Dimension, number | null>,
  };
}

/** Results by source, in the order they come in. */
export const bySource = (results: readonly QualityResult[]): Map<string, QualityResult[]> =>
  Map.groupBy(results, ({ source }) => source);

const meanOf = (results: readonly QualityResult[]): number | null =>
  mean(results.map(({ passed, total }) => passed / total));

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
