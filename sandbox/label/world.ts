import { addDays, type Day, daysBetween, firstOfMonth, lastOfMonth, type Month } from '../../core/days.ts';
import { catalogue, type Track } from './catalogue.ts';
import { type Ads, adsOf } from './model/ads.ts';
import { drivenPlays } from './model/links.ts';
import { random } from './random.ts';
import { STORES, type Store } from './stores.ts';

/** What really happened: plays a day of each track in each streaming store. All exports are told from it. */
export interface World {
  seed: number;
  first: Day;
  /** The label's first own day: from then on there are statements, ads and bank lines. */
  own: Day;
  last: Day;
  ads: Ads;
  /** Whether some is paid in EUR. */
  euro: boolean;
  tracks: readonly Track[];
  /** Plays of all tracks on a day. `share` thins them out for a persona's tracks. */
  plays(store: string, day: Day, of?: (track: Track) => boolean): number;
  /** Plays of one track on consecutive days. */
  playsOf(store: string, track: Track, from: Day, to: Day): number;
  playsInMonth(store: string, track: Track, month: Month): number;
}

/** Mean plays a month of the streaming stores together over the label's own months. */
const MONTHLY_PLAYS = 100_000;

/** Monday first. */
const WEEK = [0.96, 0.95, 0.97, 0.99, 1.07, 1.09, 0.97] as const;

/** Chances that change a track for some weeks: a playlist, a clip that goes round. */
const SURGES: readonly { title: string; at: number; days: number; times: number }[] = [
  { title: 'NEON ABATTOIR', at: 0.3, days: 46, times: 4.5 },
  { title: 'I WILL ALWAYS REMEMBER YOU', at: 0.58, days: 30, times: 2.6 },
  { title: 'STATIC HYMNAL', at: 0.79, days: 40, times: 3.4 },
  { title: 'HOG HEAVEN, INC.', at: 0.93, days: 18, times: 1.8 },
];

/** A release has its rush, a slow ebb, and a floor it keeps. */
function level(track: Track, age: number): number {
  if (age < 0) return 0;
  return (
    track.weight * (0.55 + 0.35 * Math.exp(-age / 260) + 0.9 * Math.exp(-age / 40) + 2.6 * Math.exp(-age / 6))
  );
}

/**
 * @param own the label's first own day, from which `MONTHLY_PLAYS` is the mean.
 * @param options `ads: false` is the same world in which nobody came from an ad; `euro: true`: some is paid in EUR.
 */
export function world(
  seed: number,
  first: Day,
  own: Day,
  last: Day,
  options: { ads?: boolean; euro?: boolean } = {},
): World {
  const tracks = catalogue(own, last);
  const days = daysBetween(first, last) + 1;
  const before = daysBetween(first, own);
  const streaming = STORES.filter((store) => store.usage !== 'social');

  const weather = new Float64Array(days);
  const mood = random(seed, 'weather');
  for (let day = 1, drift = 0; day < days; day++) {
    drift = 0.8 * drift + 0.012 * mood.normal();
    weather[day] = drift;
  }
  const weekday = (new Date(first).getUTCDay() + 6) % 7;
  const expected = tracks.map((track) => {
    const released = daysBetween(first, track.release);
    const surge = SURGES.find(({ title }) => title === track.title);
    return Float64Array.from({ length: days }, (_, day) => {
      const since = surge ? day - before - surge.at * (days - before) : -1;
      const lift =
        surge && since >= 0
          ? 1 +
            (surge.times - 1) * Math.min(1, since / 5) * Math.exp(-Math.max(0, since - surge.days * 0.6) / 14)
          : 1;
      const growth = 1.3 ** ((day - before) / 365);
      return (
        level(track, day - released) *
        lift *
        growth *
        (WEEK[(weekday + day) % 7] ?? 1) *
        Math.exp(weather[day] ?? 0)
      );
    });
  });
  let sum = 0;
  for (const series of expected) for (let day = before; day < days; day++) sum += series[day] ?? 0;
  const scale = (MONTHLY_PLAYS * (days - before)) / 30.44 / sum;

  const ads = adsOf(seed, tracks, own, last);
  const driven = drivenPlays(ads);
  const counts = new Map<string, Int32Array[]>();
  for (const store of streaming)
    counts.set(
      store.name,
      tracks.map((track, index) => draw(seed, store, track, expected[index], scale)),
    );

  // Who comes from an ad plays on Spotify, beside those who would have anyway.
  for (const [index, track] of tracks.entries()) {
    const series = counts.get('Spotify')?.[index];
    for (let day = before; series && options.ads !== false && day < days; day++)
      series[day] = (series[day] ?? 0) + driven(track, addDays(first, day));
  }

  const places = new Map(tracks.map((track, index) => [track, index]));
  const playsOf: World['playsOf'] = (store, track, from, to) => {
    const series = counts.get(store)?.[places.get(track) ?? -1];
    let total = 0;
    for (let at = Math.max(0, daysBetween(first, from)); at <= daysBetween(first, to); at++)
      total += series?.[at] ?? 0;
    return total;
  };
  return {
    seed,
    first,
    own,
    last,
    ads,
    euro: options.euro ?? false,
    tracks,
    plays(store, day, of = () => true) {
      const at = daysBetween(first, day);
      return tracks.reduce(
        (total, track, index) => total + (of(track) ? (counts.get(store)?.[index]?.[at] ?? 0) : 0),
        0,
      );
    },
    playsOf,
    playsInMonth: (store, track, month) => playsOf(store, track, firstOfMonth(month), lastOfMonth(month)),
  };
}

function draw(
  seed: number,
  store: Store,
  track: Track,
  expected: Float64Array | undefined,
  scale: number,
): Int32Array {
  const lot = random(seed, 'plays', store.name, track.isrc);
  // Each store has its own taste, which stays.
  const taste = Math.exp(0.15 * lot.normal());
  return Int32Array.from(expected ?? [], (mean) =>
    mean === 0 ? 0 : lot.count(mean * scale * taste * (store.perMille / 1000) * (1 + 0.03 * lot.normal())),
  );
}
