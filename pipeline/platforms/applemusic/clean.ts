import { type Day, isDay } from '../../../core/days.ts';

/** What the name of an export tells: `songs_1700256678_2015-06-30_2026-10-04.csv`. */
export interface ExportName {
  /** Apple's id of the artist. */
  artist: string;
  from: Day;
  /** Last day of the window, itself counted. */
  to: Day;
}

const SONGS = /^songs_(\d{5,20})_(\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})(?: ?\(\d+\))?\.csv$/i;

/** Null where the name is another one, or its window is none. */
export function exportOfName(fileName: string): ExportName | null {
  const [, artist = '', from = '', to = ''] = SONGS.exec(fileName) ?? [];
  return isDay(from) && isDay(to) && from <= to ? { artist, from, to } : null;
}

/** The header names each number goes by, in the generations of the export; any other language is refused. */
export const ALIASES = {
  date: ['Date', 'Day'],
  song: ['Song', 'Song Title', 'Song Name', 'Title', 'Track'],
  artist: ['Artist', 'Artist Name', 'Artists'],
  plays: ['Plays', 'Play Count', 'Total Plays'],
  listeners: [
    'Avg. Daily Listeners',
    'Avg Daily Listeners',
    'Average Daily Listeners',
    'Daily Listeners',
    'Listeners',
    'Unique Listeners',
  ],
  shazams: ['Shazam Count', 'Shazams', 'Shazam'],
  radioSpins: ['Radio Spins', 'Spins'],
  purchases: ['Purchases', 'Song Purchases'],
} as const satisfies Record<string, readonly string[]>;

/** Of these at least one: no other platform tells them of a song beside its plays. */
const APPLE_ALONE = [
  'avg. daily listeners',
  'avg daily listeners',
  'average daily listeners',
  'shazam count',
  'shazams',
  'shazam',
  'radio spins',
];

/** Which numbers a header has. */
export interface HeaderKind {
  isApple: boolean;
  hasDays: boolean;
}

/** @param names folded header names. */
export function kindOfHeader(names: readonly string[]): HeaderKind {
  const has = (aliases: readonly string[]): boolean =>
    aliases.some((alias) => names.includes(alias.toLowerCase()));
  return {
    isApple: has(ALIASES.song) && has(ALIASES.plays) && APPLE_ALONE.some((name) => names.includes(name)),
    hasDays: has(ALIASES.date),
  };
}

/** An average to whole listeners: "2.5" -> "3". Any other text comes back as it was. */
export const wholeAverage = (text: string): string =>
  /^\d[\d,]*\.\d+$/.test(text.trim()) ? String(Math.round(Number(text.trim().replaceAll(',', '')))) : text;
