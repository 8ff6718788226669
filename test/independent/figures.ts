import type { Facts, Point } from './facts.ts';
import {
  ads,
  BOTH,
  type Independent,
  links,
  mailings,
  type OfPoints,
  of,
  page,
  social,
  tracks,
} from './figure.ts';
import { ESTIMATES } from './figures-estimates.ts';
import { PAGE_FIGURES } from './figures-pages.ts';
import { growthOfDays, growthOfSales } from './growth.ts';
import type { Usage } from './names.ts';
import {
  add,
  bookedIn,
  type Cell,
  currencyOf,
  type Figure,
  mean,
  money,
  newest,
  ratio,
  soldIn,
  within,
} from './read.ts';

/** A price in dollars of an amount in 1e-9. */
const price = (points: readonly Point[], below: string, times = 1): number | null => {
  const is = ratio(points, ['spend'], below);
  return is === null ? null : (is * times) / 1e9;
};

/** Of actions Meta lists what happened: a campaign that ever told them had none on a day without. */
const actions = (column: string, figure: OfPoints): Independent => ({
  by: BOTH,
  platforms: ['Meta Ads'],
  figure: (facts, cell) => {
    const tellers = new Set(
      facts.ads.filter(({ values }) => (values[column] ?? null) !== null).map(({ account }) => account),
    );
    const days = within(facts.ads, cell).filter(({ account }) => tellers.has(account));
    return figure(
      days.map((day) => ({ ...day, values: { ...day.values, [column]: day.values[column] ?? 0 } })),
    );
  },
});

/** Distributors tell no artist; of an artist Spotify's page tells streams, of its other stores only statements. */
const dailyStreams = (facts: Facts, cell: Cell): readonly Point[] | null => {
  if (cell.artist === undefined) return facts.stores;
  return cell.platform === undefined || cell.platform === 'Spotify' ? facts.audience : null;
};
const statementStreams = (facts: Facts, cell: Cell): number | null => {
  const lines = soldIn(facts, cell).filter((line) => line.usage === 'stream' && line.quantity !== null);
  return lines.length === 0 ? null : lines.reduce((sum, line) => sum + Number(line.quantity), 0);
};
const streams = (facts: Facts, cell: Cell): Figure => {
  const points = dailyStreams(facts, cell);
  return points ? add(within(points, cell), 'streams') : statementStreams(facts, cell);
};
const STORES = ['Spotify', 'Apple Music', 'Deezer', 'Amazon Music'];

const growthOfStreams = (how: { year?: true }): Independent => ({
  // Of an artist's other stores there are statements only, whose growth is that of revenue.
  by: ['artist'],
  figure: (facts, cell) => {
    const points = dailyStreams(facts, cell) ?? [];
    return growthOfDays(points, cell, 'streams', (one) => streams(facts, one), { ...how, added: true });
  },
});

const sold = (
  figure: (facts: Facts, cell: Cell) => Figure,
  currency?: (facts: Facts, cell: Cell) => string,
): Independent => ({
  by: BOTH,
  ...(currency && { currency }),
  platforms: [
    'Spotify',
    'Apple Music',
    'Amazon Music',
    'TikTok',
    'Meta',
    'iTunes',
    'Bandcamp',
    'Boomplay',
    'Luna',
  ],
  figure,
});

const perUse = (usage: Usage): Independent =>
  sold((facts, cell) => {
    const lines = soldIn(facts, cell).filter((line) => line.usage === usage && line.quantity !== null);
    const [paid, uses] = [money(facts, lines), lines.reduce((sum, line) => sum + Number(line.quantity), 0)];
    return paid === null || uses === 0 ? null : Number(paid) / uses / 1e9;
  });

const booked =
  (is: 'income' | 'expense', sign: bigint) =>
  (facts: Facts, cell: Cell): bigint | null => {
    const lines = facts.books.filter(({ day }) => day >= cell.from && day <= cell.to);
    if (lines.length === 0) return null;
    return lines.reduce((sum, line) => (line.is === is ? sum + sign * line.amount : sum), 0n);
  };
const [spent, earned] = [booked('expense', -1n), booked('income', 1n)];
const income = (facts: Facts, cell: Cell): bigint | null => {
  const [stores, other] = [money(facts, bookedIn(facts, cell), 'USD'), earned(facts, cell)];
  return stores === null || other === null ? null : stores + other;
};
const net = (facts: Facts, cell: Cell): bigint | null => {
  const [came, went] = [income(facts, cell), spent(facts, cell)];
  return came === null || went === null ? null : came - went;
};

const followers = (facts: Facts, cell: Cell): Figure =>
  newest(within([...facts.audience, ...facts.social], cell), 'followers');

/** Of each page the newest reading in the period alone: its windows overlap. */
const songsNow = (points: readonly Point[]): Point[] =>
  points.filter(
    ({ day, artists }) => !points.some((other) => other.artists.join() === artists.join() && other.day > day),
  );

const songs = (figure: OfPoints): Independent =>
  of(
    (facts) => facts.readings,
    ['Spotify'],
    (all) => figure(songsNow(all)),
  );

const delivered = (points: readonly Point[]): Point[] =>
  points.map((point) => {
    const { emails_sent: sent, hard_bounces: hard, soft_bounces: soft, syntax_errors: bad } = point.values;
    const all = [sent, hard, soft].some((value) => value === null)
      ? null
      : Number(sent) - Number(hard) - Number(soft) - Number(bad ?? 0);
    return { ...point, values: { ...point.values, delivered: all } };
  });

