import { z } from 'zod';
import { GRAINS } from '../../warehouse/kit/metric.ts';
import { PERIODS, type PeriodName } from '../../warehouse/kit/period.ts';
import { KINDS } from './answer.ts';

/**
 * Params that several commands share: one name, one meaning, one description everywhere. All are optional, so that a
 * bare command answers. Descriptions are at most 100 characters (Discord's bound); `examples` feed completion.
 */
const text = (description: string, examples?: readonly string[]) =>
  z
    .string()
    .trim()
    .optional()
    .meta({ description, ...(examples ? { examples: [...examples] } : {}) });

/**
 * One word for every way to say a period, so that a question keeps room for its filters: a name, a month (2026-03),
 * a year (2026), a day, or two days (2026-01-01..2026-03-31).
 */
export const period = (standard: PeriodName) =>
  z
    .string()
    .trim()
    .default(standard)
    .meta({
      description: `${PERIODS.join(', ')}, 2026-03, 2026, or 2026-01-01..2026-03-31.`,
      examples: [...PERIODS, '2026-03', '2026-01-01..2026-03-31'],
    });

export const artist = text('Only this artist, by name or alias.');
export const platform = text('Only this platform or store, e.g. spotify.');
export const country = text('Only this country, two letters (US, DE; NA is Namibia).');
export const track = text('Only this track, by title or ISRC.');

/** `artist=PIG1987,ZONE A0; platform=spotify`; `where.ts` reads it. */
export const where = z
  .string()
  .trim()
  .optional()
  .meta({
    description: 'Filters, like: artist=PIG1987,ZONE A0; platform=spotify; kind=trend',
    examples: ['platform=spotify', 'kind=reported'],
  });

export const metric = (standard: string) =>
  z
    .string()
    .trim()
    .default(standard)
    .meta({
      description: 'Name of a metric; the command metrics lists them all.',
      examples: ['streams', 'revenue', 'revenue_per_stream', 'followers', 'video_views', 'monthly_listeners'],
    });

/** Where the command chooses a fitting one. */
export const fittingMetric = text(
  'Name of a metric; absent: the one that fits. The command metrics lists them.',
  ['streams', 'revenue', 'track_streams', 'content_views', 'playlist_streams', 'ad_spend', 'expenses'],
);

export const grain = z
  .enum(GRAINS)
  .optional()
  .describe('Step of the series; absent: day up to 92 days, then week, then month.');

export const COMPARISONS = ['none', 'previous_period', 'previous_year'] as const;
export const compare = z
  .enum(COMPARISONS)
  .default('previous_period')
  .describe('What the figures are compared with.');

export const kind = z
  .enum(KINDS)
  .optional()
  .describe('reported = statements, trend = distributors daily, observed = artist pages; absent: the best.');

export const limit = (standard: number, max = 50) =>
  z.coerce.number().int().min(1).max(max).default(standard).describe(`How many rows, 1 to ${max}.`);

export const by = <const T extends readonly [string, ...string[]]>(values: T, standard: NoInfer<T[number]>) =>
  z.enum(values).default(standard).describe('What it is broken down by.');
