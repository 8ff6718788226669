import { addDays, type Day } from '../../../core/days.ts';
import { csv } from '../formats/text.ts';
import type { LabelFile } from '../label-file.ts';
import { type LinkDay, linkDays } from '../model/links.ts';
import type { Telling } from '../telling.ts';
import type { World } from '../world.ts';

/** What the page fetched on two days, and a table the owner kept between them; each 365 days. */
export function linktreeFiles(world: World, tell: Telling, today: Day): LabelFile[] {
  const all = linkDays(world.seed, world.ads, world.own, world.last);
  const exports = [addDays(today, -200), addDays(today, -90), today].filter(
    (at) => at > addDays(world.own, 10),
  );
  return exports.map((at, index) => {
    const days = all.filter(({ date }) => date > addDays(at, -366) && date < at);
    for (const day of days)
      tell.row('linktree_analytics', 'link_analytics_daily', [day.date], {
        total_views: day.totalViews,
        unique_views: day.uniqueViews,
        total_clicks: day.totalClicks,
        unique_clicks: day.uniqueClicks,
      });
    const byHand = index === 1;
    return {
      originalName: byHand ? 'linktree_analytics.csv' : `graphql_${Date.parse(`${at}T16:00:00Z`)}123.json`,
      what: `Linktree ${byHand ? 'days kept by hand' : "answer of Linktree's page"}, ${days.length} days to ${addDays(at, -1)}`,
      at,
      bytes: byHand ? table(days) : answer(days),
    };
  });
}

/** A fraction, as Linktree tells it; null where nobody came. */
const rate = ({ totalViews, totalClicks }: LinkDay): number | null =>
  totalViews === 0 ? null : Number((totalClicks / totalViews).toFixed(4));

function table(days: readonly LinkDay[]): Buffer {
  const header = ['date', 'totalViews', 'uniqueViews', 'totalClicks', 'uniqueClicks', 'clickThroughRate'];
  const rows = days.map((day) =>
    [day.date, day.totalViews, day.uniqueViews, day.totalClicks, day.uniqueClicks, rate(day) ?? ''].map(
      String,
    ),
  );
  return csv([header, ...rows]);
}

function answer(days: readonly LinkDay[]): Buffer {
  const timeseries = days.map((day) => ({
    __typename: 'OverviewTimeseries',
    ...day,
    clickThroughRate: rate(day),
  }));
  const overview = { __typename: 'Overview', timeseries };
  return Buffer.from(
    JSON.stringify({
      data: { getAccountAnalytics: { __typename: 'AccountAnalytics', overview } },
      extensions: { tracing: null },
    }),
  );
}
