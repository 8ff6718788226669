import { type Day, isDay } from '../../../core/days.ts';
import { foldHeader } from '../../kit/header.ts';
import { FileRefused } from '../../kit/platform.ts';
import type { Document } from '../../kit/read/document.ts';
import { CHANNEL_METRICS, VIDEO_METRICS } from './columns.ts';

/** What YouTube Studio calls an export, zip and folder alike: `Content 2026-08-24_2026-09-20 PIG1987`. */
export interface StudioName {
  /** What the table has a row of, in lower case: 'content', 'date', 'geography' ... */
  view: string;
  from: Day;
  to: Day;
  /** As written. */
  channel: string;
}

// A browser that has the name already adds " (1)"; some put "_" or "+" for a blank.
const NAME =
  /^(.+?)[ _+](\d{4}-\d{2}-\d{2})_(\d{4}-\d{2}-\d{2})[ _+](.+?)(?: ?\(\d{1,2}\))?(?:\.zip|\.csv)?$/iu;

/** Null where it is another name, or a channel without a letter or digit. */
export function parseStudioName(name: string): StudioName | null {
  const [, view = '', from = '', to = '', channel = ''] = NAME.exec(name.normalize('NFKC')) ?? [];
  if (!isDay(from) || !isDay(to) || from > to || accountOf(channel) === '') return null;
  return { view: view.toLowerCase().replace(/[_+]/g, ' '), from, to, channel: channel.trim() };
}

/** A channel as a key: "ZONE A0" and "zone_a0" are one account, "zone-a0". */
export const accountOf = (channel: string): string =>
  channel
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}.]+/gu, '-')
    .replace(/^-+|-+$/g, '');

/** Of the folder inside the zip, else of the file that was brought. */
export function studioNameOf(document: Document): StudioName | null {
  const folders = document.entry?.split('/').slice(0, -1).reverse() ?? [];
  for (const name of [...folders, document.originalName]) {
    const found = parseStudioName(name);
    if (found) return found;
  }
  return null;
}

const PARTS = { 'table data': 'table', 'chart data': 'chart', totals: 'totals' } as const;

/** Which of the three files of an export, by its name. */
function partOf(document: Document): 'table' | 'chart' | 'totals' | null {
  const base = (document.entry ?? document.originalName).split('/').at(-1) ?? '';
  const plain = base.replace(/(?: ?\(\d{1,2}\))?\.csv$/i, '').toLowerCase();
  return PARTS[plain as keyof typeof PARTS] ?? null;
}

/** What a file of an export tells, or why it is left out. Null: it is none. */
export type Piece =
  | { tells: 'videos' | 'video-days' | 'channel-days'; name: StudioName }
  | { left: string }
  | null;

/**
 * By the header; the three files of an export have the names in English only. In one zip a number stands up to three
 * times: the table by date has all that its chart and totals have, so only it is read; in the table by video the chart
 * tells the videos' days and the totals the channel's.
 * @throws FileRefused for a file whose channel and window nobody can tell, and for another language.
 */
export function pieceOf(document: Document): Piece {
  if (document.format !== 'delimited' || document.header === null) return null;
  const header = document.header.map(foldHeader);
  const name = studioNameOf(document);
  const part = partOf(document);
  const has = (column: string): boolean => header.includes(column);
  const knows = (metrics: ReadonlySet<string>): boolean => header.some((column) => metrics.has(column));

  if (has('content') && (has('video title') || (name?.view === 'content' && part !== null))) {
    if (name === null) throw withoutZip(document);
    if (!has('date')) return { tells: 'videos', name };
    return knows(VIDEO_METRICS)
      ? { tells: 'video-days', name }
      : { left: `nobody keeps ${document.header.at(-1)} by video and day; choose Views above the chart` };
  }
  if (header[0] === 'date' && !has('content') && (part !== null || name?.view === 'date')) {
    const known = knows(CHANNEL_METRICS);
    if (name === null) {
      if (known) throw withoutZip(document);
      return null;
    }
    const isRead = part === 'table' || part === null || (part === 'totals' && name.view === 'content');
    if (!isRead) return { left: 'the table tells its numbers too' };
    if (known) return { tells: 'channel-days', name };
    return { left: `nobody keeps ${document.header.at(-1)} by day; choose Views above the chart` };
  }
  const isTable = document.entry !== null && (part === null || part === 'table') && header.length > 1;
  if (name !== null && isTable)
    throw new FileRefused(
      `${document.entry} has the columns ${document.header.join(', ')}. Set YouTube Studio to English, choose "Content" or "Date" above the table and export it again.`,
    );
  return null;
}

const withoutZip = (document: Document): FileRefused =>
  new FileRefused(
    `${document.entry ?? 'It'} is an export of YouTube Studio, but it does not tell its channel and days: the name of its zip does. Bring the zip as Studio gave it: "Content <from>_<to> <channel>.zip".`,
  );
