import { addDays } from '../../core/days.ts';
import { loadLabel } from '../../core/label.ts';
import { adRow } from '../../warehouse/kit/ad-rows.testing.ts';
import { createNames } from '../../warehouse/kit/names.ts';
import { resolveNames } from '../../warehouse/kit/names-resolve.ts';
import { type Db, openWarehouseForWriting } from '../../warehouse/kit/open.ts';
import { put } from '../../warehouse/kit/views.testing.ts';
import { type Sample, sampleLabel } from './sample.testing.ts';

type Row = Record<string, string | number | null>;

/** Writes further facts to a sample label, each by file 3 and a line of its own. */
export interface Story {
  fact(table: string, row: Row): void;
  ad(row: Row): void;
  artist(name: string): number;
  /** A title without an ISRC, as pages have it. */
  track(artist: string, title: string): number;
  platform(key: string): number;
  country(code: string): string;
}

/**
 * The sample label of 2026-11-22 with more facts. `tell` is called inside the transaction of a load, and names are settled
 * after it.
 */
export function storyLabel(
  tell: (story: Story) => void,
  options: Parameters<typeof sampleLabel>[0] = {},
): Sample {
  const sample = sampleLabel(options);
  const db: Db = openWarehouseForWriting(sample.data);
  const label = loadLabel(sample.data);
  const names = createNames(db, label);
  let line = 10_000;
  const fact = (table: string, row: Row): void => put(db, table, { file_id: 3, line: ++line, ...row });
  db.transaction(() => {
    tell({
      fact,
      ad: (row) => adRow(db, { file_id: 3, ...row }),
      artist: (name) => names.ensureArtistName(name),
      track: (artist, title) => names.ensureTrackName({ artist, title, isrc: '', upc: '', content_type: '' }),
      platform: (key) => names.ensurePlatform(key),
      country: (code) => names.ensureTerritory(code),
    });
    resolveNames(db, label);
  })();
  db.close();
  return sample;
}

/** A track's days on Spotify's page from one day on; `null` is a day nobody told. */
export function trackDays(
  story: Story,
  of: { artist: string; title: string; from: string },
  values: readonly (number | null)[],
): void {
  const [artist, track, platform] = [
    story.artist(of.artist),
    story.track(of.artist, of.title),
    story.platform('spotify'),
  ];
  for (const [at, streams] of values.entries())
    if (streams !== null)
      story.fact('track_daily', {
        ...{ date: addDays(of.from, at), platform_id: platform, artist_name_id: artist },
        ...{ track_name_id: track, territory: '', streams },
      });
}
