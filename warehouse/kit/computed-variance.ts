import { daysBetween } from '../../core/days.ts';
import { bucketOf } from './query-buckets.ts';
import { bucketDays } from './query-combine.ts';
import type { Compute, Result, Row } from './query-types.ts';

/** Below this part the two agree; above the next it is an alert, and above the last something to be looked into. */
const BANDS = [0.05, 0.1, 0.15] as const;

/**
 * Distributors' daily streams at Spotify less those of Spotify for Artists, as a part of the latter, over the days both tell
 * in full.
 */
export const streamsVariance: Compute = (question, at) => {
  const { grain, by: _by, where: _where, ...rest } = question;
  const days = { ...rest, metric: 'streams', grain: 'day' as const };
  const trend = at.ask({ ...days, kind: 'trend', where: { platform: ['spotify'] } });
  const observed = at.ask({ ...days, kind: 'observed' });
  const counted = new Map(full(observed));
  const shared = full(trend).flatMap(([day, streams]) => {
    const page = counted.get(day);
    return page === undefined ? [] : [{ day, streams, page }];
  });
  const length = daysBetween(question.from, question.to) + 1;
  const total = variance(shared);
  const groups = Map.groupBy(shared, ({ day }) => (grain ? bucketOf(day, grain) : ''));
  return {
    kind: 'trend',
    total,
    partial: total === null || shared.length < length,
    rows: grain
      ? [...groups].map(([date, all]): Row => {
          const bucket = bucketDays(date, grain, question);
          const partial = all.length < daysBetween(bucket.from, bucket.to) + 1;
          return { keys: { date }, value: variance(all), partial };
        })
      : [],
    notes: [
      shared.length === 0
        ? 'Not known: no day of this period is told in full by the distributors and by Spotify for Artists.'
        : `Over the ${shared.length} of ${length} days that both tell in full.`,
      ...(total === null ? [] : [sayBand(total)]),
    ],
  };
};

/** Days no account or artist is missing on. */
const full = ({ rows, completeTo }: Result): [string, number][] =>
  rows.flatMap(({ keys: { date = '' }, value, partial }) =>
    value === null || partial || completeTo === null || date > completeTo ? [] : [[date, Number(value)]],
  );

function variance(days: readonly { streams: number; page: number }[]): number | null {
  const page = days.reduce((sum, one) => sum + one.page, 0);
  return page === 0 ? null : (days.reduce((sum, one) => sum + one.streams, 0) - page) / page;
}

function sayBand(value: number): string {
  const size = Math.abs(value);
  const [fine, alert, wrong] = BANDS;
  const side = value < 0 ? 'less than Spotify for Artists' : 'more than Spotify for Artists';
  if (size < fine) return 'Within 5 %: the two agree.';
  if (size <= alert) return `Distributors count ${side}, by more than 5 %.`;
  const why =
    value < 0
      ? 'a distributor or a release may not be brought'
      : 'something may be told twice, e.g. a release that moved';
  return `Distributors count ${side}, by more than ${size > wrong ? '15 %: look into it' : '10 %'}: ${why}.`;
}
