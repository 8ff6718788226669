import { addDays, type Day, daysBetween } from '../../core/days.ts';
import type { Track } from './catalogue.ts';
import { type StatsPoint, statsPage } from './formats/distrokid.ts';
import type { LabelFile } from './label-file.ts';
import { random } from './random.ts';
import type { World } from './world.ts';

const POINTS = 365;

/** Days the Apple page never learned of. */
const missing = (world: World, day: Day): boolean => random(world.seed, 'apple misses', day).chance(0.006);

/** What the page says of a day when it is `age` days old: the last days are still being counted. */
const counted = (value: number, age: number): number =>
  Math.round(value * ([1, 0.9, 0.975, 0.995][age] ?? 1));

const ofDistrokid = ({ distributor }: Track): boolean => distributor === 'distrokid';

/**
 * The 365 days up to the day before. Spotify's newest is a 0 that means "not reported yet"; Apple ends a day earlier
 * and passes over the days it does not know.
 */
export function statsPoints(world: World, data: 'streams' | 'applemusic', at: Day): StatsPoint[] {
  const store = data === 'streams' ? 'Spotify' : 'Apple Music';
  const newest = addDays(at, data === 'streams' ? -1 : -2);
  const points: StatsPoint[] = [];
  for (let day = addDays(newest, 1 - POINTS); day <= newest; day = addDays(day, 1)) {
    if (data === 'applemusic' && missing(world, day)) continue;
    const zero = data === 'streams' && day === newest;
    const age = daysBetween(day, newest) + (data === 'streams' ? 0 : 1);
    points.push({ day, count: zero ? 0 : counted(world.plays(store, day, ofDistrokid), age) });
  }
  return points;
}

/** Both pages as saved on these days, oldest first. */
export function statsFiles(world: World, days: readonly Day[]): LabelFile[] {
  return days.flatMap((at, index) =>
    (['streams', 'applemusic'] as const).map((data) => ({
      originalName: `${data === 'streams' ? 'streams' : 'applemusic'}_stats_${at}.html`,
      what: `DistroKid stats page, ${data === 'streams' ? 'Spotify' : 'Apple Music'}, 365 days to ${at}`,
      at,
      bytes: Buffer.from(
        statsPage({
          data,
          points: statsPoints(world, data, at),
          keys: data === 'applemusic' && index % 2 === 0 ? 'field' : 'category',
        }),
      ),
    })),
  );
}
