import { addDays, type Day, daysBetween } from '../../../core/days.ts';
import { monthDay, tiktokCsv } from '../formats/tiktok.ts';
import { zip } from '../formats/zip.ts';
import type { LabelFile } from '../label-file.ts';
import { random } from '../random.ts';
import { type Account, history } from '../social.ts';
import type { Telling } from '../telling.ts';
import type { World } from '../world.ts';
import { windowOf } from './days.ts';

const VIDEOS = 12;

/** What the tabs Viewers and Content give: a zip each for every export of the account. */
export async function tiktokTabs(world: World, tell: Telling, account: Account): Promise<LabelFile[]> {
  const files: LabelFile[] = [];
  for (const at of account.exports) {
    const first = addDays(at, -364);
    const epoch =
      Date.parse(`${at}T14:00:00Z`) / 1000 + random(world.seed, account.handle, at, 'tabs').below(20_000);
    for (const [tab, bytes] of [
      ['Viewers', viewers(world, tell, account, at)],
      ['Content', content(world, tell, account, at)],
    ] as const)
      files.push({
        originalName: `${tab}_${tab === 'Content' ? at : first}_${epoch}_${account.handle}.zip`,
        what: `TikTok ${tab.toLowerCase()} of ${account.handle} on ${at}`,
        at,
        bytes: await zip([{ name: `${tab}.csv`, bytes }]),
      });
  }
  return files;
}

function viewers(world: World, tell: Telling, account: Account, at: Day): Buffer {
  const seen = new Map(history(world, account).map(({ overview }) => [overview.day, overview.views ?? 0]));
  const rows = windowOf(world, at, 365).map((day) => {
    // The last two days are unfinished, with zeros that nobody counted.
    if (daysBetween(day, at) < 2) {
      const unknown = { viewers: null, new_viewers: null, returning_viewers: null };
      tell.row('tiktok_viewers', 'social_media_daily', [account.handle, day], unknown);
      return [monthDay(day), null, 0, 0];
    }
    const total = Math.round((seen.get(day) ?? 0) * 0.71);
    const fresh = Math.round(
      total * (0.55 + 0.2 * random(world.seed, 'viewers', account.handle, day).next()),
    );
    const values = { viewers: total, new_viewers: fresh, returning_viewers: total - fresh };
    tell.row('tiktok_viewers', 'social_media_daily', [account.handle, day], values);
    return [monthDay(day), total, fresh, total - fresh];
  });
  return tiktokCsv(['Date', 'Total Viewers', 'New Viewers', 'Returning Viewers'], rows);
}

/** The id of a TikTok video holds the second it was posted. */
const videoId = (day: Day): string => String(BigInt(Date.parse(`${day}T17:00:00Z`) / 1000) << 32n);

function content(world: World, tell: Telling, account: Account, at: Day): Buffer {
  const rows = Array.from({ length: VIDEOS }, (_, nth) => {
    const posted = addDays(at, -(3 + nth * 9));
    const lot = random(world.seed, 'video', account.handle, posted);
    const views = lot.count(account.views * (1.4 + 3 * lot.next()));
    const values = {
      views,
      likes: lot.count(views * 0.06),
      comments: lot.count(views * 0.003),
      shares: lot.count(views * 0.006),
    };
    tell.row('tiktok_content', 'content_snapshots', [at, account.handle, videoId(posted)], values);
    const link = `https://www.tiktok.com/@${account.handle}/video/${videoId(posted)}`;
    const title = nth % 3 === 0 ? 'studio, "late" 🏭 #techno' : nth % 3 === 1 ? '' : 'NEON ABATTOIR';
    return [monthDay(at), title, link, monthDay(posted), values.likes, values.comments, values.shares, views];
  });
  const header = [
    'Time',
    'Video title',
    'Video link',
    'Post time',
    'Total likes',
    'Total comments',
    'Total shares',
    'Total views',
  ];
  return tiktokCsv(header, rows);
}

/** What the three further files of a Followers zip tell, whose bytes `followerExtras` makes. */
export function tellFollowerExtras(
  tell: Telling,
  handle: string,
  at: Day,
  extras: {
    hours: readonly { day: Day; hour: number; active: number | null }[];
    shares: Readonly<Record<'gender' | 'territories', readonly (readonly [string, string])[]>>;
  },
): void {
  for (const { day, hour, active } of extras.hours)
    tell.row('tiktok_activity', 'audience_hours', [handle, day, hour], { active_followers: active });
  for (const kind of ['gender', 'territories'] as const)
    for (const [segment, part] of extras.shares[kind])
      tell.row(`tiktok_${kind}`, 'audience_segments', [handle, at, segment], {
        share_millionths: Math.round(Number(part) * 1e6),
      });
}
