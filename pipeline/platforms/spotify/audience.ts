import { foldHeader } from '../../kit/header.ts';
import { type Feed, FileRefused } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import { day, text } from '../../kit/types.ts';
import { artistOfName } from './clean.ts';
import { counted } from './columns.ts';

/** In all three generations of the export, and together in no other file of Spotify for Artists. */
const MARKS = ['date', 'listeners', 'streams', 'followers'];

/** The artist's days, all songs together. */
export const audience: Feed = {
  name: 'spotify_audience',
  version: 1,
  type: 'audience',
  label: 'Spotify for Artists audience timeline',
  kind: 'observed',
  freshness: { cadence: 'day', lagDays: 2, warnDays: 3, criticalDays: 5 },
  howToGet: {
    page: 'https://artists.spotify.com',
    steps: [
      'Sign in to Spotify for Artists (not to the player) and choose the artist.',
      'Open "Audience".',
      'Open the filter, choose "12 months" and click "Done".',
      'Click the download button above the chart. Do so for each artist.',
    ],
    file: '<Artist>-audience-timeline.csv, with the name Spotify gave it: it alone tells the artist.',
  },

  detect: (document) => {
    const names = new Set(document.header?.map(foldHeader));
    // With these it is a table that the earlier lake made of several timelines.
    if (!MARKS.every((mark) => names.has(mark)) || names.has('artist_name')) return null;
    if (document.entry !== null)
      throw new FileRefused(
        `${document.entry} is an audience timeline inside a zip. Unpack it and bring the CSV files themselves.`,
      );
    const artist = artistOfName(document.originalName);
    if (artist === null)
      throw new FileRefused(
        'It is an audience timeline, but its name does not tell the artist. Name it "<Artist>-audience-timeline.csv", as Spotify for Artists does.',
      );
    return { account: artist };
  },
  read: readDelimited,

  columns: {
    date: { type: day(), headers: ['date'], required: true },
    // Not in the file: `clean` takes it from the name.
    artist: { type: text(), headers: ['artist'], required: false, filled: true },
    listeners: counted('listeners', true),
    monthly_listeners: counted('monthly listeners'),
    monthly_active_listeners: counted('monthly active listeners'),
    super_listeners: counted('super listeners'),
    streams: counted('streams', true),
    playlist_adds: counted('playlist adds'),
    saves: counted('saves'),
    followers: counted('followers', true),
  },
  key: ['date', 'artist'],
  dated: 'date',
  clean: ({ cells }, { originalName }) => ({ ...cells, artist: artistOfName(originalName) ?? '' }),

  load: {
    table: 'spotify_audience_daily',
    from: {
      date: { column: 'date' },
      'artist_name_id.artist': { column: 'artist' },
      listeners: { column: 'listeners' },
      monthly_listeners: { column: 'monthly_listeners' },
      monthly_active_listeners: { column: 'monthly_active_listeners' },
      super_listeners: { column: 'super_listeners' },
      streams: { column: 'streams' },
      playlist_adds: { column: 'playlist_adds' },
      saves: { column: 'saves' },
      followers: { column: 'followers' },
    },
  },
};
