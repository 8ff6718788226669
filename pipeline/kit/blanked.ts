import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { withoutDropped } from './drops.ts';
import { isDropped } from './header.ts';
import { type Feed, FileRefused } from './platform.ts';
import { readDelimited } from './read/delimited.ts';
import type { Document } from './read/document.ts';
import type { HeaderPlace } from './read/preamble.ts';
import { RowScanner } from './read/row-scanner.ts';

/**
 * Writes a document anew as UTF-8 with its dropped columns (for JSON: properties of these names) empty, in one pass. Every row stays
 * on the line it had, so that a line number means the same in the original.
 * @param feed what is dropped, and where the header stands.
 * @throws FileRefused when it cannot be read to its end, or is neither a table nor JSON.
 */
export async function writeBlanked(
  document: Document,
  feed: Pick<Feed, 'drops' | 'header'>,
  target: string,
): Promise<void> {
  const lines = document.format === 'json' ? blankJson(document, feed) : blankTable(document, feed);
  await pipeline(Readable.from(lines), createWriteStream(target, { flush: true }));
}

async function* blankTable(document: Document, feed: Pick<Feed, 'drops' | 'header'>): AsyncGenerator<string> {
  if (document.format !== 'delimited')
    throw new FileRefused('It is neither a table nor JSON, so nobody can tell what is a person in it.');
  const place = feed.header?.(document) ?? null;
  const delimiter = place?.delimiter ?? document.delimiter ?? ',';
  const write = lineWriter(delimiter);
  for (const { line, cells } of rowsUpToHeader(document, place, delimiter)) yield write(line, cells);

  for await (const batch of withoutDropped(feed, readDelimited(document, place))) {
    let odd = 0;
    let text = '';
    for (let row = 0; row < batch.rows; row++) {
      const line = batch.lines[row] as number;
      for (; (batch.ragged[odd]?.line ?? Number.POSITIVE_INFINITY) < line; odd++)
        text += write(batch.ragged[odd]?.line as number, batch.ragged[odd]?.cells as readonly string[]);
      text += write(
        line,
        batch.columns.map(({ ids, texts }) => texts.at(ids[row] as number)),
      );
    }
    for (const { line, cells } of batch.ragged.slice(odd)) text += write(line, cells);
    yield text;
  }
}

/** Lines above the header, and the header. */
function* rowsUpToHeader(
  document: Document,
  place: HeaderPlace | null,
  delimiter: string,
): Generator<{ line: number; cells: readonly string[] }> {
  const head = Buffer.from(document.head);
  const scanner = new RowScanner(delimiter);
  let at = 0;
  let line = 1;
  for (let preamble = place?.preamble ?? 0; at < head.length; ) {
    const next = scanner.scan(head, at, head.length, true);
    if (next < 0) return;
    const cells = scanner.spans.strings(head, 0, scanner.count);
    if (cells.some((cell) => cell.trim() !== '')) {
      yield { line, cells };
      if (preamble-- === 0) return;
    }
    line += scanner.breaks;
    at = next;
  }
}

/** Writes rows as RFC 4180 has them, with empty lines before one where the row before it has become shorter. */
function lineWriter(delimiter: string): (line: number, cells: readonly string[]) => string {
  let at = 1;
  return (line, cells) => {
    const text = cells
      .map((cell) =>
        cell.includes(delimiter) || /["\r\n]/.test(cell) || cells.length === 1
          ? `"${cell.replaceAll('"', '""')}"`
          : cell,
      )
      .join(delimiter);
    const gap = '\n'.repeat(Math.max(0, line - at));
    at = Math.max(line, at) + 1 + (text.match(/\r\n|\r|\n/g)?.length ?? 0);
    return `${gap}${text}\n`;
  };
}

async function* blankJson(document: Document, { drops }: Pick<Feed, 'drops'>): AsyncGenerator<string> {
  const dropped = isDropped(drops ?? []);
  let value: unknown;
  try {
    // Ids of 18 digits stay as they were written.
    value = JSON.parse(await document.text(), (key: string, one: unknown, context?: { source?: string }) => {
      if (dropped(key)) return null;
      return typeof one === 'number' && context?.source !== undefined ? rawJson(context.source) : one;
    });
  } catch (cause) {
    if (cause instanceof FileRefused) throw cause;
    throw new FileRefused('It is damaged JSON. Get it again.');
  }
  yield `${JSON.stringify(value, null, 1)}\n`;
}

// Node 24 has it, TypeScript's library not yet.
const { rawJSON: rawJson } = JSON as unknown as { rawJSON(text: string): unknown };
