import type { FactColumn, FactDefinition } from './fact-columns.ts';

// The fact tables of schema 0004, as facts.ts has the first ones.

const texts = (...names: string[]): FactColumn[] => names.map((name) => ({ name, is: 'text' }));
/** Parts of a key that a file may not tell: ''. */
const textsOrEmpty = (...names: string[]): FactColumn[] =>
  names.map((name) => ({ name, is: 'text', absent: '' }));
const counts = (...names: string[]): FactColumn[] => names.map((name) => ({ name, is: 'integer' }));
const amounts = (...names: string[]): FactColumn[] => names.map((name) => ({ name, is: 'nanos' }));
const ARTIST: FactColumn = { name: 'artist_name_id', is: 'artist_name', absent: 0 };
const TRACK: FactColumn = { name: 'track_name_id', is: 'track_name', absent: 0 };
const PLATFORM: FactColumn = { name: 'platform_id', is: 'platform' };
const TERRITORY: FactColumn = { name: 'territory', is: 'territory', absent: '' };
const TRANSACTION: FactColumn = { name: 'transaction_name_id', is: 'transaction_name' };
const OCCURRENCE: FactColumn = { name: 'occurrence', is: 'occurrence' };

export const PLATFORM_FACTS = {
  spotify_song_metrics: {
    key: [...texts('as_of', 'period'), ARTIST, TRACK],
    values: [
      ...counts('streams', 'listeners', 'savers', 'canvas_views'),
      ...texts('release_date', 'spotify_id'),
    ],
  },
  track_daily: {
    key: [...texts('date'), PLATFORM, ARTIST, TRACK, TERRITORY],
    values: [...counts('streams', 'listeners', 'shazams', 'purchases')],
  },
  track_snapshots: {
    key: [...texts('as_of'), ...textsOrEmpty('period'), PLATFORM, ARTIST, TRACK],
    values: [...counts('streams', 'daily_listeners', 'shazams', 'purchases', 'radio_spins')],
  },
  playlist_snapshots: {
    key: [
      ...texts('as_of'),
      ...textsOrEmpty('period'),
      PLATFORM,
      ARTIST,
      TRACK,
      ...textsOrEmpty('playlist', 'author'),
    ],
    values: [...counts('listeners', 'streams'), ...texts('added_on')],
  },
  audience_segments: {
    key: [
      ...texts('as_of'),
      ...textsOrEmpty('period'),
      PLATFORM,
      ...textsOrEmpty('account'),
      ARTIST,
      ...texts('breakdown'),
      ...textsOrEmpty('segment'),
      TERRITORY,
    ],
    values: [...counts('people', 'share_millionths')],
  },
  audience_hours: {
    key: [...texts('date'), ...counts('hour'), PLATFORM, ...textsOrEmpty('account')],
    values: [ARTIST, ...counts('active_followers')],
  },
  content_snapshots: {
    key: [...texts('as_of'), ...textsOrEmpty('period'), PLATFORM, ...textsOrEmpty('account', 'item')],
    values: [
      ARTIST,
      ...texts('title', 'url', 'published_on'),
      ...counts(
        'duration_seconds',
        'views',
        'engaged_views',
        'likes',
        'dislikes',
        'comments',
        'shares',
        'watch_seconds',
        'average_view_seconds',
        'average_viewed_millionths',
        'stayed_millionths',
        'impressions',
        'click_rate_millionths',
        'followers_gained',
        'new_viewers',
        'returning_viewers',
      ),
      ...texts('currency'),
      ...amounts('estimated_revenue'),
    ],
  },
  content_daily: {
    key: [...texts('date'), PLATFORM, ...textsOrEmpty('account', 'item')],
    values: [
      ARTIST,
      ...texts('title'),
      ...counts(
        'views',
        'likes',
        'comments',
        'shares',
        'watch_seconds',
        'average_view_seconds',
        'followers_gained',
        'followers_lost',
      ),
    ],
  },
  ad_performance_daily: {
    key: [
      ...texts('date'),
      PLATFORM,
      ...texts('level'),
      ...textsOrEmpty('campaign_id', 'adset_id', 'ad_id', 'by_name'),
    ],
    values: [
      ...texts('account', 'campaign_name', 'adset_name', 'ad_name', 'currency'),
      ...amounts('spend'),
      ...counts(
        'impressions',
        'reach',
        'clicks',
        'link_clicks',
        'landing_page_views',
        'view_content',
        'add_to_cart',
        'initiate_checkout',
        'purchases',
      ),
      ...amounts('purchase_value'),
      ...counts('leads', 'registrations', 'post_engagements', 'messages_started', 'results'),
      ...texts('result_type', 'objective', 'status', 'other_actions'),
    ],
  },
  ad_performance_period: {
    key: [
      ...texts('date_start', 'date_stop'),
      PLATFORM,
      ...texts('level'),
      ...textsOrEmpty('campaign_id', 'adset_id', 'ad_id', 'by_name'),
    ],
    values: [
      ...texts('account', 'campaign_name', 'adset_name', 'ad_name', 'currency'),
      ...amounts('spend'),
      ...counts(
        'impressions',
        'reach',
        'clicks',
        'link_clicks',
        'landing_page_views',
        'view_content',
        'add_to_cart',
        'initiate_checkout',
        'purchases',
      ),
      ...amounts('purchase_value'),
      ...counts('leads', 'registrations', 'post_engagements', 'messages_started', 'results'),
      ...texts('result_type', 'objective', 'status', 'other_actions'),
    ],
  },
  link_analytics_daily: {
    key: [...texts('date'), PLATFORM, ...textsOrEmpty('account')],
    values: [
      ARTIST,
      ...counts('total_views', 'unique_views', 'total_clicks', 'unique_clicks', 'click_rate_millionths'),
    ],
  },
  link_visits_daily: {
    key: [
      ...texts('date'),
      PLATFORM,
      ARTIST,
      TRACK,
      TERRITORY,
      ...textsOrEmpty('source', 'utm_source', 'utm_medium', 'utm_campaign'),
    ],
    values: [...counts('opened', 'clicked')],
  },
  email_campaigns: {
    key: [...texts('sent_on'), PLATFORM, ...textsOrEmpty('campaign')],
    values: [
      ...texts('title', 'subject', 'list'),
      ...counts(
        'emails_sent',
        'hard_bounces',
        'soft_bounces',
        'syntax_errors',
        'unsubscribed',
        'abuse_reports',
        'opens',
        'unique_opens',
        'proxy_excluded_opens',
        'proxy_excluded_unique_opens',
        'clicks',
        'unique_clicks',
        'unique_subscriber_clicks',
      ),
    ],
  },
  financial_transactions: {
    key: [...texts('date'), ...textsOrEmpty('account'), TRANSACTION, ...amounts('amount'), OCCURRENCE],
    values: [...texts('currency', 'posted_on'), ...amounts('balance'), ...texts('status')],
  },
  catalog_tracks: {
    key: [ARTIST, TRACK, ...textsOrEmpty('party')],
    values: [
      ...texts('isrc', 'upc', 'release_date', 'release_type', 'distributor'),
      ...counts('share_millionths'),
    ],
  },
  fx_rates: {
    key: [...texts('date', 'currency', 'quote')],
    values: [...amounts('rate'), ...texts('source')],
  },
} as const satisfies Record<string, FactDefinition>;
