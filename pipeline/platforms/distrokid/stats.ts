import { type Cells, cellsFromRows } from '../../kit/cells.ts';
import { type Feed, FileRefused } from '../../kit/platform.ts';
import { type ChartPoint, readChartData, whichChart } from '../../kit/read/chart-data.ts';
import type { Document } from '../../kit/read/document.ts';
import { count, day, text } from '../../kit/types.ts';

const PLATFORM = { spotify: 'spotify', apple: 'apple-music' } as const;

/** A 0 at the end of the series: the day is not counted yet. */
export const NOT_YET = '0 (not reported yet)';

/**
 * Stats pages: the label's streams a day, the whole account together, on Spotify or on Apple Music. A saved page, since
 * DistroKid has no download for it.
 */
export const stats: Feed = {
  name: 'distrokid_stats',
  version: 1,
  type: 'stats',
  label: 'DistroKid daily stats',
  kind: 'trend',
  freshness: { cadence: 'day', lagDays: 2, warnDays: 3, criticalDays: 6 },
  howToGet: {
    page: 'https://distrokid.com/stats/?type=all&data=streams',
    steps: [
      'Sign in to DistroKid and open the page, once with data=streams (Spotify) and once with data=applemusic.',
      'Wait until the chart of the past 365 days stands there.',
      'Save each page (Ctrl+S or Cmd+S) as "Web page, HTML only".',
    ],
    file: 'Two .html files, one for Spotify and one for Apple Music.',
  },

  detect: (document) => {
    const chart = document.format === 'html' ? whichChart(document.head) : null;
    // Pages of others have a variable `chartData` too.
    if (chart === null || (chart === 'apple' && !/distrokid/i.test(document.head))) return null;
    // An account for each page, so that the one that was not brought makes the source late.
    return { account: PLATFORM[chart] };
  },
  read: readStats,

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
      'distributor_id.key': { value: 'distrokid' },
      account: { value: '' },
      'platform_id.key': { column: 'platform' },
      streams: { column: 'streams' },
    },
  },
};

/** One row a point, in the page's order. A day the page leaves out is left out; it is not 0. */
async function* readStats(document: Document): AsyncGenerator<Cells> {
  const data = readChartData(await document.text());
  if (data === null)
    throw new FileRefused(
      'The page has no chart with days. Wait until the chart stands there, and save it again.',
    );
  const { points } = data;
  const reported = points.findLastIndex((point) => !isOpen(point)) + 1;
  yield* cellsFromRows(
    ['date', 'platform', 'streams'],
    points.map((point, index) => ({
      line: point.line,
      cells: [
        point.date,
        PLATFORM[data.chart],
        index >= reported && point.value !== '' ? NOT_YET : point.value,
      ],
    })),
  );
}

/** Without a number, or with the 0 that stands for it. */
const isOpen = ({ value }: ChartPoint): boolean => value === '' || Number(value) === 0;
