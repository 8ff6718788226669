import type { FactDefinition } from './fact-columns.ts';
import { PLATFORM_FACTS } from './facts-platforms.ts';

export {
  DIMENSION_PARTS,
  type Dimension,
  type FactColumn,
  type FactDefinition,
} from './fact-columns.ts';

/** The fact tables as data: what the loader needs to know of each. Column order = order in the table. */
export const FACTS = {
  revenue_transactions: {
    key: [
      { name: 'sale_month', is: 'text' },
      { name: 'track_name_id', is: 'track_name' },
      { name: 'platform_name_id', is: 'platform_name' },
      { name: 'territory', is: 'territory' },
      { name: 'reporting_date', is: 'text' },
      { name: 'distributor_id', is: 'platform' },
      { name: 'occurrence', is: 'occurrence' },
    ],
    values: [
      { name: 'income_type', is: 'text' },
      { name: 'quantity', is: 'integer' },
      { name: 'currency', is: 'text' },
      { name: 'amount', is: 'nanos' },
      { name: 'withheld', is: 'nanos' },
      { name: 'recoup', is: 'nanos' },
      { name: 'team_percentage', is: 'integer' },
    ],
  },
  content_streams: {
    key: [
      { name: 'date', is: 'text' },
      { name: 'distributor_id', is: 'platform' },
      { name: 'account', is: 'text' },
      { name: 'platform_id', is: 'platform' },
      { name: 'artist_name_id', is: 'artist_name', absent: 0 },
      { name: 'track_name_id', is: 'track_name', absent: 0 },
      { name: 'territory', is: 'territory', absent: '' },
    ],
    values: [{ name: 'streams', is: 'integer' }],
  },
  spotify_audience_daily: {
    key: [
      { name: 'date', is: 'text' },
      { name: 'artist_name_id', is: 'artist_name' },
    ],
    values: [
      { name: 'listeners', is: 'integer' },
      { name: 'monthly_listeners', is: 'integer' },
      { name: 'monthly_active_listeners', is: 'integer' },
      { name: 'super_listeners', is: 'integer' },
      { name: 'streams', is: 'integer' },
      { name: 'playlist_adds', is: 'integer' },
      { name: 'saves', is: 'integer' },
      { name: 'followers', is: 'integer' },
    ],
  },
  social_media_daily: {
    key: [
      { name: 'date', is: 'text' },
      { name: 'platform_id', is: 'platform' },
      { name: 'account', is: 'text' },
      { name: 'artifact', is: 'text' },
    ],
    values: [
      { name: 'artist_name_id', is: 'artist_name' },
      { name: 'views', is: 'integer' },
      { name: 'profile_views', is: 'integer' },
      { name: 'likes', is: 'integer' },
      { name: 'comments', is: 'integer' },
      { name: 'shares', is: 'integer' },
      { name: 'followers', is: 'integer' },
      { name: 'saves', is: 'integer' },
      { name: 'interactions', is: 'integer' },
      { name: 'reach', is: 'integer' },
      { name: 'viewers', is: 'integer' },
      { name: 'new_viewers', is: 'integer' },
      { name: 'returning_viewers', is: 'integer' },
      { name: 'link_clicks', is: 'integer' },
      { name: 'followers_gained', is: 'integer' },
      { name: 'followers_lost', is: 'integer' },
      { name: 'watch_seconds', is: 'integer' },
      { name: 'impressions', is: 'integer' },
      { name: 'currency', is: 'text' },
      { name: 'estimated_revenue', is: 'nanos' },
    ],
  },
  ...PLATFORM_FACTS,
} as const satisfies Record<string, FactDefinition>;

export type FactTable = keyof typeof FACTS;
