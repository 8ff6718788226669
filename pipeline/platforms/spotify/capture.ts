import { type Cells, cellsFromRows } from '../../kit/cells.ts';
import { FileRefused } from '../../kit/platform.ts';
import type { Document } from '../../kit/read/document.ts';
import { type CaptureName, captureOfName, dayOfTimestamp, tellsAddress, type Window } from './clean.ts';

/** What pages of Spotify for Artists fetch, saved: the response itself, or `{data, url, status, timestamp}` around it. */
export interface Capture {
  body: Readonly<Record<string, unknown>>;
  /** Spotify's id. */
  artist: string;
  /** '' where nothing tells it. */
  period: Window | '';
  /** '' where nothing tells it: then the day it landed. */
  asOf: string;
  /** '' for a response without its wrapper. */
  url: string;
}

const HEAD_BYTES = 256 << 10;

/** The address in a wrapper, if it stands in the document's first part; slashes may be escaped. */
export const addressOf = (document: Document): string =>
  /"url"\s*:\s*"(https?:[^"]+)"/.exec(document.head)?.[1]?.replaceAll('\\/', '/') ?? '';

/**
 * The artist a saved response is of, by its address or its name.
 * @returns '' where the address may stand beyond the first part of a long document.
 * @throws FileRefused where nothing tells it.
 */
export function artistOfCapture(document: Document, kinds: readonly CaptureName['kind'][]): string {
  const { artist } = tellsAddress(addressOf(document));
  const found = artist || nameOf(document, kinds)?.artist;
  if (found) return found;
  if (document.size > HEAD_BYTES) return '';
  throw untold(kinds);
}

/** @throws FileRefused: not whole, an error in place of numbers, or nobody tells whose numbers they are. */
export async function readCapture(
  document: Document,
  kinds: readonly CaptureName['kind'][],
): Promise<Capture> {
  const json = parse(await document.text(), document.entry ?? 'The file');
  const wrapped = isRecord(json.data) && typeof json.url === 'string';
  const { status, timestamp } = wrapped ? json : {};
  if (typeof status === 'number' && status >= 400)
    throw new FileRefused(
      `It holds no numbers: Spotify answered with status ${status}. Sign in again, open the page anew and save it again.`,
    );
  const url = wrapped ? String(json.url) : '';
  const address = tellsAddress(url);
  const name = nameOf(document, kinds);
  const artist = address.artist || name?.artist;
  if (!artist) throw untold(kinds);
  return {
    body: wrapped ? (json.data as Record<string, unknown>) : json,
    artist,
    period: address.period || (name?.period ?? ''),
    asOf: dayOfTimestamp(timestamp) || (name?.day ?? ''),
    url,
  };
}

/** The records of a list as rows: a column for every field any of them has, and what the capture tells of all. */
export function cellsOfRecords(
  records: readonly Readonly<Record<string, unknown>>[],
  told: Readonly<Record<string, string>>,
): Iterable<Cells> {
  const fields = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return cellsFromRows(
    [...fields.filter((field) => !(field in told)), ...Object.keys(told)],
    records.map((record, index) => ({
      line: index + 1,
      cells: [
        ...fields.filter((field) => !(field in told)).map((field) => cellText(record[field])),
        ...Object.values(told),
      ],
    })),
  );
}

/** The list under a name. @throws FileRefused where it is none. */
export function recordsOf(body: Capture['body'], name: string): Readonly<Record<string, unknown>>[] {
  const list = body[name];
  if (Array.isArray(list) && list.every(isRecord)) return list;
  throw new FileRefused(
    `The response has no list "${name}"; it has: ${Object.keys(body).join(', ') || 'nothing'}.`,
  );
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as a cell: null and absent are ''. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function parse(text: string, where: string): Readonly<Record<string, unknown>> {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new FileRefused(`${where} is cut off or damaged: it is no whole JSON. Save it again.`);
  }
  if (isRecord(json)) return json;
  throw new FileRefused(`${where} is a list, not a response of Spotify for Artists. Save it again.`);
}

function nameOf(document: Document, kinds: readonly CaptureName['kind'][]): CaptureName | null {
  const name = captureOfName((document.entry ?? document.originalName).split('/').at(-1) ?? '');
  return name !== null && kinds.includes(name.kind) ? name : null;
}

const untold = (kinds: readonly CaptureName['kind'][]): FileRefused =>
  new FileRefused(
    `It is a response of Spotify for Artists, but neither an address in it nor its name tells the artist. Name it ${kinds
      .map((kind) => `"spotify_${kind}_<artist id>_<1day|7day|28day|1year|all>.json"`)
      .join(' or ')}.`,
  );
