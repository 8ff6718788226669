import { readFileSync } from 'node:fs';
import type { Feed } from '../../pipeline/kit/platform.ts';
import type { Document } from '../../pipeline/kit/read/document.ts';
import { openBrought } from '../../pipeline/kit/read/open.ts';
import { unzip, type ZipEntry, zip } from '../../sandbox/label/formats/zip.ts';

/** Of which feeds a document is. */
type Claims = (document: Document) => readonly Feed[];

/** A file as the rows it is made of, which can be put together again in another order, several times, or in part. */
export interface Apart {
  rows: readonly number[];
  /** A file with these rows in this order, and everything else as it was. */
  build(rows: readonly number[]): Promise<Buffer>;
}

/**
 * Takes one file of a feed apart: a table, a page of charts, JSON, or a zip with one of them. What other feeds take of
 * a zip is left out of it.
 */
export async function takeApart(
  feed: Feed,
  path: string,
  originalName: string,
  claims: Claims,
): Promise<Apart> {
  const { documents } = await openBrought(path, originalName);
  const mine = documents.find((document) => feed.detect(document) !== null);
  if (!mine) throw new Error(`${path} is no file of ${feed.name}`);
  const file = readFileSync(path);
  if (mine.entry === null) return inside(feed, mine, file);
  const entries = await unzip(file);
  const bytes = entries.find(({ name }) => name === mine.entry)?.bytes;
  if (!bytes) throw new Error(`${path}: ${mine.entry} is not in it`);
  const { rows, build } = await inside(feed, mine, bytes);
  const others = documents.filter((document) => document !== mine && claims(document).length > 0);
  const kept = entries.filter(({ name }) => others.every(({ entry }) => entry !== name));
  return {
    rows,
    build: async (some) => {
      const own = await build(some);
      return zip(
        kept.map((entry): ZipEntry => (entry.name === mine.entry ? { ...entry, bytes: own } : entry)),
      );
    },
  };
}

function inside(feed: Feed, document: Document, bytes: Buffer): Promise<Apart> | Apart {
  if (document.format === 'json') return apartJson(bytes);
  if (document.format === 'html') return apartPage(bytes);
  return apartTable(feed, document, bytes);
}

const counted = (length: number): number[] => Array.from({ length }, (_, index) => index);

/** Quotes, delimiters and line ends are ASCII in every encoding but UTF-16, so bytes stand for characters. */
async function apartTable(feed: Feed, document: Document, bytes: Buffer): Promise<Apart> {
  const lines = new Set<number>();
  for await (const batch of feed.read(document)) {
    for (const line of batch.lines) lines.add(line);
    for (const { line } of batch.ragged) lines.add(line);
  }
  const encoding = document.encoding === 'utf-16le' ? 'utf16le' : 'latin1';
  const records = recordsOf(bytes.toString(encoding));
  const newline = /[\r\n]+$/.exec(records[0]?.text ?? '')?.[0] ?? '\n';
  const first = records.findIndex(({ line }) => lines.has(line));
  // What stands above the first row is its head: titles, the header, a row of totals nobody reads.
  const head = records.slice(0, first < 0 ? records.length : first).map(({ text }) => text);
  const rows = records.filter(({ line }) => lines.has(line)).map(({ text }) => text);
  const ended = (text: string): string => (/[\r\n]$/.test(text) ? text : `${text}${newline}`);
  return {
    rows: counted(rows.length),
    build: async (some) =>
      Buffer.from([...head, ...some.map((row) => rows[row] as string)].map(ended).join(''), encoding),
  };
}

/** Records with the line each begins on: a line end inside quotes ends none. */
function recordsOf(text: string): { line: number; text: string }[] {
  const records: { line: number; text: string }[] = [];
  let from = 0;
  let line = 1;
  let begun = 1;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') quoted = !quoted;
    const ends = text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n');
    if (!ends) continue;
    line++;
    if (quoted) continue;
    records.push({ line: begun, text: text.slice(from, at + 1) });
    from = at + 1;
    begun = line;
  }
  if (from < text.length) records.push({ line: begun, text: text.slice(from) });
  return records;
}

