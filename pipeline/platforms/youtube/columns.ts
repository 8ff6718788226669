import { foldHeader } from '../../kit/header.ts';
import type { Column } from '../../kit/platform.ts';
import { text } from '../../kit/types.ts';
import { amount, clock, number, pageDay, share } from './types.ts';

const optional = (type: Column['type'], ...headers: string[]): Column => ({ type, headers, required: false });
const counted = (...headers: string[]): Column => optional(number(), ...headers);

/** Columns that no file has: the reader takes them from its name, or works them out of another column. */
export const ADDED = {
  account: 'Channel account',
  channel: 'Channel',
  asOf: 'Window to',
  period: 'Window',
  currency: 'Currency',
  watchSeconds: 'Watch time (seconds)',
} as const;

const filled = (type: Column['type'], header: string): Column => ({
  type,
  headers: [header],
  required: false,
  filled: true,
});

/** Columns whose unit is worked out: they are in raw as written. */
export const WATCHED = ['Watch time (hours)', 'estimatedMinutesWatched'] as const;

// The currency stands in the header: "Estimated revenue (USD)".
const REVENUE = Intl.supportedValuesOf('currency').flatMap((code) => [
  `Estimated revenue (${code})`,
  `Your estimated revenue (${code})`,
]);

const account: Record<string, Column> = {
  account: filled(text(), ADDED.account),
  artist: filled(text(), ADDED.channel),
};
const money: Record<string, Column> = {
  currency: optional(text({ unknown: [''] }), ADDED.currency),
  estimated_revenue: optional(amount(), ...REVENUE, 'estimatedRevenue'),
};
const watched = counted(ADDED.watchSeconds);
/** Numbers that videos and channels have alike. */
const shared: Record<string, Column> = {
  views: counted('Views'),
  likes: counted('Likes'),
  comments: counted('Comments added', 'Comments'),
  shares: counted('Shares'),
  watch_seconds: watched,
};
// "Subscribers" alone is what came less what went: not read by day, where both have a column.
const gainedAndLost: Record<string, Column> = {
  followers_gained: counted('Subscribers gained', 'subscribersGained'),
  followers_lost: counted('Subscribers lost', 'subscribersLost'),
};
const impressions = counted('Impressions', 'Thumbnail impressions');
const averageView = optional(clock(), 'Average view duration', 'averageViewDuration');

/** One video over the window of the export. */
export const VIDEO_COLUMNS: Record<string, Column> = {
  as_of: filled(pageDay(), ADDED.asOf),
  period: filled(text(), ADDED.period),
  ...account,
  item: { type: text(), headers: ['Content'], required: true },
  title: optional(text({ unknown: [''] }), 'Video title'),
  published_on: optional(pageDay(), 'Video publish time'),
  duration_seconds: optional(clock(), 'Duration'),
  ...shared,
  engaged_views: counted('Engaged views'),
  dislikes: counted('Dislikes'),
  average_view_seconds: averageView,
  // Over 100 % is real: a short is watched again and again.
  average_viewed_millionths: optional(share(), 'Average percentage viewed (%)'),
  stayed_millionths: optional(share({ most: 100 }), 'Stayed to watch (%)'),
  impressions,
  click_rate_millionths: optional(
    share({ most: 100 }),
    'Impressions click-through rate (%)',
    'Thumbnail click-through rate (%)',
  ),
  // Less those lost, where the table tells only that.
  followers_gained: counted('Subscribers gained', 'Subscribers'),
  new_viewers: counted('New viewers'),
  returning_viewers: counted('Returning viewers'),
  ...money,
};

/** One video, one day. */
export const VIDEO_DAY_COLUMNS: Record<string, Column> = {
  date: { type: pageDay(), headers: ['Date', 'day'], required: true },
  ...account,
  item: { type: text(), headers: ['Content', 'video'], required: true },
  title: optional(text({ unknown: [''] }), 'Video title'),
  ...shared,
  average_view_seconds: averageView,
  ...gainedAndLost,
};

/** One channel, one day. */
export const CHANNEL_DAY_COLUMNS: Record<string, Column> = {
  date: { type: pageDay(), headers: ['Date', 'day'], required: true },
  ...account,
  ...shared,
  viewers: counted('Unique viewers'),
  new_viewers: counted('New viewers'),
  returning_viewers: counted('Returning viewers'),
  ...gainedAndLost,
  impressions,
  ...money,
};

const metricsOf = (columns: Record<string, Column>): ReadonlySet<string> =>
  new Set(
    [
      ...Object.values(columns)
        .filter(({ type, required }) => !required && type.storage !== 'text')
        .flatMap(({ headers }) => headers),
      ...WATCHED,
    ].map(foldHeader),
  );

/** Header names, folded, of the numbers that are kept by video and day, and by channel and day. */
export const VIDEO_METRICS = metricsOf(VIDEO_DAY_COLUMNS);
export const CHANNEL_METRICS = metricsOf(CHANNEL_DAY_COLUMNS);
