import { addDays, type Day } from '../../../core/days.ts';
import { delimited } from '../formats/text.ts';
import type { LabelFile } from '../label-file.ts';
import { random } from '../random.ts';
import type { Telling } from '../telling.ts';
import type { World } from '../world.ts';
import { windowOf } from './days.ts';

const ACCOUNTS = [
  { handle: 'pig1987', views: 3_100 },
  { handle: 'zone.a0', views: 1_700 },
] as const;

/** A file each: the title above its table, and what it is for each view. */
const METRICS = [
  { title: 'Views', column: 'views', part: 1 },
  { title: 'Reach', column: 'reach', part: 0.55 },
  { title: 'Content interactions', column: 'interactions', part: 0.05 },
  { title: 'Visits', column: 'profile_views', part: 0.021 },
  { title: 'Follows', column: 'followers_gained', part: 0.0035 },
  { title: 'Link clicks', column: 'link_clicks', part: 0.004 },
] as const;

/** Meta Business Suite's tables: UTF-16, a line for the spreadsheet, the metric's title, then days. */
export const suiteTable = (title: string, rows: readonly (readonly string[])[]): Buffer => {
  const body = delimited([[title], ['Date', 'Primary'], ...rows], {
    ...{ delimiter: ',', quoted: 'all', encoding: 'utf-8', newline: '\r\n', finalNewline: true },
  });
  return Buffer.from(`\ufeffsep=,\r\n${body.toString('utf8')}`, 'utf16le');
};

export function instagramFiles(world: World, tell: Telling, today: Day): LabelFile[] {
  return ACCOUNTS.flatMap(({ handle, views }) =>
    [addDays(today, -120), today].flatMap((at, copy) =>
      METRICS.map(({ title, column, part }): LabelFile => {
        const window = windowOf(world, addDays(at, -2), 270);
        const rows = window.map((date) => {
          const seen = random(world.seed, 'instagram', handle, date);
          const base = views * Math.exp(0.3 * seen.normal());
          const value = random(world.seed, 'instagram', handle, date, column).count(base * part);
          tell.row('instagram_insights', 'social_media_daily', [date, handle, column], { [column]: value });
          return [`${date}T00:00:00`, String(value)];
        });
        return {
          originalName: `${title}-${handle}${copy === 0 ? '' : ` (${copy})`}.csv`,
          what: `Instagram ${title.toLowerCase()} of ${handle}, ${window.length} days to ${window.at(-1)}`,
          at,
          bytes: suiteTable(title, rows),
        };
      }),
    ),
  );
}
