import { type Cells, cellsFromRows } from '../../kit/cells.ts';
import { foldHeader } from '../../kit/header.ts';
import { FileRefused } from '../../kit/platform.ts';
import type { Document } from '../../kit/read/document.ts';
import { breakdownsOf } from './columns.ts';
import { parseValues } from './json-values.ts';

const DAYS = /"date_(start|stop)"\s*:\s*"(\d{4}-\d{2}-\d{2})"/g;

/**
 * Is it an answer of the insights API, and of days or of spans? By the rows in its first 256 KiB: one span makes it spans.
 * @throws FileRefused where Meta answered with an error, or with numbers of no campaign.
 */
export function grainOfInsights(document: Document): 'day' | 'span' | null {
  const { head } = document;
  if (document.format !== 'json') return null;
  if (/"fbtrace_id"/.test(head) && /"error"/.test(head)) throw new FileRefused(sayError(head));
  const starts: string[] = [];
  const stops: string[] = [];
  for (const [, end, day] of head.matchAll(DAYS)) (end === 'start' ? starts : stops).push(day as string);
  if (starts.length === 0 || stops.length === 0 || !/"(spend|impressions)"\s*:/.test(head)) return null;
  if (!/"campaign_(id|name)"\s*:/.test(head))
    throw new FileRefused(
      "It is an answer of Meta's insights API for a whole ad account. Ask with level=ad (or adset, campaign) and the fields campaign_id and campaign_name.",
    );
  return stops.some((stop, at) => starts[at] !== undefined && starts[at] !== stop) ? 'span' : 'day';
}

/** What Meta's errors mean here, by their code. */
const ERRORS: Readonly<Record<string, string>> = {
  4: 'Too many requests: wait an hour and ask again.',
  17: 'Too many requests: wait an hour and ask again.',
  80004: 'Too many requests: wait an hour and ask again.',
  190: 'The access token has expired or was withdrawn: make a new one.',
  200: 'The System User has no access to the ad account: assign the account to it in Business Settings.',
  2635: 'The version of the API has expired: ask a newer one.',
};

function sayError(head: string): string {
  const code = /"code"\s*:\s*"?(\d+)/.exec(head)?.[1] ?? '';
  const message = /"message"\s*:\s*"((?:[^"\\]|\\.){0,200})/.exec(head)?.[1] ?? '';
  return `Meta answered with error ${code || '(no code)'} instead of numbers${message && `: ${message}`}. ${ERRORS[code] ?? 'Ask again.'}`;
}

/**
 * Rows of one page, of pages one after another, of an array of pages, or of a bare array. Lines are numbers of records.
 * Numbers keep their digits (an id has 18); lists and objects become JSON text.
 * @throws FileRefused: not whole, an error of Meta among the pages, rows broken down further.
 */
export async function* readInsights(document: Document): AsyncGenerator<Cells> {
  const rows = rowsOf(parseValues(await document.text()));
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const breakdowns = breakdownsOf(header.map(foldHeader));
  if (breakdowns.length > 0) throw new FileRefused(sayBreakdown(breakdowns));
  yield* cellsFromRows(
    header,
    rows.map((row, index) => ({ line: index + 1, cells: header.map((name) => textOf(row[name])) })),
  );
}

export const sayBreakdown = (breakdowns: readonly string[]): string =>
  `Its rows are broken down by ${breakdowns.join(', ')}, and nothing tells such a part from the whole. Export it without that breakdown; "by day" is the only one that is read.`;

type Row = Record<string, unknown>;
const isObject = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function rowsOf(values: readonly unknown[]): Row[] {
  return values.flatMap((value): Row[] => {
    if (Array.isArray(value)) return rowsOf(value);
    if (!isObject(value)) throw new FileRefused(`It holds ${JSON.stringify(value)} where a row should be.`);
    if (isObject(value.error)) throw new FileRefused(sayError(JSON.stringify(value)));
    return Array.isArray(value.data) ? rowsOf(value.data) : [value];
  });
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
