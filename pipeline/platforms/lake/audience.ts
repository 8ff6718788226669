import { type Cells, cellsFromRows } from '../../kit/cells.ts';
import { foldHeader } from '../../kit/header.ts';
import { type Feed, FileRefused } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import type { Document } from '../../kit/read/document.ts';
import { count, day, text } from '../../kit/types.ts';

const MARKS = ['date', 'listeners', 'streams', 'followers', 'artist_name', 'artist_id'];
/** What the lake wrote beside the numbers. */
const ABOUT = ['extracted_at', 'source_file', 'data_source', 'processed_at', 'curated_at'];

const counted = (header: string) => ({ type: count({ min: 0 }), headers: [header], required: true });

/** Days of Spotify for Artists, all artists in one table: raw (a record a line), staging and curated files alike. */
export const audience: Feed = {
  name: 'lake_audience',
  version: 1,
  type: 'audience',
  label: 'Data lake audience',
  kind: 'observed',
  freshness: null,
  howToGet: {
    page: '',
    steps: [
      '`bedrot adopt DIR` takes it from the folder of the earlier lake, for days no audience timeline tells any more.',
    ],
    file: 'spotify_audience_curated_<YYYYMMDD_HHMMSS>.csv in 4_curated.',
  },
  copies: true,

  detect: (document) => {
    const names = new Set(namesOf(document));
    return MARKS.every((mark) => names.has(mark)) ? { account: '' } : null;
  },
  read: (document) => (document.format === 'json' ? readRecords(document) : readDelimited(document)),

  columns: {
    date: { type: day(), headers: ['date'], required: true },
    artist: { type: text(), headers: ['artist_name'], required: true, filled: true },
    artist_id: { type: text({ unknown: [''] }), headers: ['artist_id'], required: true, filled: false },
    listeners: counted('listeners'),
    streams: counted('streams'),
    followers: counted('followers'),
  },
  ignores: ABOUT,
  key: ['date', 'artist'],
  dated: 'date',
  // One that the lake had no name for stands under Spotify's id, as its own files do.
  clean: ({ cells }) => ({ ...cells, artist: cells.artist?.trim() || (cells.artist_id ?? '') }),

  load: {
    table: 'spotify_audience_daily',
    from: {
      date: { column: 'date' },
      'artist_name_id.artist': { column: 'artist' },
      listeners: { column: 'listeners' },
      streams: { column: 'streams' },
      followers: { column: 'followers' },
    },
  },
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function namesOf({ format, head, header }: Document): string[] {
  if (format !== 'json') return (header ?? []).map(foldHeader);
  const [first = ''] = head.split('\n', 1);
  try {
    const record: unknown = JSON.parse(first);
    return isObject(record) ? Object.keys(record) : [];
  } catch {
    return [];
  }
}

async function* readRecords(document: Document): AsyncGenerator<Cells> {
  const header = [...MARKS, ...ABOUT];
  const lines = (await document.text()).split('\n');
  const rows = lines.flatMap((text, index) => {
    if (text.trim() === '') return [];
    let record: unknown;
    try {
      record = JSON.parse(text);
    } catch (cause) {
      throw new FileRefused(`Its line ${index + 1} is not whole. Get it again.`, { cause });
    }
    const cells = header.map((name) => (isObject(record) ? (record[name] ?? '') : '')).map(String);
    return [{ line: index + 1, cells }];
  });
  yield* cellsFromRows(header, rows);
}
