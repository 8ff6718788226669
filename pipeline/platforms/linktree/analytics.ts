import { type Cells, cellsFromRows } from '../../kit/cells.ts';
import { FileRefused } from '../../kit/platform.ts';
import type { Document } from '../../kit/read/document.ts';

/** Of its many requests the page makes one for the numbers by day. */
const OPERATION = 'getAccountAnalytics';
/** As the old data lake named whatever the page asked for. */
const SAVED = /(^|\/)graphql_\d+\.json$/i;

export const NOT_ANALYTICS = `another answer of Linktree's page, without the numbers by day. Only the one with "${OPERATION}" is read; nothing is lost by leaving this one out.`;

/** A saved answer of Linktree's page that tells no numbers. */
export const isOtherAnswer = (document: Document): boolean =>
  document.format === 'json' &&
  SAVED.test(document.entry ?? document.originalName) &&
  !document.head.includes(`"${OPERATION}"`);

export const isAnalytics = ({ format, head }: Document): boolean =>
  format === 'json' && head.includes(`"${OPERATION}"`);

/**
 * The days of `data.getAccountAnalytics.overview.timeseries`, lines being numbers of records.
 * @throws FileRefused: not whole, an answer with errors, without an overview, or with no list of days.
 */
export async function* readAnalytics(document: Document): AsyncGenerator<Cells> {
  let json: unknown;
  try {
    json = JSON.parse(await document.text());
  } catch (cause) {
    if (cause instanceof FileRefused) throw cause;
    throw new FileRefused('It is not whole: its JSON is cut off or damaged. Get it again.');
  }
  const days = pathOf(json, ['data', OPERATION, 'overview', 'timeseries']);
  if (!Array.isArray(days)) {
    const error = pathOf(json, ['errors', '0', 'message']);
    throw new FileRefused(
      typeof error === 'string'
        ? `Linktree answered with an error instead of numbers: ${error.slice(0, 200)}. Open the page again, signed in.`
        : 'It is an answer of Linktree about the analytics, but without days. Choose "Daily" on the page and save the answer anew.',
    );
  }
  const rows = days.map((day): Record<string, unknown> => (isObject(day) ? day : {}));
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  yield* cellsFromRows(
    header,
    rows.map((row, index) => ({ line: index + 1, cells: header.map((name) => textOf(row[name])) })),
  );
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const pathOf = (value: unknown, path: readonly string[]): unknown =>
  path.reduce((at: unknown, name) => (isObject(at) ? at[name] : undefined), value);

const textOf = (value: unknown): string =>
  value === undefined || value === null ? '' : isObject(value) ? JSON.stringify(value) : String(value);
