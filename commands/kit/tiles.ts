import type { Awaited } from './awaited.ts';
import type { Target } from './targets.ts';

/** One tile of the summary, as data. A metric the house does not have yet is told with what would bring it. */
export interface Tile {
  key: string;
  label: string;
  metric: string;
  money?: true;
  /** Absent: the period asked for. */
  period?: 'ytd';
  platform?: string;
  unit?: string;
  target?: Target;
  /** What is missing while `first` knows nothing, and how to bring it. */
  awaited?: { first: string; what: string; source: Awaited; format: 'money' | 'percent' };
  /** An estimate: its first note is its band. */
  banded?: true;
  /** Its last 28 days are drawn as a small line. */
  spark?: true;
}

export const TILES: readonly Tile[] = [
  { key: 'streams', label: 'Streams', metric: 'streams', spark: true },
  {
    key: 'streams_ytd',
    label: 'Streams',
    metric: 'streams',
    period: 'ytd',
    target: { metric: 'streams', per: 'year' },
  },
  {
    key: 'royalties',
    label: 'Royalties paid',
    metric: 'revenue_received',
    money: true,
    target: { metric: 'revenue', per: 'month' },
  },
  { key: 'revenue_per_stream', label: 'Revenue per stream', metric: 'revenue_per_stream', money: true },
  {
    key: 'ad_spend',
    label: 'Ad spend',
    metric: 'ad_spend',
    money: true,
    awaited: { first: 'ad_spend', what: 'ad spend', source: 'ads', format: 'money' },
  },
  {
    key: 'roi',
    label: 'ROI',
    metric: 'roi',
    money: true,
    awaited: { first: 'ad_spend', what: 'ad results', source: 'ads', format: 'percent' },
    banded: true,
  },
  {
    key: 'net',
    label: 'Net',
    metric: 'net_revenue',
    money: true,
    awaited: { first: 'expenses', what: 'expenses', source: 'ledger', format: 'money' },
  },
  {
    key: 'followers',
    label: 'Followers',
    metric: 'followers',
    target: { metric: 'followers', per: 'total' },
    spark: true,
  },
  {
    key: 'click_to_stream',
    label: 'Click-to-stream',
    metric: 'click_to_stream_rate',
    awaited: { first: 'link_clicks', what: 'link clicks', source: 'links', format: 'percent' },
    banded: true,
  },
  {
    key: 'tiktok_views',
    label: 'TikTok views',
    metric: 'video_views',
    platform: 'tiktok',
    unit: 'views',
    spark: true,
  },
];
