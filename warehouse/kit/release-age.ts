import { type DimensionAccess, trackName } from './compile-access.ts';

/** How old a track was in a month it was sold in. */
export const RELEASE_AGES = ['first 90 days', 'first year', 'older', 'release not known'] as const;
const [NEW, YOUNG, OLD, UNKNOWN] = RELEASE_AGES;

/**
 * A sale month counts by its first day against the track's own release date. What was sold in a month before the release
 * tells that the date is not that of the release; a date that is no whole day tells none.
 */
const ageOf = (released: string, month: string): string =>
  `CASE WHEN coalesce(length(${released}), 0) <> 10 OR ${month} < substr(${released}, 1, 7) THEN '${UNKNOWN}'
    WHEN ${month} || '-01' < date(${released}, '+90 days') THEN '${NEW}'
    WHEN ${month} || '-01' < date(${released}, '+1 year') THEN '${YOUNG}' ELSE '${OLD}' END`;

/** Lines of statements by the age of their track: by its release date and the sale month, never by the month alone. */
export const releaseAge: DimensionAccess = {
  raw: 'sale_month',
  also: 'track_name_id',
  joins: [trackName, { table: 'tracks', as: 'track', on: 'track.id = written.track_id' }],
  id: ageOf('track.release_date', 'g.sale_month'),
  name: ageOf('track.release_date', 'g.sale_month'),
  keep: (parameter) =>
    `(SELECT ${ageOf('t.release_date', 'f.sale_month')} FROM track_names AS n LEFT JOIN tracks AS t ON t.id = n.track_id
      WHERE n.id = f.track_name_id) IN (SELECT value FROM json_each(@${parameter}))`,
};
