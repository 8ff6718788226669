import { addDays, type Day } from '../../../core/days.ts';
import { PERSONAS, type Track } from '../catalogue.ts';
import { csv, grouped } from '../formats/text.ts';
import type { LabelFile } from '../label-file.ts';
import { SPOTIFY_IDS } from '../label-json.ts';
import { random, share } from '../random.ts';
import { LISTENERS } from '../stores.ts';
import type { Telling } from '../telling.ts';
import type { World } from '../world.ts';
import { stampOf, windowOf } from './days.ts';

const WINDOWS = { '28day': 28, '1year': 365 } as const;
type Window = keyof typeof WINDOWS;

/** Songs whose timelines the owner looked at: titles no other song has, and that may stand in a file name. */
const TIMELINES = [
  'NEON ABATTOIR',
  'I WILL ALWAYS REMEMBER YOU',
  'STATIC HYMNAL',
  'MEMORY CARD 2',
  '夜行 (NIGHT DRIVE)',
  'PALE SIGNAL',
];

const CITIES = [
  ['Los Angeles', 'CA', 'US'],
  ['London', '', 'GB'],
  ['Berlin', '', 'DE'],
  ['Portland', 'OR', 'US'],
  ['São Paulo', 'SP', 'BR'],
  ['Windhoek', '', 'NA'],
] as const;

/** Spotify counts about one in a hundred more than the distributor. */
const heard = (world: World, track: Track, from: Day, to: Day): number =>
  Math.round(world.playsOf('Spotify', track, from, to) * 1.01);

interface Song {
  track: Track;
  streams: number;
  listeners: number;
  savers: number;
}

const songsOf = (world: World, artist: string, at: Day, window: Window): Song[] =>
  world.tracks
    .filter(({ personas, release }) => personas.includes(artist) && release <= addDays(at, -3))
    .map((track) => {
      const streams = heard(world, track, addDays(at, -1 - WINDOWS[window]), addDays(at, -2));
      const lot = random(world.seed, 'songs', track.isrc, at, window);
      return {
        ...{ track, streams },
        listeners: Math.round(streams / (2.2 + 0.6 * lot.next())),
        savers: Math.round(streams * (0.012 + 0.008 * lot.next())),
      };
    })
    .filter(({ listeners, savers }) => listeners > 0 && savers > 0);

/** Everything of Spotify for Artists but the audience timelines. */
export function spotifyFiles(world: World, tell: Telling, today: Day): LabelFile[] {
  const earlier = [addDays(today, -56), addDays(today, -28), today];
  return [
    ...PERSONAS.flatMap((artist) => songTables(world, tell, artist, today)),
    ...PERSONAS.flatMap((artist) => earlier.map((at) => songResponse(world, tell, artist, at))),
    ...timelines(world, tell, today),
    ...PERSONAS.map((artist) => playlists(world, tell, artist, today)),
    ...PERSONAS.flatMap((artist) => earlier.slice(1).flatMap((at) => audiences(world, tell, artist, at))),
  ];
}

function songTables(world: World, tell: Telling, artist: string, at: Day): LabelFile[] {
  return (['1year', '28day'] as const).map((window) => {
    const songs = songsOf(world, artist, at, window);
    const rows = songs.map(({ track, streams, listeners, savers }) => {
      // The day it was read is the day it landed: all of these are of one day.
      tell.row('spotify_songs', 'spotify_song_metrics', [window, artist, track.title], {
        streams,
        listeners,
        savers,
      });
      return [track.title, String(listeners), grouped(streams), String(savers), track.release];
    });
    return {
      originalName: `${artist}-songs-${window}.csv`,
      what: `Spotify for Artists songs of ${artist}, ${window} to ${addDays(at, -2)}`,
      at,
      bytes: csv([['song', 'listeners', 'streams', 'saves', 'release_date'], ...rows], {
        encoding: 'utf-8-bom',
      }),
    };
  });
}

function songResponse(world: World, tell: Telling, artist: string, at: Day): LabelFile {
  const id = SPOTIFY_IDS[artist] as string;
  // Another window than the tables of that day have.
  const songs = songsOf(world, artist, addDays(at, -1), '28day').map(
    ({ track, streams, listeners, savers }, index) => {
      const canvas = index % 3 === 0 ? null : Math.round(streams * 0.08);
      const values = { streams, listeners, savers, canvas_views: canvas };
      tell.row('spotify_catalog', 'spotify_song_metrics', [addDays(at, -1), artist, track.title], values);
      const spotify = `trk${track.isrc.slice(-5)}`;
      return {
        ...{
          id: spotify,
          trackName: track.title,
          trackUri: `spotify:track:${spotify}`,
          releaseDate: track.release,
        },
        ...{ imageUrl: null, numStreams: grouped(streams), numListeners: grouped(listeners) },
        ...{
          numSavers: String(savers),
          numCanvasViews: canvas === null ? null : grouped(canvas),
          isDisabled: false,
        },
      };
    },
  );
  return {
    originalName: `spotify_songs_${id}_28day_${stampOf(addDays(at, -1))}.json`,
    what: `Spotify for Artists songs of ${artist} as its page fetched them, 28 days`,
    at,
    bytes: Buffer.from(
      JSON.stringify({
        data: { songs },
        url: `https://generic.wg.spotify.com/catalog-view/v1/artist/${id}/songs?time-filter=28day`,
        ...{ status: 200, timestamp: stampOf(addDays(at, -1)) },
      }),
    ),
  };
}

