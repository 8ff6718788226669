import { addDays, type Day, daysBetween } from '../../core/days.ts';
import { PERSONAS } from './catalogue.ts';
import { type AudienceDay, type AudienceGeneration, audienceCsv, audienceName } from './formats/spotify.ts';
import type { LabelFile } from './label-file.ts';
import { random } from './random.ts';
import type { World } from './world.ts';

const FOLLOWERS: Readonly<Record<string, number>> = { 'ZONE A0': 3_900, PIG1987: 4_600, DEEPCURSE: 780 };

/** An artist's whole audience history, a day each, as Spotify counts it: about one in a hundred more than DistroKid. */
export function audience(world: World, artist: string): AudienceDay[] {
  const lot = random(world.seed, 'audience', artist);
  const days: AudienceDay[] = [];
  const listeners: number[] = [];
  let followers = FOLLOWERS[artist] ?? 500;
  let followersExact = followers;
  for (let date = world.first; date <= world.last; date = addDays(date, 1)) {
    const heard = world.plays('Spotify', date, (track) => track.personas.includes(artist));
    const streams = Math.round(heard * (1.01 + 0.004 * lot.normal()));
    const today = Math.round(streams / (1.95 + 0.05 * lot.normal()));
    listeners.push(today);
    // Of 28 days' daily listeners, about one in 4.2 is somebody new.
    const window = listeners.slice(-28);
    const monthly = Math.round(((window.reduce((sum, count) => sum + count, 0) / window.length) * 28) / 4.2);
    followersExact += streams * 0.0016 * (1 + 0.2 * lot.normal());
    followers = Math.round(followersExact);
    days.push({
      date,
      listeners: today,
      monthlyListeners: monthly,
      monthlyActiveListeners: Math.round(monthly * 0.37),
      superListeners: Math.round(monthly * 0.021),
      streams,
      playlistAdds: lot.count(streams * 0.011),
      saves: lot.count(streams * 0.017),
      followers,
    });
  }
  return days;
}

/** What an export of that day shows: twelve months that end two days before. */
export const audienceWindow = (days: readonly AudienceDay[], at: Day): readonly AudienceDay[] =>
  days.filter(({ date }) => daysBetween(date, at) >= 2 && daysBetween(date, at) <= 366);

/** The timelines of every persona as downloaded on these days; the header grows from one to the next. */
export function audienceFiles(world: World, days: readonly Day[]): LabelFile[] {
  return PERSONAS.flatMap((artist) => {
    const history = audience(world, artist);
    return days.map((at, copy) => {
      const generation = Math.max(1, Math.min(3, copy + 4 - days.length)) as AudienceGeneration;
      return {
        originalName: audienceName(artist, copy),
        what: `Spotify for Artists audience timeline of ${artist}, generation ${generation}, 365 days to ${addDays(at, -2)}`,
        at,
        bytes: audienceCsv(audienceWindow(history, at), generation),
      };
    });
  });
}
