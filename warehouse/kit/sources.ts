import type { MetricSource } from './metric.ts';

// What each fact table tells, in one place. A metric says which columns it takes of it.

type Columns = MetricSource['columns'];

/** Distributors' daily figures: of the account, by store; no artist, no track. */
export const distributorDays = (columns: Columns): MetricSource => ({
  kind: 'trend',
  table: 'content_streams',
  date: 'date',
  finest: 'day',
  dimensions: ['platform', 'distributor', 'account'],
  columns,
});

/** Spotify for Artists: by artist, Spotify only. */
export const artistDays = (columns: Columns): MetricSource => ({
  kind: 'observed',
  table: 'spotify_audience_daily',
  date: 'date',
  finest: 'day',
  dimensions: ['artist', 'platform'],
  fixed: { platform: 'spotify' },
  columns,
});

/** Social accounts, each of one artist. */
export const accountDays = (columns: Columns): MetricSource => ({
  kind: 'observed',
  table: 'social_media_daily',
  date: 'date',
  finest: 'day',
  dimensions: ['artist', 'platform', 'account'],
  columns,
});

const STATEMENT = [
  'artist',
  'track',
  'platform',
  'country',
  'distributor',
  'income_type',
  'currency',
  'release_age',
] as const;

/** The same with all tables of an account's day as one row: for ratios of what different tables tell. */
export const accountWholeDays = (columns: Columns): MetricSource => ({
  ...accountDays(columns),
  table: 'social_days',
});

/** Statements by the month of the sale; stores report for three months more. */
export const saleMonths = (columns: Columns, only?: MetricSource['only']): MetricSource => ({
  kind: 'reported',
  table: 'revenue_transactions',
  date: 'sale_month',
  finest: 'month',
  dimensions: STATEMENT,
  columns,
  ...(only && { only }),
  settlesAfterMonths: 3,
});

/** Statements by the day the store's payment came in. */
export const paymentDays = (columns: Columns): MetricSource => ({
  kind: 'reported',
  table: 'revenue_transactions',
  date: 'reporting_date',
  finest: 'day',
  dimensions: STATEMENT,
  columns,
});

const CAMPAIGN = ['campaign', 'artist', 'track', 'platform', 'account', 'currency'] as const;

/** Campaigns a day, at the finest level that was delivered; a campaign that does not run has no row. */
export const campaignDays = (columns: Columns): MetricSource => ({
  kind: 'observed',
  table: 'ad_days',
  date: 'date',
  finest: 'day',
  dimensions: CAMPAIGN,
  columns,
});

/** The same of what comes as a list of actions, which leaves out what did not happen. */
export const campaignActions = (columns: Columns): MetricSource => ({
  ...campaignDays(columns),
  table: 'ad_results',
});

/** What each campaign counts as its result: unlike ones are never one number. */
export const campaignResults = (columns: Columns): MetricSource => ({
  ...campaignActions(columns),
  dimensions: [...CAMPAIGN, 'result'],
  alike: 'result_type',
});

/** The label's link pages, each of one account. */
export const linkDays = (columns: Columns): MetricSource => ({
  kind: 'observed',
  table: 'link_analytics_daily',
  date: 'date',
  finest: 'day',
  dimensions: ['artist', 'platform', 'account'],
  columns,
});

/** Tracks on their stores' pages for artists. */
export const trackDays = (columns: Columns): MetricSource => ({
  kind: 'observed',
  table: 'track_daily',
  date: 'date',
  finest: 'day',
  dimensions: ['artist', 'track', 'platform'],
  columns,
});

/** Spotify's page of songs over 28 days, as it was read last. */
export const songWindows = (columns: Columns): MetricSource => ({
  kind: 'observed',
  table: 'spotify_song_metrics',
  date: 'as_of',
  finest: 'day',
  dimensions: ['artist', 'track', 'platform'],
  fixed: { platform: 'spotify' },
  columns,
});

/** Newsletters by the day they were sent. */
export const mailings = (columns: Columns): MetricSource => ({
  kind: 'observed',
  table: 'email_campaigns',
  date: 'sent_on',
  finest: 'day',
  dimensions: ['platform', 'campaign'],
  columns,
});

/** Lines of bank and card, by the day of the line. */
export const ledgerLines = (table: 'ledger_expenses' | 'ledger_income'): MetricSource => ({
  kind: 'reported',
  table,
  date: 'date',
  finest: 'day',
  dimensions: ['category', 'currency'],
  columns: { amount: 'amount' },
});

/** Posts and videos as their pages were read last: lifetime counts, or one window, which are never one number. */
export const contentReadings = (columns: Columns): MetricSource => ({
  kind: 'observed',
  table: 'content_readings',
  date: 'as_of',
  finest: 'day',
  dimensions: ['artist', 'platform', 'account', 'video', 'post', 'window'],
  columns,
  alike: 'counted_over',
});

/** Posts and videos day by day, where a platform tells it. */
export const contentDays = (columns: Columns): MetricSource => ({
  kind: 'observed',
  table: 'content_daily',
  date: 'date',
  finest: 'day',
  dimensions: ['artist', 'platform', 'account', 'video', 'post'],
  columns,
});

/** Playlists as the pages of artists listed them last. */
export const playlistReadings = (columns: Columns): MetricSource => ({
  kind: 'observed',
  table: 'playlist_readings',
  date: 'as_of',
  finest: 'day',
  dimensions: ['artist', 'platform', 'playlist', 'window'],
  columns,
  alike: 'counted_over',
});

/** Visits of the links of single releases (SubmitHub), by where they came from. */
export const linkVisits = (columns: Columns): MetricSource => ({
  kind: 'observed',
  table: 'link_visits_daily',
  date: 'date',
  finest: 'day',
  dimensions: ['artist', 'track', 'platform', 'country', 'source'],
  columns,
});
