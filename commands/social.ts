import { z } from 'zod';
import { change, type Row } from '../warehouse/kit/query.ts';
import type { Table } from './kit/answer.ts';
import { type Asked, type Asking, askMetric, periodFor, sayFilters } from './kit/ask.ts';
import { compose, figureOf, sayRange, unique } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import { linesBy } from './kit/lines.ts';
import * as shared from './kit/params.ts';
import { progress } from './kit/targets.ts';

/** An account is told by all three; Spotify has no account but its artist. */
const ACCOUNT = ['artist', 'platform', 'account'] as const;
type Keys = Record<string, string>;
const idOf = (keys: Keys): string => ACCOUNT.map((part) => keys[part] ?? '').join('\u001f');

export default defineCommand({
  name: 'social',
  group: 'fans',
  tool: 'social_performance',
  summary: 'Followers, video views and engagement of each account, with their change.',
  when: 'Use it for followers, video views and engagement, not for streams.',
  access: 'numbers',
  params: z.strictObject({
    artist: shared.artist,
    platform: shared.platform,
    period: shared.period('last_28d'),
    compare: shared.compare,
  }),

  answer({ period, compare, ...filters }, context) {
    // All three over the same days, although TikTok's followers may be told later than its views.
    const settled = periodFor(context, { metric: 'video_views', period, filters });
    const asking = (metric: string): Asking => ({ metric, period: settled, filters, compare });
    const [followers, views, engagement] = ['followers', 'video_views', 'engagement_rate'].map((metric) =>
      askMetric(context, asking(metric)),
    ) as [Asked, Asked, Asked];
    // Most platforms tell no watch time.
    const watched = askMetric(context, asking('watch_hours'));
    const all = [followers, views, engagement, ...(watched.result.newest === null ? [] : [watched])];
    const whole = !filters.artist && !filters.platform;
    const target = whole
      ? progress(context.label, { metric: 'followers', per: 'total' }, followers.result.total, context.today)
      : '';
    const chart = linesBy(context, views, {
      title: `Video views${sayFilters(context, filters)}`,
      by: ACCOUNT,
      nameOf: (keys) => [keys.artist || keys.account, keys.platform].filter(Boolean).join(' · '),
    });
    const table = accounts(context, asking);
    return compose(context, 'social', {
      title: `Social performance${sayFilters(context, filters)}`,
      subtitle: `followers, views, engagement · ${sayRange(settled)}`,
      period: settled,
      figures: all.map((asked) =>
        figureOf(context, asked, asked === followers && target ? { note: target } : {}),
      ),
      table,
      ...(chart ? { chart } : {}),
      asked: all,
      notes: [
        'Followers are the newest count in the period, not a sum over days. Engagement is likes, comments and shares over views.',
        'Single videos and posts: the command top, by video.',
        ...(whole ? silentAccounts(context, table) : []),
      ],
    });
  },
});

/** One row an account. Platforms without accounts (Spotify) are told by artist. */
function accounts(context: Context, asking: (metric: string) => Asking): Table {
  const byArtist = askMetric(context, { ...asking('followers'), by: ['artist', 'platform'] });
  const views = askMetric(context, { ...asking('video_views'), by: ACCOUNT, compare: 'none' });
  const engagement = askMetric(context, { ...asking('engagement_rate'), by: ACCOUNT, compare: 'none' });
  const social = unique(views.result.rows.map((row) => row.keys.platform ?? ''));
  const byAccount =
    social.length === 0
      ? null
      : askMetric(context, { ...asking('followers'), by: ACCOUNT, any: { platform: social } });
  const told = new Set(byAccount?.result.rows.map((row) => row.keys.platform));
  const rows = [
    ...(byAccount?.result.rows ?? []),
    ...byArtist.result.rows.filter((row) => !told.has(row.keys.platform)),
  ];
  const valuesOf = (rows: readonly Row[]) => new Map(rows.map((row) => [idOf(row.keys), row.value]));
  const followersAt = (when: 'now' | 'before') =>
    valuesOf([byArtist, byAccount].flatMap((asked) => asked?.compared?.[when].rows ?? []));
  const [now, before] = [followersAt('now'), followersAt('before')];
  const [viewed, engaged] = [valuesOf(views.result.rows), valuesOf(engagement.result.rows)];
  return {
    columns: [
      { key: 'artist', label: 'Artist', format: 'text' },
      { key: 'platform', label: 'Platform', format: 'text' },
      { key: 'account', label: 'Account', format: 'text' },
      { key: 'followers', label: 'Followers', format: 'count' },
      { key: 'new_followers', label: 'New', format: 'count' },
      { key: 'video_views', label: 'Video views', format: 'count' },
      { key: 'engagement_rate', label: 'Engagement', format: 'percent' },
    ],
    rows: rows.map((row) => {
      const id = idOf(row.keys);
      return [
        row.keys.artist ?? '',
        row.keys.platform ?? '',
        row.keys.account ?? '',
        row.value,
        change(now.get(id) ?? null, before.get(id) ?? null).absolute,
        viewed.get(id) ?? null,
        engaged.get(id) ?? null,
      ];
    }),
    total_rows: rows.length,
    truncated: false,
  };
}

/** Accounts of label.json that have told nothing: their absence is not a 0. */
function silentAccounts(context: Context, table: Table): string[] {
  const told = new Set(table.rows.map((row) => String(row[2]).toLowerCase()));
  return context.label.artists.flatMap((artist) =>
    Object.entries(artist.accounts)
      // Spotify is told by artist, not by account.
      .filter(([platform]) => platform !== 'spotify')
      .flatMap(([platform, handles]) =>
        handles
          .filter((handle) => !told.has(handle.toLowerCase()))
          .map((handle) => `Nothing is known of ${handle} on ${platform} (${artist.name}) in this period.`),
      ),
  );
}