function timelines(world: World, tell: Telling, at: Day): LabelFile[] {
  return world.tracks
    .filter(({ title, release }) => TIMELINES.includes(title) && release < addDays(at, -10))
    .map((track) => {
      const rows = windowOf(world, addDays(at, -2), 365)
        .filter((day) => day >= track.release)
        .map((date) => {
          const streams = heard(world, track, date, date);
          tell.row('spotify_timeline', 'track_daily', [date, track.title], { streams });
          return [date, grouped(streams)];
        });
      return {
        originalName: `${track.title}-timeline.csv`,
        what: `Spotify for Artists timeline of one song, ${rows.length} days`,
        at,
        bytes: csv([['date', 'streams'], ...rows], { encoding: 'utf-8-bom' }),
      };
    });
}

function playlists(world: World, tell: Telling, artist: string, at: Day): LabelFile {
  const lot = random(world.seed, 'playlists', artist);
  const all = [
    ['Release Radar', 'Spotify', 'n/a'],
    ['Radio', 'Spotify', '-'],
    ['Late Night, Loud', 'Spotify', addDays(at, -90)],
    [`This Is ${artist}`, 'Spotify', addDays(at, -400)],
    ['basement tapes 夜', 'a_listener', addDays(at, -33)],
  ] as const;
  const rows = all.map(([title, author, added]) => {
    const streams = 40 + lot.below(2_400);
    const listeners = Math.round(streams / 2.1);
    tell.row('spotify_playlists', 'playlist_snapshots', [artist, title, author], { streams, listeners });
    return [title, author, grouped(listeners), grouped(streams), added];
  });
  return {
    originalName: `${artist}-playlists-28day.csv`,
    what: `Spotify for Artists playlists of ${artist}, 28 days`,
    at,
    bytes: csv([['title', 'author', 'listeners', 'streams', 'date_added'], ...rows], {
      encoding: 'utf-8-bom',
    }),
  };
}

/** Where the listeners of 28 days are, and who they are: three responses. */
function audiences(world: World, tell: Telling, artist: string, at: Day): LabelFile[] {
  const id = SPOTIFY_IDS[artist] as string;
  const lot = random(world.seed, 'audience of', artist, at);
  const songs = songsOf(world, artist, at, '28day');
  const people = Math.round(songs.reduce((sum, { listeners }) => sum + listeners, 0) * 0.7);
  const countries = Object.keys(LISTENERS);
  const parts = share(people, Object.values(LISTENERS), lot);
  const segment = (feed: string, breakdown: string, name: string, num: number): number => {
    tell.row(feed, 'audience_segments', [at, artist, breakdown, name], { people: num });
    return num;
  };
  const locations = countries.map((name, index) => ({
    ...{ name, num: grouped(segment('spotify_places', 'country', name, parts[index] ?? 0)) },
    ...{ region: '', country: '' },
  }));
  const cities = CITIES.map(([name, region, country], index) => ({
    ...{
      name,
      num: String(
        segment('spotify_places', 'city', `${name} ${region}`, Math.round(people / (9 + index * 5))),
      ),
    },
    ...{ region, country },
  }));
  const groups = (breakdown: string, names: readonly string[], weights: readonly number[]) =>
    share(people, weights, lot).map((num, index) => ({
      name: names[index],
      num: grouped(segment('spotify_demographics', breakdown, names[index] ?? '', num)),
    }));
  const demographics = {
    age: groups(
      'age',
      ['0-17', '18-22', '23-27', '28-34', '35-44', '45-59', '60-150'],
      [4, 24, 27, 22, 14, 7, 2],
    ),
    gender: groups('gender', ['Female', 'Male', 'Non-binary', 'Not specified'], [38, 55, 3, 4]),
  };
  const file = (kind: string, json: object): LabelFile => ({
    originalName: `spotify_${kind}_${id}_28day_${stampOf(at)}.json`,
    what: `Spotify for Artists ${kind} of ${artist}, 28 days`,
    at,
    bytes: Buffer.from(JSON.stringify(json)),
  });
  return [
    file('locations', { geography: locations }),
    file('top-cities', { geography: cities }),
    file('demographics', demographics),
  ];
}
