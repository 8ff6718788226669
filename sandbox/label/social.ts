import { addDays, type Day, daysBetween } from '../../core/days.ts';
import { type FollowerDay, type OverviewDay, tiktokZip } from './formats/tiktok.ts';
import type { LabelFile } from './label-file.ts';
import { random } from './random.ts';
import type { World } from './world.ts';

export interface Account {
  handle: string;
  /** Views of an ordinary day, and followers on the world's first day. */
  views: number;
  followers: number;
  /** Days on which both zips were downloaded. */
  exports: readonly Day[];
}

/** The whole history of an account, a day each, as it is known once it is final. */
export function history(world: World, account: Account): { overview: OverviewDay; followers: FollowerDay }[] {
  const lot = random(world.seed, 'tiktok', account.handle);
  const days: { overview: OverviewDay; followers: FollowerDay }[] = [];
  let rush = 0;
  let followers = account.followers;
  let gained = 0;
  for (let day = world.first; day <= world.last; day = addDays(day, 1)) {
    // A clip goes round every six weeks or so, and ebbs within a week.
    rush = rush * 0.72 + (lot.chance(1 / 42) ? 1.5 + 4 * lot.next() ** 2 : 0);
    const growth = 1.35 ** (daysBetween(world.first, day) / 365);
    const views = Math.round(account.views * growth * (1 + rush) * Math.exp(0.16 * lot.normal()));
    const comments = lot.count(views * 0.0024) - (lot.chance(0.03) ? lot.count(views * 0.004) : 0);
    const difference = gained;
    gained = lot.count(views * 0.0052) - lot.count(account.views * 0.0015);
    followers += gained;
    const hole = lot.chance(0.004);
    days.push({
      overview: {
        day,
        views,
        profileViews: lot.count(views * 0.023),
        likes: lot.count(views * 0.061),
        comments,
        shares: lot.count(views * 0.0066),
      },
      followers: { day, followers: hole ? null : followers, difference: hole ? 0 : difference },
    });
  }
  return days;
}

/** Days at the end of an export that are still being counted, and the last two, of which nothing is known. */
const seen = (value: number | null, age: number): number | null =>
  age < 2 || value === null ? null : age < 6 ? Math.floor(value * (0.9 + 0.02 * (age - 2))) : value;

/** The 365 rows of an export of that day; it ends on the day itself. */
export function exported(days: readonly { overview: OverviewDay; followers: FollowerDay }[], at: Day) {
  const window = days.filter(({ overview }) => overview.day <= at).slice(-365);
  return {
    overview: window.map(({ overview: o }): OverviewDay => {
      const age = daysBetween(o.day, at);
      return {
        day: o.day,
        views: seen(o.views, age),
        profileViews: seen(o.profileViews, age),
        likes: seen(o.likes, age),
        comments: age < 2 ? null : o.comments,
        shares: seen(o.shares, age),
      };
    }),
    followers: window.map(({ followers: f }): FollowerDay => {
      const unknown = daysBetween(f.day, at) < 2;
      return unknown ? { day: f.day, followers: null, difference: 0 } : f;
    }),
  };
}

/** An Overview and a Followers zip for each export of the account. */
export async function tiktokFiles(world: World, account: Account): Promise<LabelFile[]> {
  const days = history(world, account);
  const files: LabelFile[] = [];
  for (const at of account.exports) {
    const shown = exported(days, at);
    const epoch = Date.parse(`${at}T14:00:00Z`) / 1000 + random(world.seed, account.handle, at).below(20_000);
    for (const tab of ['overview', 'followers'] as const) {
      const { name, bytes } = await tiktokZip({ handle: account.handle, epoch, [tab]: shown[tab] });
      files.push({
        originalName: name,
        what: `TikTok ${tab} of ${account.handle}, 365 days to ${at}`,
        at,
        bytes,
      });
    }
  }
  return files;
}