/** Points of the longest chart of a page. */
async function apartPage(bytes: Buffer): Promise<Apart> {
  const text = bytes.toString('utf8');
  const charts = [...text.matchAll(/\[\s*(\{[^{}[\]]*"\d{4}-\d\d-\d\d"[^{}[\]]*\}\s*,?\s*)+\]/g)];
  const chart = charts.sort((a, b) => b[0].length - a[0].length)[0];
  if (!chart) throw new Error('the page has no chart of days');
  const points = chart[0].match(/\{[^{}]*\}/g) ?? [];
  const end = chart.index + chart[0].length;
  return {
    rows: counted(points.length),
    build: async (some) =>
      Buffer.from(
        `${text.slice(0, chart.index)}[${some.map((row) => points[row]).join(',\n')}]${text.slice(end)}`,
      ),
  };
}

/** Lists that hold the rows of a JSON file, by the name of their property; '' for one that is not a property. */
const LISTS = [
  ...['', 'data', 'reports', 'songs', 'streams', 'totalStreams', 'timeseries', 'values', 'rows', 'geography'],
  ...['age', 'gender', 'ageGroups'],
];

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
const isRow = (value: Json): boolean =>
  value !== null &&
  (Array.isArray(value) ||
    (typeof value === 'object' &&
      !Object.entries(value).some(
        ([name, one]) => LISTS.includes(name) && one !== null && typeof one === 'object',
      )));

/** A row is an entry of an innermost list with such a name, or of an object that stands for one. */
async function apartJson(bytes: Buffer): Promise<Apart> {
  const whole = valuesOf(bytes.toString('utf8'));
  let rows = 0;
  const count = (entries: [string, Json][]): [string, Json][] => {
    rows += entries.length;
    return entries;
  };
  for (const value of whole) visit(value, '', count);
  const build = async (some: readonly number[]): Promise<Buffer> => {
    let at = 0;
    const take = (entries: [string, Json][]): [string, Json][] => {
      const from = at;
      at += entries.length;
      return some
        .filter((row) => row >= from && row < at)
        .map((row) => entries[row - from] as [string, Json]);
    };
    return Buffer.from(whole.map((value) => JSON.stringify(visit(value, '', take))).join('\n'));
  };
  return { rows: counted(rows), build };
}

/** The values of a file, one or one after the other, numbers as they are written: an id of 18 digits is no number. */
function valuesOf(text: string): Json[] {
  const values: Json[] = [];
  let depth = 0;
  let from = 0;
  for (const { 0: mark, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (mark === '[' || mark === '{') {
      if (depth++ === 0) from = index;
    } else if (mark === ']' || mark === '}') {
      if (--depth === 0) values.push(parsed(text.slice(from, index + 1)));
    }
  }
  return values;
}

const parsed = (text: string): Json =>
  JSON.parse(text, (_, value, context: { source?: string } = {}) =>
    typeof value === 'number' ? RAW.rawJSON(context.source ?? '') : value,
  ) as Json;

const RAW = JSON as unknown as { rawJSON(text: string): Json; isRawJSON(value: unknown): boolean };

/** The same value with the entries of each list of rows as `change` gives them. */
function visit(value: Json, name: string, change: (entries: [string, Json][]) => [string, Json][]): Json {
  // A wrapper may hold the answer as a text.
  if (typeof value === 'string' && name === 'data') return JSON.stringify(visit(parsed(value), '', change));
  if (value === null || typeof value !== 'object' || RAW.isRawJSON(value)) return value;
  const isList = LISTS.includes(name);
  if (Array.isArray(value)) {
    if (isList && value.length > 0 && value.every(isRow))
      return change(value.map((one) => ['', one])).map(([, one]) => one);
    return value.map((one) => visit(one, '', change));
  }
  const entries = Object.entries(value);
  if (isList && name !== '' && name !== 'data' && entries.length > 0)
    return Object.fromEntries(change(entries));
  return Object.fromEntries(entries.map(([key, one]) => [key, visit(one, key, change)]));
}
