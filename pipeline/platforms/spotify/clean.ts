import { type Day, isDay } from '../../../core/days.ts';

// A browser that has the name already adds " (1)"; a system that may not write a sign puts "_".
const AUDIENCE = /^(.+)-audience-timeline(?: ?\(\d+\))?\.csv$/i;
/** As the data lake that came before named what it downloaded: by id, or by a name without blanks. */
const LAKE_AUDIENCE =
  /^spotify_audience_(?!curated|staging)([a-z0-9.]+(?:[_-][a-z0-9.]+)*?)_\d{8}_\d{6}(?: ?\(\d+\))?\.csv$/i;
const TIMELINE = /^(.+)-timeline(?: ?\(\d+\))?\.csv$/i;
const TABLE = /^(.+)-(songs|playlists)-(1day|7day|28day|1year|all)(?: ?\(\d+\))?\.csv$/i;
const CAPTURE =
  /^spotify_(songs|locations|top-cities|demographics)_([a-z0-9]+)_(1day|7day|28day|1year|all)(?:_(\d{8})_\d{6})?(?: ?\(\d+\))?\.json$/i;

/** The windows Spotify for Artists counts over. They overlap, so numbers of two are never added. */
export type Window = '1day' | '7day' | '28day' | '1year' | 'all';

/**
 * The artist as the file name has it: "ZONE A0-audience-timeline (1).csv" -> "ZONE A0". One artist must have one
 * spelling here, since a day is kept by it: `_` counts as a blank. Null where the name is another one.
 */
export const artistOfName = (fileName: string): string | null =>
  artistPart((AUDIENCE.exec(fileName) ?? LAKE_AUDIENCE.exec(fileName))?.[1]);

/** "NEON ABATTOIR-timeline (1).csv" -> "NEON ABATTOIR"; `_` stays, it may stand for "?". Null where it is no song's. */
export function titleOfName(fileName: string): string | null {
  if (AUDIENCE.test(fileName)) return null;
  const title = TIMELINE.exec(fileName)?.[1]?.normalize('NFC').replace(/\s+/g, ' ').trim();
  return title || null;
}

/** What the name of a table tells: "62owJQCD2XzVB2o19CVsFM-songs-1year.csv". Null where it is another one. */
export function tableOfName(
  fileName: string,
  table: 'songs' | 'playlists',
): { artist: string; period: Window } | null {
  const [, first, kind = '', period = ''] = TABLE.exec(fileName) ?? [];
  const artist = artistPart(first);
  if (artist === null || kind.toLowerCase() !== table) return null;
  return { artist, period: period.toLowerCase() as Window };
}

/** What the name of a saved response tells: "spotify_songs_62owJQCD2XzVB2o19CVsFM_28day_20261004_020100.json". */
export interface CaptureName {
  kind: 'songs' | 'locations' | 'top-cities' | 'demographics';
  artist: string;
  period: Window;
  /** '' where the name has no time. */
  day: Day | '';
}

/** Null where the name is another one. */
export function captureOfName(fileName: string): CaptureName | null {
  const [, kind = '', artist = '', period = '', stamp = ''] = CAPTURE.exec(fileName) ?? [];
  if (artist === '') return null;
  return {
    kind: kind.toLowerCase() as CaptureName['kind'],
    artist,
    period: period.toLowerCase() as Window,
    day: dayOfStamp(stamp),
  };
}

/** What the address of a response tells; '' for what it does not. */
export function tellsAddress(url: string): { artist: string; period: Window | '' } {
  const artist = /\/artist\/([a-z0-9]+)(?:\/|$)/i.exec(url)?.[1] ?? '';
  const period = /[?&]time[-_]filter=(1day|7day|28day|1year|all)(?:&|$)/i.exec(url)?.[1] ?? '';
  return { artist, period: period.toLowerCase() as Window | '' };
}

/** The day of a timestamp as written, in whatever zone: ISO 8601, `20261004_020100`, seconds or milliseconds. '' for others. */
export function dayOfTimestamp(timestamp: unknown): Day | '' {
  if (typeof timestamp === 'number') {
    const at = new Date(timestamp < 1e11 ? timestamp * 1000 : timestamp);
    return Number.isNaN(at.getTime()) ? '' : at.toISOString().slice(0, 10);
  }
  const text = typeof timestamp === 'string' ? timestamp.trim() : '';
  const day = text.slice(0, 10);
  return isDay(day) ? day : dayOfStamp(text.slice(0, 8));
}

function dayOfStamp(stamp: string): Day | '' {
  const day = `${stamp.slice(0, 4)}-${stamp.slice(4, 6)}-${stamp.slice(6)}`;
  return isDay(day) ? day : '';
}

/**
 * Over all time Spotify writes 0 listeners and 0 savers for songs that have streams: it does not tell them. A song that
 * was streamed has a listener, so such a 0 is "not known".
 */
export function withoutFalseZeros<Row extends { streams: string; listeners: string; savers: string }>(
  row: Row,
  period: Window | '',
): Row {
  const isZero = (text: string): boolean => /^0+(\.0+)?$/.test(text.trim());
  if (period !== 'all' || !/[1-9]/.test(row.streams) || !isZero(row.listeners)) return row;
  return { ...row, listeners: '', savers: isZero(row.savers) ? '' : row.savers };
}

function artistPart(text: string | undefined): string | null {
  const artist = text
    ?.normalize('NFKC')
    .replace(/[_\s]+/g, ' ')
    .trim();
  return artist || null;
}
