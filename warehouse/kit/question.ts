import type { Day } from '../../core/days.ts';

/** reported = statements; trend = distributors' daily figures; observed = artist and account pages. Never added. */
export type Kind = 'reported' | 'trend' | 'observed';
/** Order in which a question without a kind looks for one that can answer it. */
export const KINDS: readonly Kind[] = ['trend', 'observed', 'reported'];

export const GRAINS = ['day', 'week', 'month', 'year'] as const;
export type Grain = (typeof GRAINS)[number];

/** What a number can be broken down or filtered by. */
export const DIMENSIONS = [
  'artist',
  'platform',
  'track',
  'country',
  'distributor',
  'account',
  'income_type',
  'currency',
  'campaign',
  'category',
  'result',
  'video',
  'post',
  'playlist',
  'source',
  'window',
  'release_age',
  'feed',
] as const;
export type MetricDimension = (typeof DIMENSIONS)[number];

/** A question to the compiler. Days are inclusive. */
export interface Question {
  metric: string;
  from: Day;
  to: Day;
  /** Name of the period ("mtd"), where it has one: it decides what "the period before" is. */
  period?: string;
  grain?: Grain;
  /** At most 3. */
  by?: readonly MetricDimension[];
  /** Values of one dimension are alternatives; dimensions are combined. Names, keys, codes, aliases, ISRCs. */
  where?: Partial<Record<MetricDimension, readonly string[]>>;
  kind?: Kind;
  /** Amounts of several currencies are added in this one, by the owner's dated rates. Absent: they are not added. */
  currency?: string;
  /** Without a grain: the largest values. With a grain: the newest buckets are kept. */
  limit?: number;
}
