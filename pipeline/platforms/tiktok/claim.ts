import { foldHeader } from '../../kit/header.ts';
import { FileRefused } from '../../kit/platform.ts';
import type { Document } from '../../kit/read/document.ts';
import { RowScanner } from '../../kit/read/row-scanner.ts';
import { parseZipName, type Tab, type ZipName } from './clean.ts';

/** One CSV of TikTok Studio. */
export interface Artifact {
  /** "TikTok Studio overview". */
  label: string;
  /** Tab of the analytics page, and the first word of the zip's name. */
  tab: Tab;
  /** Name of the CSV in the zip. */
  entry: string;
  /** Its columns in English, in their order, which is the same in every language. */
  columns: readonly string[];
  /** Those that tell it, whatever else it has. */
  marks: readonly string[];
  /**
   * For a header in another language: do the cells of a row show that the columns stand in their order? 'english': they
   * do, and the page was in English, so its header is one nobody knows.
   */
  shows(cells: readonly string[]): boolean | 'english';
}

export const zipNameFor = ({ tab }: Artifact): string => `${tab}_<first day>_<number>_<account>.zip`;

/** @throws FileRefused when it is this artifact's but cannot be read as it came. */
export function detectArtifact(document: Document, artifact: Artifact): { account: string } | null {
  if (columnsOf(document, artifact) === null) return null;
  return { account: zipNameOf(document, artifact).handle };
}

/** @throws FileRefused where the name was changed. */
export function zipNameOf(document: Document, artifact: Artifact): ZipName {
  const name = parseZipName(document.originalName);
  if (name !== null) return name;
  throw new FileRefused(
    `It is ${artifact.label}, but dates in it have no year and its name does not tell it, nor the account. Bring the zip as TikTok gave it, under its own name: ${zipNameFor(artifact)}.`,
  );
}

/**
 * The header of an artifact, by its English names; null where the document is another one's. Exports have English
 * headers in most languages, but not in all. A header in a language nobody knows is read by position, and only when all
 * of this holds: zip and entry have their names, the number of columns is right, no English name stands out of place,
 * and every row shows that its columns are in order. No other order of columns was ever seen in an artifact.
 * @throws FileRefused where the names are the artifact's and the rest is not.
 */
export function columnsOf(document: Document, artifact: Artifact): readonly string[] | null {
  const { header } = document;
  if (header === null) return null;
  const folded = header.map(foldHeader);
  const own = artifact.columns.map(foldHeader);
  if (artifact.marks.every((mark) => folded.includes(foldHeader(mark)))) return header;

  const entry = document.entry?.split('/').at(-1)?.toLowerCase();
  if (entry !== artifact.entry.toLowerCase() || parseZipName(document.originalName)?.tab !== artifact.tab)
    return null;
  const inPlace = folded.every((name, index) => !own.includes(name) || own[index] === name);
  const shown = dataRows(document).map((cells) => cells.length === own.length && artifact.shows(cells));
  const isEnglish = shown.length > 0 && shown.every((show) => show === 'english');
  if (header.length === own.length && inPlace && !isEnglish && shown.every((show) => show !== false))
    return artifact.columns;
  throw new FileRefused(
    `${artifact.entry} has the columns ${header.join(', ')}, not ${artifact.columns.join(', ')}, and its rows do not tell which is which. Set TikTok Studio to English and download it again.`,
  );
}

/** The rows of the head, without one that is cut off at its end. */
function dataRows(document: Document): string[][] {
  const head = Buffer.from(document.head);
  const whole = document.size <= head.length + 3;
  const scanner = new RowScanner(document.delimiter ?? ',');
  const rows: string[][] = [];
  for (let at = 0; at < head.length; ) {
    const next = scanner.scan(head, at, head.length, whole);
    if (next < 0) break;
    const cells = scanner.spans.strings(head, 0, scanner.count);
    if (cells.length > 1 || cells[0] !== '') rows.push(cells);
    at = next;
  }
  return rows.slice(1);
}
