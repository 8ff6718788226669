import type { Facts, Point } from './facts.ts';
import { BOTH, type Independent, type OfPoints, of } from './figure.ts';
import { add, type Cell, type Figure, ratio, within } from './read.ts';

// Pages that are read now and then: each reading counts over a window of its own, which is never added to another.

/** What a window is called: "2026-10-31..2026-11-27" and "28day" are 28 days. */
function windowOf(period: string): string {
  const [from, to] = period.split('..');
  const days = to
    ? (Date.parse(to) - Date.parse(from ?? '')) / 86_400_000 + 1
    : Number(/^(\d+)day$/.exec(period)?.[1]);
  return Number.isNaN(days) ? period : `${days} days`;
}

/** Nothing where the readings of several accounts count over unlike windows. */
function alike(points: readonly Point[], columns: readonly string[], figure: OfPoints): Figure {
  const told = points.filter(({ values }) => columns.every((column) => (values[column] ?? null) !== null));
  return new Set(told.map(({ period }) => windowOf(period ?? ''))).size > 1 ? null : figure(told);
}

/** What stands in one reading of a page: the newest of the period, over one window of it. */
function newestReading(points: readonly Point[], best: string): { reading: string; period: string } {
  const reading =
    points
      .map(({ day }) => day)
      .sort()
      .at(-1) ?? '';
  const periods = points.filter(({ day }) => day === reading).map(({ period }) => period ?? '');
  return { reading, period: periods.includes(best) ? best : (periods.sort()[0] ?? '') };
}

/** Of an account read last in lifetime counts each post's newest; else the posts of that one reading. */
function postsNow(facts: Facts, cell: Cell): Point[] {
  const accounts = Map.groupBy(
    within(facts.posts, cell),
    ({ platform, account }) => `${platform} ${account}`,
  );
  return [...accounts.values()].flatMap((rows) => {
    const { reading, period } = newestReading(rows, 'lifetime');
    const same = rows.filter((row) => row.period === period);
    if (period !== 'lifetime') return same.filter(({ day }) => day === reading);
    const newest = new Map<string, Point>();
    for (const row of same)
      if (row.day >= (newest.get(row.item ?? '')?.day ?? '')) newest.set(row.item ?? '', row);
    return [...newest.values()];
  });
}

const posts = (columns: readonly string[], figure: OfPoints): Independent => ({
  by: BOTH,
  platforms: ['TikTok', 'YouTube'],
  figure: (facts, cell) => alike(postsNow(facts, cell), columns, figure),
});

const playlists = (columns: readonly string[], figure: OfPoints): Independent => ({
  by: BOTH,
  platforms: ['Spotify'],
  figure: (facts, cell) => {
    const pages = Map.groupBy(within(facts.playlists, cell), ({ artists }) => artists.join());
    const now = [...pages.values()].flatMap((rows) => {
      const { reading, period } = newestReading(rows, '28day');
      return rows.filter((row) => row.day === reading && row.period === period);
    });
    return alike(now, columns, figure);
  },
});

const visits = (figure: OfPoints): Independent => of((facts) => facts.visits, ['SubmitHub'], figure);
const hours = (seconds: Figure): Figure => (seconds === null ? null : Number(seconds) / 3600);

export const PAGE_FIGURES: Readonly<Record<string, Independent>> = {
  content_comments: posts(['comments'], (all) => add(all, 'comments')),
  content_day_views: of(
    (facts) => facts.videoDays,
    ['YouTube'],
    (days) => add(days, 'views'),
  ),
  content_engagement_rate: posts(['likes', 'comments', 'shares', 'views'], (all) =>
    ratio(all, ['likes', 'comments', 'shares'], 'views'),
  ),
  content_likes: posts(['likes'], (all) => add(all, 'likes')),
  content_shares: posts(['shares'], (all) => add(all, 'shares')),
  content_views: posts(['views'], (all) => add(all, 'views')),
  content_watch_hours: posts(['watch_seconds'], (all) => hours(add(all, 'watch_seconds'))),
  link_visit_clicks: visits((days) => add(days, 'clicked')),
  link_visit_rate: visits((days) => ratio(days, ['clicked'], 'opened')),
  link_visits: visits((days) => add(days, 'opened')),
  playlist_listeners: playlists(['listeners'], (all) => add(all, 'listeners')),
  playlist_streams: playlists(['streams'], (all) => add(all, 'streams')),
  playlists: playlists([], (all) => (all.length === 0 ? null : all.length)),
};
