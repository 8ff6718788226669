import type { Day } from '../../../core/days.ts';
import { delimited, type TextStyle } from './text.ts';

/** A day of an artist's audience. Null is written as an empty cell. */
export interface AudienceDay {
  date: Day;
  /** Daily uniques: not additive over days. */
  listeners: number | null;
  monthlyListeners: number | null;
  monthlyActiveListeners: number | null;
  superListeners: number | null;
  streams: number | null;
  playlistAdds: number | null;
  saves: number | null;
  /** A running total. */
  followers: number | null;
}

/** 1: four columns; 2: eight; 3: nine, with super listeners. */
export type AudienceGeneration = 1 | 2 | 3;

export const AUDIENCE_COLUMNS: Readonly<
  Record<AudienceGeneration, readonly (readonly [header: string, field: keyof AudienceDay])[]>
> = {
  1: [
    ['date', 'date'],
    ['listeners', 'listeners'],
    ['streams', 'streams'],
    ['followers', 'followers'],
  ],
  2: [
    ['date', 'date'],
    ['listeners', 'listeners'],
    ['monthly listeners', 'monthlyListeners'],
    ['monthly active listeners', 'monthlyActiveListeners'],
    ['streams', 'streams'],
    ['playlist adds', 'playlistAdds'],
    ['saves', 'saves'],
    ['followers', 'followers'],
  ],
  3: [
    ['date', 'date'],
    ['listeners', 'listeners'],
    ['monthly listeners', 'monthlyListeners'],
    ['monthly active listeners', 'monthlyActiveListeners'],
    ['super listeners', 'superListeners'],
    ['streams', 'streams'],
    ['playlist adds', 'playlistAdds'],
    ['saves', 'saves'],
    ['followers', 'followers'],
  ],
};

/** An audience timeline as Spotify for Artists gives it: UTF-8 with BOM, unquoted, ISO dates. */
export function audienceCsv(
  days: Iterable<AudienceDay>,
  generation: AudienceGeneration,
  style: Partial<TextStyle> = {},
): Buffer {
  const columns = AUDIENCE_COLUMNS[generation];
  const rows = [columns.map(([header]) => header)];
  for (const day of days) rows.push(columns.map(([, field]) => String(day[field] ?? '')));
  return delimited(rows, {
    delimiter: ',',
    quoted: 'needed',
    encoding: 'utf-8-bom',
    newline: '\n',
    finalNewline: true,
    ...style,
  });
}

/** `ZONE A0-audience-timeline.csv`; a browser numbers later downloads of the same name: ` (1)`. */
export const audienceName = (artist: string, copy = 0): string =>
  `${artist}-audience-timeline${copy === 0 ? '' : ` (${copy})`}.csv`;
