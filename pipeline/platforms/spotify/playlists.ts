import { foldHeader } from '../../kit/header.ts';
import { type Feed, FileRefused } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import { day, text } from '../../kit/types.ts';
import { writtenDay } from '../../kit/written-day.ts';
import { tableOfName } from './clean.ts';
import { counted, told } from './columns.ts';

const MARKS = ['title', 'author', 'listeners', 'streams', 'date_added'];

/** The playlists an artist's songs stand in, as listed on the day the file came. */
export const playlists: Feed = {
  name: 'spotify_playlists',
  version: 1,
  type: 'playlists',
  label: 'Spotify for Artists playlists',
  kind: 'observed',
  freshness: { cadence: 'week', lagDays: 2, warnDays: 14, criticalDays: 35 },
  howToGet: {
    page: 'https://artists.spotify.com',
    steps: [
      'Sign in to Spotify for Artists (not to the player) and choose the artist.',
      'Open "Music", then "Playlists".',
      'Open the filter, choose "28 days" (or another window) and click "Done".',
      'Click the download button. Do so for each artist.',
    ],
    file: '<artist>-playlists-28day.csv, with the name Spotify gave it: it alone tells the artist and the window.',
  },

  detect: (document) => {
    const names = new Set(document.header?.map(foldHeader));
    if (!MARKS.every((mark) => names.has(mark))) return null;
    if (document.entry !== null)
      throw new FileRefused(
        `${document.entry} is a table of playlists inside a zip. Unpack it and bring the CSV files themselves.`,
      );
    const name = tableOfName(document.originalName, 'playlists');
    if (name === null)
      throw new FileRefused(
        'It is a table of playlists, but its name does not tell the artist and the window. Name it "<artist>-playlists-<1day|7day|28day|1year|all>.csv", as Spotify for Artists does.',
      );
    return { account: name.artist };
  },
  read: readDelimited,

  columns: {
    as_of: told('as_of', day()),
    period: told('period'),
    artist: told('artist'),
    playlist: { type: text(), headers: ['title'], required: true },
    // Spotify's own playlists may name nobody.
    author: { type: text(), headers: ['author'], required: true, filled: false },
    listeners: counted('listeners', true),
    streams: counted('streams', true),
    added_on: { type: day(), headers: ['date_added'], required: true },
  },
  key: ['as_of', 'period', 'artist', 'playlist', 'author'],
  dated: 'as_of',
  clean: ({ cells }, { originalName, landedDay }) => {
    const name = tableOfName(originalName, 'playlists');
    if (name === null) return { refuse: 'is of nobody: the name of the file does not tell the artist' };
    return { ...cells, ...name, as_of: landedDay, added_on: writtenDay(cells.added_on ?? '') };
  },

  load: {
    table: 'playlist_snapshots',
    from: {
      as_of: { column: 'as_of' },
      period: { column: 'period' },
      'platform_id.key': { value: 'spotify' },
      'artist_name_id.artist': { column: 'artist' },
      playlist: { column: 'playlist' },
      author: { column: 'author' },
      listeners: { column: 'listeners' },
      streams: { column: 'streams' },
      added_on: { column: 'added_on' },
    },
  },
};
