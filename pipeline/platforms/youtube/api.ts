import { type Cells, cellsFromRows } from '../../kit/cells.ts';
import { FileRefused } from '../../kit/platform.ts';
import type { Document } from '../../kit/read/document.ts';
import { withColumns } from './cells.ts';
import { addedTo } from './read.ts';
import { accountOf } from './studio.ts';

/** An answer of the YouTube Analytics API's `reports.query`. */
interface Result {
  columnHeaders: { name: string; columnType?: string }[];
  /** Left out where there is nothing. */
  rows?: (string | number | null)[][];
}

const isResult = (value: unknown): value is Result => {
  const { columnHeaders, rows } = (value ?? {}) as Partial<Result>;
  return (
    Array.isArray(columnHeaders) &&
    columnHeaders.every((column) => typeof column?.name === 'string') &&
    (rows === undefined || rows === null || (Array.isArray(rows) && rows.every(Array.isArray)))
  );
};

/** Its column names, from the first part of the text, for the whole need not be read for that; null where it is none. */
function headersOf(head: string): Result['columnHeaders'] | null {
  const [, text] = /"columnHeaders"\s*:\s*(\[[^[\]]*\])/.exec(head) ?? [];
  try {
    const value: unknown = { columnHeaders: JSON.parse(text ?? '') };
    return isResult(value) ? value.columnHeaders : null;
  } catch {
    return null;
  }
}

const GROUPS = new Set(['day', 'video']);
const METRICS = new Set([
  'views',
  'estimatedMinutesWatched',
  'subscribersGained',
  'likes',
  'estimatedRevenue',
]);

/**
 * What an answer of the API has a row of. Null: it is none.
 * @throws FileRefused where it is one of another grouping, or nobody can tell whose.
 */
export function apiTells(document: Document): 'video-days' | 'channel-days' | null {
  if (document.format !== 'json') return null;
  const headers = headersOf(document.head);
  if (!headers?.some(({ name }) => METRICS.has(name))) return null;
  const groups = headers
    .filter(({ name, columnType }) => columnType === 'DIMENSION' || GROUPS.has(name))
    .map(({ name }) => name);
  if (!groups.includes('day') || groups.some((name) => !GROUPS.has(name)))
    throw new FileRefused(
      `It is an answer of the YouTube Analytics API by ${groups.join(' and ') || 'nothing'}. Ask with dimensions=day, or dimensions=day,video.`,
    );
  if (channelOf(document) === null)
    throw new FileRefused(
      'It is an answer of the YouTube Analytics API, which does not tell its channel. Name it "youtube_<channel>_<anything>.json", with the name the channel has in Studio.',
    );
  return groups.includes('video') ? 'video-days' : 'channel-days';
}

/**
 * `youtube_PIG1987_2026-09.json` -> "PIG1987". Only the name tells it: the id an answer may have beside it would make a
 * second account of the channel that Studio's exports name.
 */
export function channelOf({ entry, originalName }: Pick<Document, 'entry' | 'originalName'>): string | null {
  for (const name of [entry?.split('/').at(-1) ?? '', originalName]) {
    const channel = /^youtube_([^_]+)(?:_.*)?\.json$/iu.exec(name)?.[1]?.trim() ?? '';
    if (accountOf(channel) !== '') return channel;
  }
  return null;
}

/** @throws FileRefused for damaged JSON, and for answers that have other columns than the first. */
export async function* readApi(document: Document): AsyncGenerator<Cells> {
  const results = await parse(document);
  const header = results[0]?.columnHeaders.map(({ name }) => name) ?? [];
  const rows: { line: number; cells: string[] }[] = [];
  for (const { columnHeaders, rows: some } of results) {
    if (columnHeaders.map(({ name }) => name).join() !== header.join())
      throw new FileRefused('Its answers have unlike columns. Bring one file for each.');
    for (const row of some ?? [])
      rows.push({ line: rows.length + 1, cells: row.map((cell) => (cell === null ? '' : String(cell))) });
  }
  yield* withColumns(cellsFromRows(header, rows), addedTo(header, channelOf(document) ?? ''));
}

/** One answer, or a list of them. */
async function parse(document: Document): Promise<Result[]> {
  let value: unknown;
  try {
    value = JSON.parse(await document.text());
  } catch (cause) {
    if (cause instanceof FileRefused) throw cause;
    throw new FileRefused('It is damaged JSON. Get it again.');
  }
  const results = Array.isArray(value) ? value : [value];
  if (!results.every(isResult))
    throw new FileRefused('It is not what reports.query of the YouTube Analytics API answers. Get it again.');
  return results;
}
