import { readFileSync } from 'node:fs';
import { addDays, type Day } from '../../core/days.ts';
import { unzip } from './formats/zip.ts';
import type { GeneratedLabel } from './index.ts';

/** Plain code that reads the generated files back, for tests: it shares nothing with what wrote them. */

/** BOM cut; UTF-8 where it is that, else latin-1. */
export function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}

/** Lines of cells as objects by header. No cell of ours holds a line end. */
export function table(text: string): Record<string, string>[] {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line !== '');
  const delimiter = lines[0]?.includes('\t') ? '\t' : ',';
  const rows = lines.map((line) => {
    if (!line.startsWith('"')) return line.split(delimiter);
    return line
      .slice(1, -1)
      .split(`"${delimiter}"`)
      .map((cell) => cell.replaceAll('""', '"'));
  });
  const header = rows.shift() ?? [];
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? 'CELL MISSING'])));
}

export async function bankRows(path: string): Promise<Record<string, string>[]> {
  const bytes = readFileSync(path);
  const entry = path.endsWith('.zip') ? (await unzip(bytes))[0]?.bytes : bytes;
  return table(decode(entry ?? bytes));
}

/** The array with the most points, as [day, number]. */
export function pagePoints(path: string): [Day, number][] {
  const arrays = [...readFileSync(path, 'utf8').matchAll(/"dataProvider": (\[.*?\])/gs)].map(
    ([, json]) => JSON.parse((json ?? '').replace(/,\s*\]/, ']')) as Record<string, string>[],
  );
  const longest = arrays.reduce((a, b) => (b.length > a.length ? b : a), []);
  return longest.map((point) => [
    point.category ?? point.field ?? '',
    Number(point['column-1'] ?? point.value),
  ]);
}

/** One CSV of a TikTok zip, with the day each row has by its place after the name's first day. */
export async function tiktokRows(
  path: string,
  csv: string,
): Promise<(Record<string, string> & { day: Day })[]> {
  const first = /_(\d{4}-\d{2}-\d{2})_\d+_/.exec(path)?.[1] ?? '';
  const entry = (await unzip(readFileSync(path))).find(({ name }) => name === csv);
  return table(decode(entry?.bytes ?? Buffer.alloc(0))).map((row, index) => ({
    ...row,
    day: addDays(first, index),
  }));
}

/** The cell under whichever of these headers the file has. */
export const cell = (row: Record<string, string>, ...names: string[]): string =>
  names.map((name) => row[name]).find((value) => value !== undefined) ?? 'COLUMN MISSING';

/** Rows of all bank exports together: alike rows count as often as in the export that has most of them. */
export function merged(statements: readonly { rows: Record<string, string>[] }[]): Record<string, string>[] {
  const most = new Map<string, { row: Record<string, string>; times: number }>();
  for (const { rows } of statements) {
    const here = new Map<string, { row: Record<string, string>; times: number }>();
    for (const row of rows) {
      const key = [
        ...['Reporting Date', 'Sale Month', 'Store', 'Artist', 'Title', 'ISRC', 'UPC', 'Quantity'].map(
          (n) => row[n],
        ),
        cell(row, 'Song/Album', 'Source Type'),
        ...['Country of Sale', 'Earnings (USD)'].map((n) => row[n]),
      ].join('|');
      here.set(key, { row, times: (here.get(key)?.times ?? 0) + 1 });
    }
    for (const [key, { row, times }] of here)
      if (times > (most.get(key)?.times ?? 0)) most.set(key, { row, times });
  }
  return [...most.values()].flatMap(({ row, times }) => Array.from({ length: times }, () => row));
}

/** The label's bank files in the order they were downloaded, without the login page and the copy. */
export function bankStatements(
  made: GeneratedLabel,
): Promise<{ path: string; rows: Record<string, string>[] }[]> {
  const skip = [...made.truth.quarantined, ...made.truth.duplicates];
  const bank = made.files.filter(({ originalName: n }) => n.startsWith('dk_bank') && !skip.includes(n));
  return Promise.all(bank.map(async ({ path }) => ({ path, rows: await bankRows(path) })));
}
