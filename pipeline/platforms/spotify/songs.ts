import { foldHeader } from '../../kit/header.ts';
import { type Feed, FileRefused } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import { day, text } from '../../kit/types.ts';
import { writtenDay } from '../../kit/written-day.ts';
import { addressOf, artistOfCapture, cellsOfRecords, readCapture, recordsOf } from './capture.ts';
import { tableOfName, type Window, withoutFalseZeros } from './clean.ts';
import { counted, maybe, told } from './columns.ts';

const MARKS = ['song', 'listeners', 'streams', 'saves', 'release_date'];
const FRESHNESS = { cadence: 'week', lagDays: 2, warnDays: 14, criticalDays: 35 } as const;

/** Columns both ways in become, and the fact they load: windows overlap, so each stands for itself. */
const SHARED = {
  key: ['as_of', 'period', 'artist', 'track'],
  dated: 'as_of',
  load: {
    table: 'spotify_song_metrics',
    from: {
      as_of: { column: 'as_of' },
      period: { column: 'period' },
      'artist_name_id.artist': { column: 'artist' },
      'track_name_id.artist': { column: 'artist' },
      'track_name_id.title': { column: 'track' },
      streams: { column: 'streams' },
      listeners: { column: 'listeners' },
      savers: { column: 'savers' },
      release_date: { column: 'release_date' },
    },
  },
} as const satisfies Partial<Feed>;

/** The table of songs as a CSV: the artist and the window stand only in its name. */
export const songs: Feed = {
  ...SHARED,
  name: 'spotify_songs',
  version: 1,
  type: 'songs',
  label: 'Spotify for Artists songs',
  kind: 'observed',
  freshness: FRESHNESS,
  howToGet: {
    page: 'https://artists.spotify.com',
    steps: [
      'Sign in to Spotify for Artists (not to the player) and choose the artist.',
      'Open "Music", then "Songs".',
      'Open the filter, choose "12 months" (or another window) and click "Done".',
      'Click the download button beside the filter. Do so for each artist.',
    ],
    file: '<artist>-songs-1year.csv, with the name Spotify gave it: it alone tells the artist and the window.',
  },

  detect: (document) => {
    const names = new Set(document.header?.map(foldHeader));
    if (!MARKS.every((mark) => names.has(mark))) return null;
    if (document.entry !== null)
      throw new FileRefused(
        `${document.entry} is a table of songs inside a zip. Unpack it and bring the CSV files themselves.`,
      );
    const name = tableOfName(document.originalName, 'songs');
    if (name === null)
      throw new FileRefused(
        'It is a table of songs, but its name does not tell the artist and the window. Name it "<artist>-songs-<1day|7day|28day|1year|all>.csv", as Spotify for Artists does.',
      );
    return { account: name.artist };
  },
  read: readDelimited,

  columns: {
    as_of: told('as_of', day()),
    period: told('period'),
    artist: told('artist'),
    track: { type: text(), headers: ['song'], required: true },
    streams: counted('streams', true),
    listeners: counted('listeners', true),
    savers: counted('saves', true),
    release_date: { type: day(), headers: ['release_date'], required: true, filled: false },
  },
  clean: ({ cells }, { originalName, landedDay }) => {
    const name = tableOfName(originalName, 'songs');
    if (name === null) return { refuse: 'is of nobody: the name of the file does not tell the artist' };
    const { streams = '', listeners = '', savers = '' } = cells;
    return {
      ...cells,
      ...withoutFalseZeros({ streams, listeners, savers }, name.period),
      ...name,
      as_of: landedDay,
      release_date: writtenDay(cells.release_date ?? ''),
    };
  },
};

const CATALOG_ADDRESS = /\/catalog-view\/v\d+\/artist\/[^/]+\/songs/;

/** The same table as the page itself fetches it: with Spotify's id, and the day it was read. */
export const catalog: Feed = {
  ...SHARED,
  name: 'spotify_catalog',
  version: 1,
  type: 'catalog',
  label: 'Spotify for Artists songs (JSON)',
  kind: 'observed',
  freshness: FRESHNESS,
  howToGet: {
    page: 'https://artists.spotify.com',
    steps: [
      'Sign in to Spotify for Artists (not to the player), choose the artist and open "Music", then "Songs".',
      'Open the tools of the browser (F12), the tab "Network", and type "catalog-view" into its filter.',
      'Open the filter of the page, choose a window and click "Done".',
      'Open the response of "songs?time-filter=..." and save it as it is.',
    ],
    file: 'spotify_songs_<artist id>_<1day|7day|28day|1year|all>_<YYYYMMDD_HHMMSS>.json; the id stands in the address of the page.',
  },

  detect: (document) => {
    if (document.format !== 'json' || !/"songs"\s*:\s*\[/.test(document.head)) return null;
    const isCatalog =
      CATALOG_ADDRESS.test(addressOf(document)) ||
      (/"trackName"\s*:/.test(document.head) && /"numStreams"\s*:/.test(document.head));
    return isCatalog ? { account: artistOfCapture(document, ['songs']) } : null;
  },
  read: async function* (document) {
    const { body, artist, period, asOf } = await readCapture(document, ['songs']);
    if (period === '')
      throw new FileRefused(
        'It is a list of songs, but nothing tells the window. Name it "spotify_songs_<artist id>_<1day|7day|28day|1year|all>.json".',
      );
    yield* cellsOfRecords(recordsOf(body, 'songs'), { as_of: asOf, period, artist });
  },

  columns: {
    as_of: told('as_of', day()),
    period: told('period'),
    artist: told('artist'),
    track: { type: text(), headers: ['trackName'], required: true },
    streams: counted('numStreams', true),
    listeners: counted('numListeners', true),
    savers: counted('numSavers', true),
    canvas_views: counted('numCanvasViews'),
    release_date: { type: day(), headers: ['releaseDate'], required: false },
    spotify_id: maybe('id'),
  },
  ignores: [
    'trackUri',
    'imageUrl',
    'pictureUri',
    'isDisabled',
    'canonicalTrackGid',
    'hasLimitedRights',
    'showSplitRightsBadge',
    'trend',
  ],
  clean: ({ cells }, { landedDay }) => {
    const { streams = '', listeners = '', savers = '', period = '' } = cells;
    return {
      ...cells,
      ...withoutFalseZeros({ streams, listeners, savers }, period as Window),
      as_of: cells.as_of || landedDay,
      release_date: writtenDay(cells.release_date ?? ''),
    };
  },
  load: {
    ...SHARED.load,
    from: {
      ...SHARED.load.from,
      canvas_views: { column: 'canvas_views' },
      spotify_id: { column: 'spotify_id' },
    },
  },
};
