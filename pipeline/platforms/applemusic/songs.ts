import { foldHeader } from '../../kit/header.ts';
import { type Column, type Feed, FileRefused } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import type { Document } from '../../kit/read/document.ts';
import { type ColumnType, count, day, text } from '../../kit/types.ts';
import { writtenDay } from '../../kit/written-day.ts';
import { ALIASES, type ExportName, exportOfName, kindOfHeader, wholeAverage } from './clean.ts';

const NAME = 'songs_<artist id>_<first day>_<last day>.csv';

const counted = (headers: readonly string[], required = false): Column => ({
  type: count({ min: 0, unknown: ['-', '--', 'n/a'] }),
  headers,
  required,
});
const told = (headers: readonly string[], type: ColumnType = text()): Column => ({
  type,
  headers,
  required: false,
  filled: true,
});

const NUMBERS = {
  streams: counted(ALIASES.plays, true),
  listeners: counted(ALIASES.listeners),
  shazams: counted(ALIASES.shazams),
  purchases: counted(ALIASES.purchases),
};
const TRACK: Column = { type: text(), headers: ALIASES.song, required: true };
// Where the table has no column of it, the name tells Apple's id; where neither does, the song is found by its title.
const ARTIST: Column = { type: text(), headers: ALIASES.artist, required: false };

const TRACK_FROM = {
  'platform_id.key': { value: 'apple-music' },
  'artist_name_id.artist': { column: 'artist' },
  'track_name_id.artist': { column: 'artist' },
  'track_name_id.title': { column: 'track' },
  streams: { column: 'streams' },
  shazams: { column: 'shazams' },
  purchases: { column: 'purchases' },
} as const;

const howToGet = (window: string): Feed['howToGet'] => ({
  page: 'https://artists.apple.com',
  steps: [
    'Sign in to Apple Music for Artists, in English, and choose the artist.',
    'Open "Trends", then "Songs".',
    window,
    'Click the download button above the table. Do so for each artist.',
  ],
  file: `${NAME}, with the name Apple gave it: it alone tells the artist and the window.`,
});

/** A song's plays over a window of several days: the table as Apple gives it. */
export const songs: Feed = {
  name: 'applemusic_songs',
  version: 1,
  type: 'songs',
  label: 'Apple Music for Artists songs',
  kind: 'observed',
  freshness: { cadence: 'week', lagDays: 2, warnDays: 14, criticalDays: 35 },
  howToGet: howToGet('Choose the window, such as "All time" or the past month.'),

  detect: (document) => {
    const names = foldedHeader(document);
    const name = exportOfName(document.originalName);
    const { isApple, hasDays } = kindOfHeader(names);
    if (!isApple) {
      if (name === null || names.length === 0) return null;
      throw new FileRefused(
        `Its name is that of an export of Apple Music for Artists, but it has the columns ${document.header?.join(', ')}. Set Apple Music for Artists to English and download it again.`,
      );
    }
    if (hasDays || isOneDay(name)) return null;
    if (name !== null) return { account: name.artist };
    throw new FileRefused(
      `It has the plays of songs in Apple Music for Artists, but its name does not tell the artist and the window. Name it ${NAME}, as Apple does.`,
    );
  },
  read: readDelimited,

  columns: {
    as_of: told(['as_of'], day()),
    period: told(['period']),
    artist: ARTIST,
    track: TRACK,
    ...NUMBERS,
    radio_spins: counted(ALIASES.radioSpins),
  },
  ignores: ['Album', 'Album Name'],
  key: ['as_of', 'period', 'artist', 'track'],
  dated: 'as_of',
  clean: ({ cells }, { originalName }) => {
    const name = exportOfName(originalName);
    if (name === null) return { refuse: 'has no window: the name of the file does not tell it' };
    return {
      ...cells,
      as_of: name.to,
      period: `${name.from}..${name.to}`,
      artist: cells.artist?.trim() || name.artist,
      listeners: wholeAverage(cells.listeners ?? ''),
    };
  },

  load: {
    table: 'track_snapshots',
    from: {
      ...TRACK_FROM,
      as_of: { column: 'as_of' },
      period: { column: 'period' },
      daily_listeners: { column: 'listeners' },
      radio_spins: { column: 'radio_spins' },
    },
  },
};

/** A song's days: a table with a column of days, or one whose window is a single day. */
export const days: Feed = {
  name: 'applemusic_days',
  version: 1,
  type: 'days',
  label: 'Apple Music for Artists days',
  kind: 'observed',
  freshness: { cadence: 'week', lagDays: 2, warnDays: 14, criticalDays: 35 },
  howToGet: howToGet('Choose a window of one day, and go through the days you want.'),

  detect: (document) => {
    const { isApple, hasDays } = kindOfHeader(foldedHeader(document));
    const name = exportOfName(document.originalName);
    if (!isApple || !(hasDays || isOneDay(name))) return null;
    return { account: name?.artist ?? '' };
  },
  read: readDelimited,

  columns: {
    date: told(ALIASES.date, day()),
    artist: ARTIST,
    track: TRACK,
    ...NUMBERS,
  },
  // track_daily has no place for spins on the radio: they are told over windows.
  ignores: ['Album', 'Album Name', ...ALIASES.radioSpins],
  key: ['date', 'artist', 'track'],
  dated: 'date',
  clean: ({ cells }, { originalName }) => {
    const name = exportOfName(originalName);
    const date = writtenDay(cells.date ?? '') || (name !== null && isOneDay(name) ? name.to : '');
    const artist = cells.artist?.trim() || (name?.artist ?? '');
    return { ...cells, date, artist, listeners: wholeAverage(cells.listeners ?? '') };
  },

  load: {
    table: 'track_daily',
    from: { ...TRACK_FROM, date: { column: 'date' }, listeners: { column: 'listeners' } },
  },
};

const foldedHeader = (document: Document): string[] => document.header?.map(foldHeader) ?? [];

/** Such a window is a day, and its average of listeners that day's. */
const isOneDay = (name: ExportName | null): boolean => name !== null && name.from === name.to;
