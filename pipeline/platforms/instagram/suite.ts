import type { Cells } from '../../kit/cells.ts';
import { foldHeader } from '../../kit/header.ts';
import { FileRefused } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import type { Document } from '../../kit/read/document.ts';
import { findHeader, type HeaderPlace } from '../../kit/read/preamble.ts';
import { parseName } from './clean.ts';
import { type Metric, metricOfTitle } from './metrics.ts';

// Meta Business Suite gives a file for each metric: `sep=,`, the metric's title, and a table of two columns, "Date" and
// "Primary". Its name has the metric at most, never the account.

/** A table of Business Suite. */
export interface Suite {
  place: HeaderPlace;
  metric: Metric;
  handle: string;
}

/** Null where it is none. @throws FileRefused: of another metric, language or page, or its name tells no account. */
export function suiteOf(document: Document): Suite | null {
  const place = findHeader(document, (cells) => cells.map(foldHeader).join() === 'date,primary');
  const lines = firstLines(document);
  if (place === null || place.preamble === 0 || place.preamble > 2) {
    if (place === null && isSuiteElsewhere(lines))
      throw new FileRefused(
        `It is from Meta Business Suite, but in another language: its table is called '${lines[1]}'. Set Meta Business Suite to English and export it again.`,
      );
    return null;
  }
  const title = lines[place.preamble - 1] ?? '';
  if (/^facebook /i.test(title))
    throw new FileRefused(
      `It has '${title}', which is Facebook's. Choose the Instagram account at the top of the page and export it again.`,
    );
  const metric = metricOfTitle(title);
  if (metric === null)
    throw new FileRefused(
      `It is a metric of Meta Business Suite called '${title}', which is not known here. Set Meta Business Suite to English; known are Views, Reach, Viewers, Content interactions, Link clicks, Visits and Follows.`,
    );
  const handle = handleOf(document)?.handle;
  if (handle === undefined)
    throw new FileRefused(
      `It is the metric '${title}' of an Instagram account, but neither it nor its name tells which. Name the file with the account, like "${title}-zone.a0.csv", and bring it again.`,
    );
  return { place, metric, handle };
}

export const handleOf = ({ entry, originalName }: Document) =>
  parseName(entry?.split('/').at(-1) ?? originalName);

/** Lines with something on them, without quotes. */
const firstLines = ({ format, head }: Document): string[] =>
  format !== 'delimited'
    ? []
    : head
        .slice(0, 2048)
        .split(/\r\n|\r|\n/)
        .map((line) => line.trim().replace(/^"(.*)"$/, '$1'))
        .filter((line) => line !== '')
        .slice(0, 6);

/** The same table under other words: a title, two names, days at midnight with one number each. */
const isSuiteElsewhere = ([first, title, , row]: readonly string[]): boolean =>
  /^sep=/i.test(first ?? '') &&
  title !== undefined &&
  /^\d{4}-\d{2}-\d{2}T00:00:00"?[,;\t]"?[\d.,]*$/.test(row ?? '');

/** The columns of a file, with the metric's own name for "Primary" and what stands outside the table. */
export const suiteColumns = ({ metric }: Suite): string[] => ['Date', metric, 'Metric', 'Account'];

const always = (text: string, rows: number): Cells['columns'][number] => ({
  ids: new Uint32Array(rows),
  texts: { size: 1, at: () => text },
});

export async function* readSuite(document: Document, suite: Suite): AsyncGenerator<Cells> {
  for await (const cells of readDelimited(document, suite.place)) {
    yield {
      ...cells,
      header: suiteColumns(suite),
      columns: [...cells.columns, always(suite.metric, cells.rows), always(suite.handle, cells.rows)],
      // A line that has as many cells as the columns are now stays one that has too many.
      ragged: cells.ragged.map(({ line, cells: texts }) => ({
        line,
        cells: texts.length === 4 ? [...texts, ''] : texts,
      })),
    };
  }
}
