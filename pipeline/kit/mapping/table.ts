import { createHash } from 'node:crypto';
import type { Cells } from '../cells.ts';
import { foldHeader } from '../header.ts';
import { readDelimited } from '../read/delimited.ts';
import type { Document } from '../read/document.ts';
import { findHeader, type HeaderPlace } from '../read/preamble.ts';

/** A table whose meaning is not known: its header, and its first rows. */
export interface Table {
  header: readonly string[];
  fingerprint: string;
  place: HeaderPlace;
  /** At most 16,384 rows. */
  first: Cells | null;
}

/** Tells a header whatever the order, case and blanks of its names. Names that are empty count too. */
export const fingerprintOf = (header: readonly string[]): string =>
  createHash('sha256').update(header.map(foldHeader).sort().join('\n')).digest('hex');

/** The table in a document, also below a title; null where there is none. @throws FileRefused when it cannot be read. */
export async function readTable(document: Document): Promise<Table | null> {
  const place = placeOf(document);
  if (place === null) return null;
  let first: Cells | null = null;
  for await (const batch of readDelimited(document, place)) {
    first = batch;
    break;
  }
  return { header: place.cells, fingerprint: fingerprintOf(place.cells), place, first };
}

/** The first line that could be a header: several names, no number among them, none twice; the widest, by any delimiter. */
function placeOf(document: Document): HeaderPlace | null {
  const { header, delimiter } = document;
  if (header !== null && delimiter !== null && isHeader(header))
    return { preamble: 0, delimiter, cells: header };
  let widest = 0;
  findHeader(document, (cells) => {
    if (isHeader(cells)) widest = Math.max(widest, cells.length);
    return false;
  });
  return findHeader(document, (cells) => cells.length === widest && isHeader(cells));
}

function isHeader(cells: readonly string[]): boolean {
  const names = cells.map(foldHeader);
  return (
    names.length > 1 &&
    names.every((name) => name !== '' && !/^[\d.,:/%$€£+\s-]+$/.test(name) && !name.startsWith('sep=')) &&
    new Set(names).size === names.length
  );
}

/** Where a remembered header stands in a document. */
export const placeByFingerprint = (document: Document, fingerprint: string): HeaderPlace | null =>
  findHeader(document, (cells) => cells.length > 1 && fingerprintOf(cells) === fingerprint);
