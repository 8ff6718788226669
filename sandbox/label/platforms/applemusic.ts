import { addDays, type Day } from '../../../core/days.ts';
import { PERSONAS, type Track } from '../catalogue.ts';
import { csv, grouped } from '../formats/text.ts';
import type { LabelFile } from '../label-file.ts';
import { APPLE_IDS } from '../label-json.ts';
import { random } from '../random.ts';
import type { Telling } from '../telling.ts';
import type { World } from '../world.ts';
import { windowOf } from './days.ts';

const HEADER = ['Song', 'Plays', 'Avg. Daily Listeners', 'Shazam Count', 'Radio Spins', 'Purchases'];

/** Apple counts a little less than the distributor. */
const played = (world: World, track: Track, from: Day, to: Day): number =>
  Math.round(world.playsOf('Apple Music', track, from, to) * 0.99);

/** Songs over 28 days on three days, and the newest week day by day. */
export function applemusicFiles(world: World, tell: Telling, today: Day): LabelFile[] {
  const windows = [addDays(today, -58), addDays(today, -30), addDays(today, -2)].map((last) =>
    windowOf(world, last, 28),
  );
  const days = windowOf(world, addDays(today, -2), 7).map((day) => [day]);
  return PERSONAS.flatMap((artist) =>
    [...windows, ...days].map((window) => songs(world, tell, artist, window, today)),
  );
}

function songs(world: World, tell: Telling, artist: string, window: readonly Day[], today: Day): LabelFile {
  const id = APPLE_IDS[artist] as string;
  const [from = '', to = ''] = [window[0], window.at(-1)];
  const oneDay = from === to;
  const tracks = world.tracks.filter(({ personas, release }) => personas[0] === artist && release <= from);
  const rows = tracks.map((track) => {
    const lot = random(world.seed, 'apple', track.isrc, from, to);
    const streams = played(world, track, from, to);
    const listeners = Math.round(streams / window.length / 1.6);
    const [shazams, spins, purchases] = [lot.count(streams * 0.01), lot.count(0.4), lot.count(0.2)];
    if (oneDay)
      tell.row('applemusic_days', 'track_daily', [from, artist, track.title], {
        streams,
        listeners,
        shazams,
        purchases,
      });
    else
      tell.row('applemusic_songs', 'track_snapshots', [to, artist, track.title], {
        ...{ streams, daily_listeners: listeners, shazams, purchases, radio_spins: spins },
      });
    return [
      track.title,
      grouped(streams),
      String(listeners),
      String(shazams),
      String(spins),
      String(purchases),
    ];
  });
  return {
    originalName: `songs_${id}_${from}_${to}.csv`,
    what: `Apple Music for Artists songs of ${artist}, ${from} to ${to}`,
    at: addDays(to, 2) < today ? addDays(to, 2) : today,
    bytes: csv([HEADER, ...rows], { encoding: 'utf-8-bom' }),
  };
}
