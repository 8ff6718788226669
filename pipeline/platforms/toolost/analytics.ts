import { type Cells, cellsFromRows } from '../../kit/cells.ts';
import { type Feed, FileRefused } from '../../kit/platform.ts';
import type { Document } from '../../kit/read/document.ts';
import { count, day, text } from '../../kit/types.ts';
import { type Point, readResponse } from './response.ts';

/** A 0 after the newest day that has streams: it is not counted yet. */
export const NOT_YET = '0 (not reported yet)';

/** The portal's analytics: the account's streams a day of this calendar year, on Spotify or on Apple Music. */
export const analytics: Feed = {
  name: 'toolost_analytics',
  version: 1,
  type: 'analytics',
  label: 'Too Lost analytics',
  kind: 'trend',
  freshness: { cadence: 'day', lagDays: 2, warnDays: 4, criticalDays: 7 },
  howToGet: {
    page: 'https://toolost.com/user-portal/analytics/platform',
    steps: [
      'Sign in to Too Lost, open the page and the network panel of the browser (F12, "Network").',
      'Choose "This Year" in the date picker; for Apple choose "Apple" in the list of platforms.',
      'Find the answer to "analytics/spotify" (or "analytics/apple"), open "Response" and save it as a .json file.',
      'Near the end of December bring it once more: from 1 January on the page shows the new year only.',
    ],
    file: 'Two .json files, one for Spotify and one for Apple Music.',
  },

  detect: (document) => {
    if (document.format !== 'json') return null;
    const series = readResponse(document.head);
    // An account for each platform, so that the one that was not brought makes the source late.
    return series && { account: series.platform };
  },
  read: readSeries,

  columns: {
    date: { type: day(), headers: ['date'], required: true },
    platform: { type: text(), headers: ['platform'], required: true },
    streams: { type: count({ min: 0, unknown: [NOT_YET] }), headers: ['streams'], required: true },
  },
  key: ['date', 'platform'],
  dated: 'date',

  load: {
    table: 'content_streams',
    from: {
      date: { column: 'date' },
      'distributor_id.key': { value: 'toolost' },
      account: { value: '' },
      'platform_id.key': { column: 'platform' },
      streams: { column: 'streams' },
    },
  },
};

async function* readSeries(document: Document): AsyncGenerator<Cells> {
  const series = readResponse(await document.text());
  if (series === null) throw new FileRefused('It is no answer of Too Lost any more. Get it again.');
  const newest = newestCounted(series.points);
  yield* cellsFromRows(
    ['date', 'platform', 'streams'],
    series.points.map(({ date, streams }, index) => ({
      line: index + 1,
      cells: [date, series.platform, date > newest && Number(streams) === 0 ? NOT_YET : streams],
    })),
  );
}

/** The newest day with streams, in whatever order they come. */
const newestCounted = (points: readonly Point[]): string =>
  points.reduce((newest, { date, streams }) => (Number(streams) > 0 && date > newest ? date : newest), '');
