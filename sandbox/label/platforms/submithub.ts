import { addDays, type Day } from '../../../core/days.ts';
import { csv, grouped } from '../formats/text.ts';
import type { LabelFile } from '../label-file.ts';
import { random } from '../random.ts';
import type { Telling } from '../telling.ts';
import type { World } from '../world.ts';
import { daysFrom } from './days.ts';

const HEADER = [
  'date',
  'artist',
  'track',
  'opened',
  'clicked',
  'source',
  'country',
  'utm_source',
  'utm_medium',
  'utm_campaign',
];
const SOURCES = [
  ['submithub', '', '', ''],
  ['instagram', 'ig', 'paid', 'release'],
  ['direct', '', '', ''],
] as const;

/** Visits of the links of the newest songs: what SubmitHub shows, day by day. */
export function submithubFiles(world: World, tell: Telling, today: Day): LabelFile[] {
  const promoted = world.tracks
    .filter(
      ({ release, personas }) =>
        release >= world.own && release < addDays(today, -5) && personas.length === 1,
    )
    .slice(-5);
  const rows = promoted.flatMap((track) =>
    daysFrom(track.release, earlier(addDays(track.release, 80), addDays(today, -1))).flatMap((date) =>
      SOURCES.flatMap(([source, utmSource, medium, campaign]) =>
        ['US', 'GB', 'NA'].map((country) => {
          const lot = random(world.seed, 'submithub', track.isrc, date, source, country);
          const opened = lot.count(country === 'US' ? 9 : 2);
          const clicked = Math.min(opened, lot.count(opened * 0.3));
          const key = [date, track.title, source, country];
          tell.row('submithub_links', 'link_visits_daily', key, { opened, clicked });
          return [
            date,
            track.credit,
            track.title,
            grouped(opened),
            String(clicked),
            source,
            country,
            utmSource,
            medium,
            campaign,
          ];
        }),
      ),
    ),
  );
  if (rows.length === 0) return [];
  return [
    {
      originalName: `submithub_links_analytics_${today.replaceAll('-', '')}.csv`,
      what: `SubmitHub links of ${promoted.length} songs, ${rows.length} rows`,
      at: today,
      bytes: csv([HEADER, ...rows], { encoding: 'utf-8-bom' }),
    },
  ];
}

const earlier = (a: Day, b: Day): Day => (a < b ? a : b);