export const FIGURES: Readonly<Record<string, Independent>> = {
  ...PAGE_FIGURES,
  ...ESTIMATES,
  ad_clicks: ads((days) => add(days, 'clicks')),
  ad_impressions: ads((days) => add(days, 'impressions')),
  ad_link_clicks: ads((days) => add(days, 'link_clicks')),
  ad_spend: ads((days) => add(days, 'spend')),
  comments: social((days) => add(days, 'comments')),
  cost_per_link_click: actions('link_clicks', (days) => price(days, 'link_clicks')),
  // Link clicks and engagements are not one number of results.
  cost_per_result: actions('results', (days) =>
    new Set(days.map(({ result }) => result)).size > 1 ? null : price(days, 'results'),
  ),
  cpc: ads((days) => price(days, 'clicks')),
  cpm: ads((days) => price(days, 'impressions', 1000)),
  ctr: ads((days) => ratio(days, ['clicks'], 'impressions')),
  email_click_rate: mailings((all) => ratio(delivered(all), ['unique_subscriber_clicks'], 'delivered')),
  email_open_rate: mailings((all) => ratio(delivered(all), ['proxy_excluded_unique_opens'], 'delivered')),
  emails_sent: mailings((all) => add(all, 'emails_sent')),
  engagement_rate: social((days) => ratio(days, ['likes', 'comments', 'shares'], 'views')),
  expenses: { by: [], figure: spent },
  follower_growth: {
    by: BOTH,
    platforms: ['Spotify', 'TikTok'],
    figure: (facts, cell) =>
      growthOfDays([...facts.audience, ...facts.social], cell, 'followers', (one) => followers(facts, one), {
        added: false,
      }),
  },
  followers: { by: BOTH, platforms: ['Spotify', 'TikTok'], figure: followers },
  followers_gained: social((days) => add(days, 'followers_gained')),
  followers_lost: social((days) => add(days, 'followers_lost')),
  growth: growthOfStreams({}),
  growth_year: growthOfStreams({ year: true }),
  likes: social((days) => add(days, 'likes')),
  link_clickers: links((days) => mean(days, 'unique_clicks')),
  link_clicks: links((days) => add(days, 'total_clicks')),
  link_ctr: links((days) => ratio(days, ['total_clicks'], 'total_views')),
  link_views: links((days) => add(days, 'total_views')),
  link_visitors: links((days) => mean(days, 'unique_views')),
  listeners: page((days) => mean(days, 'listeners')),
  monthly_active_listeners: page((days) => newest(days, 'monthly_active_listeners')),
  monthly_listeners: page((days) => newest(days, 'monthly_listeners')),
  net_revenue: { by: [], figure: net },
  other_income: { by: [], figure: earned },
  playlist_adds: page((days) => add(days, 'playlist_adds')),
  profile_views: social((days) => add(days, 'profile_views')),
  profit_margin: {
    by: [],
    figure: (facts, cell) => {
      const [left, came] = [net(facts, cell), income(facts, cell)];
      return left === null || came === null || came <= 0n ? null : Number(left) / Number(came);
    },
  },
  reach: social((days) => mean(days, 'reach')),
  revenue: sold(
    (facts, cell) => money(facts, soldIn(facts, cell)),
    (facts, cell) => currencyOf(soldIn(facts, cell)),
  ),
  revenue_growth: sold(growthOfSales),
  revenue_per_stream: perUse('stream'),
  revenue_per_use: perUse('social'),
  revenue_received: sold(
    (facts, cell) => money(facts, bookedIn(facts, cell)),
    (facts, cell) => currencyOf(bookedIn(facts, cell)),
  ),
  roas: actions('purchase_value', (days) => ratio(days, ['purchase_value'], 'spend')),
  song_listeners: songs((all) => add(all, 'listeners')),
  song_saves: songs((all) => add(all, 'savers')),
  song_streams: songs((all) => add(all, 'streams')),
  save_rate: songs((all) => ratio(all, ['savers'], 'listeners')),
  saves: page((days) => add(days, 'saves')),
  shares: social((days) => add(days, 'shares')),
  stream_share: {
    by: BOTH,
    platforms: STORES,
    // The whole is of the same kind: distributors, artists' pages, or statements.
    figure: (facts, cell) => {
      const points = dailyStreams(facts, cell);
      const days = { from: cell.from, to: cell.to };
      const whole = points ? add(within(points, days), 'streams') : statementStreams(facts, days);
      const some = streams(facts, cell);
      return some === null || whole === null || Number(whole) <= 0 ? null : Number(some) / Number(whole);
    },
  },
  streams: { by: BOTH, platforms: STORES, figure: streams },
  streams_per_day: {
    by: ['artist'],
    figure: (facts, cell) => mean(within(dailyStreams(facts, cell) ?? [], cell), 'streams'),
  },
  streams_per_listener: page((days) => ratio(days, ['streams'], 'listeners')),
  super_listeners: page((days) => newest(days, 'super_listeners')),
  thumbnail_impressions: social((days) => add(days, 'impressions')),
  track_listeners: tracks((days) => mean(days, 'listeners')),
  track_streams: tracks((days) => add(days, 'streams')),
  video_views: social((days) => add(days, 'views')),
  viewers: social((days) => mean(days, 'viewers')),
  watch_hours: social((days) => {
    const seconds = add(days, 'watch_seconds');
    return seconds === null ? null : Number(seconds) / 3600;
  }),
};
