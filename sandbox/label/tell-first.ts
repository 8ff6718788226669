import { addDays } from '../../core/days.ts';
import { parseNanos } from '../../core/money.ts';

import { exported, history } from './social.ts';
import type { Telling } from './telling.ts';
import type { Told, Truth } from './truth-types.ts';

/** What the first three platforms' feeds must hold, from the truth that is told of them in detail. */
export function tellFirst(
  tell: Telling,
  told: Omit<Told, 'money'>,
  truth: Pick<Truth, 'streams' | 'audience'>,
): void {
  told.rows.forEach((row, line) => {
    const withheld = parseNanos(row.withheld);
    const values = {
      quantity: Number(row.quantity),
      amount: parseNanos(row.earnings),
      withheld,
    };
    tell.row('distrokid_bank', 'revenue_transactions', [line], values);
  });
  for (const [store, days] of Object.entries(truth.streams)) {
    for (const [day, streams] of Object.entries(days))
      tell.row('distrokid_stats', 'content_streams', [store, day], { streams });
  }
  // Days that are told as not known yet are rows too, without a number.
  for (const at of told.statsDays)
    tell.row('distrokid_stats', 'content_streams', ['spotify', addDays(at, -1)], { streams: null });
  for (const [artist, days] of Object.entries(truth.audience))
    for (const [day, { date: _, ...heard }] of Object.entries(days))
      tell.row('spotify_audience', 'spotify_audience_daily', [artist, day], {
        ...{
          listeners: heard.listeners,
          streams: heard.streams,
          followers: heard.followers,
          saves: heard.saves,
        },
        ...{
          monthly_listeners: heard.monthlyListeners,
          monthly_active_listeners: heard.monthlyActiveListeners,
        },
        ...{ super_listeners: heard.superListeners, playlist_adds: heard.playlistAdds },
      });
  for (const account of told.accounts) {
    const days = history(told.world, account);
    for (const shown of account.exports.map((at) => exported(days, at))) {
      for (const { day, profileViews, ...counts } of shown.overview)
        tell.row('tiktok_overview', 'social_media_daily', [account.handle, day], {
          ...counts,
          profile_views: profileViews,
        });
      for (const { day, followers } of shown.followers)
        tell.row('tiktok_followers', 'social_media_daily', [account.handle, day], { followers });
    }
  }
}
