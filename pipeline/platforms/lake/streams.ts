import { type Cells, cellsFromRows } from '../../kit/cells.ts';
import { foldHeader } from '../../kit/header.ts';
import { type Feed, FileRefused } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import type { Document } from '../../kit/read/document.ts';
import { count, day, text } from '../../kit/types.ts';

/** Its columns of numbers, and the platform each is of. The third, `combined_streams`, adds them up. */
const PLATFORMS = { spotify_streams: 'spotify', apple_streams: 'apple-music' } as const;
const HEADER = ['date', 'source', 'platform', 'streams'];
const DISTRIBUTORS = new Set(['distrokid', 'toolost']);

const distributorOfName = (name: string): string =>
  /^daily_streams_(distrokid|toolost)\b/i.exec(name)?.[1]?.toLowerCase() ?? '';

/** Distributors' streams by day, as the earlier lake put them into one table. */
export const streams: Feed = {
  name: 'lake_streams',
  version: 1,
  type: 'streams',
  label: 'Data lake streams',
  kind: 'trend',
  freshness: null,
  howToGet: {
    page: '',
    steps: [
      '`bedrot adopt DIR` takes it from the folder of the earlier lake, for days no stats page tells any more.',
    ],
    file: 'tidy_daily_streams.csv in 4_curated, or daily_streams_distrokid.csv and daily_streams_toolost.csv in 3_staging.',
  },
  copies: true,

  detect: ({ header, originalName, entry }) => {
    const names = new Set(header?.map(foldHeader));
    if (!['date', ...Object.keys(PLATFORMS)].every((name) => names.has(name))) return null;
    if (!names.has('source') && distributorOfName(entry ?? originalName) === '')
      throw new FileRefused(
        'It is a table of daily streams of the earlier lake that does not tell the distributor. Name it daily_streams_distrokid.csv or daily_streams_toolost.csv.',
      );
    return { account: distributorOfName(entry ?? originalName) };
  },
  // As it is handed on: a row a number.
  header: ({ delimiter }) => ({ preamble: 0, delimiter: delimiter ?? ',', cells: HEADER }),
  read: readStreams,

  columns: {
    date: { type: day(), headers: ['date'], required: true },
    distributor: { type: text(), headers: ['source'], required: true, filled: true },
    platform: { type: text(), headers: ['platform'], required: true },
    streams: { type: count({ min: 0 }), headers: ['streams'], required: true, filled: true },
  },
  key: ['date', 'distributor', 'platform'],
  dated: 'date',
  checks: [
    {
      name: 'distributor',
      column: 'distributor',
      refuse: (value) => (DISTRIBUTORS.has(String(value)) ? null : 'is neither distrokid nor toolost'),
    },
  ],

  load: {
    table: 'content_streams',
    from: {
      date: { column: 'date' },
      'distributor_id.key': { column: 'distributor' },
      account: { value: '' },
      'platform_id.key': { column: 'platform' },
      streams: { column: 'streams' },
    },
  },
};

/** A row a number. The lake wrote 0 for a day it knew nothing of, so a 0 (or an empty cell) is left out. */
async function* readStreams(document: Document): AsyncGenerator<Cells> {
  const named = distributorOfName(document.entry ?? document.originalName);
  for await (const cells of readDelimited(document)) {
    const column = (name: string) => cells.columns[cells.header.findIndex((one) => foldHeader(one) === name)];
    const [date, source] = [column('date'), column('source')];
    const at = (from: typeof date, row: number): string => from?.texts.at(from.ids[row] as number) ?? '';
    const rows = [...cells.lines.keys()].flatMap((row) =>
      Object.entries(PLATFORMS).flatMap(([name, platform]) => {
        const number = at(column(name), row).trim();
        if (number === '' || Number(number) === 0) return [];
        const distributor = source ? at(source, row).trim().toLowerCase() : named;
        return [{ line: cells.lines[row] as number, cells: [at(date, row), distributor, platform, number] }];
      }),
    );
    for (const batch of cellsFromRows(HEADER, rows)) yield { ...batch, ragged: [] };
  }
}
