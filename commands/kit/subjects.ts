import type { FactTable, Metric, MetricRegistry } from '../../warehouse/kit/metric.ts';
import { sourcesUnder } from '../../warehouse/kit/metric-parts.ts';

/** What metrics are about, in the order lists show them. */
export const SUBJECTS = [
  'streaming',
  'revenue',
  'books',
  'advertising',
  'audience',
  'content',
  'links',
  'operations',
] as const;
export type Subject = (typeof SUBJECTS)[number];

const OF_TABLE: Readonly<Record<FactTable, Subject>> = {
  content_streams: 'streaming',
  track_daily: 'streaming',
  revenue_transactions: 'revenue',
  revenue_delays: 'revenue',
  revenue_own: 'revenue',
  ledger_expenses: 'books',
  ledger_income: 'books',
  ad_days: 'advertising',
  ad_results: 'advertising',
  spotify_audience_daily: 'audience',
  spotify_song_metrics: 'audience',
  social_media_daily: 'audience',
  social_days: 'audience',
  content_readings: 'content',
  content_daily: 'content',
  playlist_readings: 'content',
  link_analytics_daily: 'links',
  link_visits_daily: 'links',
  email_campaigns: 'links',
};

/** By what a metric is read from: what touches the books is of the books, what else tells amounts of sales is revenue. */
export function subjectOf(metrics: MetricRegistry, metric: Metric): Subject {
  const subjects = sourcesUnder(metrics, metric).map(({ table }) => OF_TABLE[table]);
  const [first] = subjects;
  if (first === undefined) return 'operations';
  if (subjects.includes('books')) return 'books';
  return metric.access === 'money' && first !== 'advertising' ? 'revenue' : first;
}
