import type { Feed } from './platform.ts';
import { SchemaChanged, sayMissing } from './schema-change.ts';

/** Header names are compared without case, runs of blanks, and a BOM. */
export const foldHeader = (name: string): string =>
  name
    .replace(/^\uFEFF/, '')
    .trim()
    .replace(/\s+/g, ' ')
    .toLowerCase();

/** Says of a header name whether it is one of the dropped ones; compared as columns are. */
export function isDropped(drops: readonly string[]): (header: string) => boolean {
  const folded = drops.map(foldHeader);
  const whole = new Set(folded.filter((name) => !name.endsWith('*')));
  const starts = folded.filter((name) => name.endsWith('*')).map((name) => name.slice(0, -1));
  return (header) => {
    const name = foldHeader(header);
    return whole.has(name) || starts.some((start) => name.startsWith(start) || name === start.trim());
  };
}

export interface HeaderMap {
  /** Output column -> index in the header; columns the file does not have are absent. */
  index: ReadonlyMap<string, number>;
  /** Header names no column goes by: kept in raw, and told. */
  unknown: readonly string[];
}

/** What a header has of a feed's columns. */
export interface HeaderMatch extends HeaderMap {
  /** Of each required column that is not there, all names it may go by. */
  missing: readonly (readonly string[])[];
}

/** Finds each column by its names, never by position. */
export function matchHeader(
  feed: Pick<Feed, 'columns' | 'ignores' | 'drops'>,
  header: readonly string[],
): HeaderMatch {
  const at = new Map(header.map((name, index) => [foldHeader(name), index]));
  const index = new Map<string, number>();
  const missing: (readonly string[])[] = [];
  for (const [name, column] of Object.entries(feed.columns)) {
    const alias = column.headers.find((candidate) => at.has(foldHeader(candidate)));
    if (alias !== undefined) index.set(name, at.get(foldHeader(alias)) as number);
    else if (column.required) missing.push(column.headers.length > 0 ? column.headers : [name]);
  }
  const used = new Set(index.values());
  const ignored = new Set(feed.ignores?.map(foldHeader));
  const dropped = isDropped(feed.drops ?? []);
  const unknown = header.filter(
    (name, position) => !used.has(position) && !ignored.has(foldHeader(name)) && !dropped(name),
  );
  return { index, unknown, missing };
}

/** The same, where nothing required may be missing. @throws SchemaChanged naming what is, and what is new. */
export function mapHeader(feed: Feed, header: readonly string[]): HeaderMap {
  const { index, unknown, missing } = matchHeader(feed, header);
  if (missing.length > 0) throw new SchemaChanged(feed, sayMissing(feed, missing, unknown, header));
  return { index, unknown };
}

/** How much of a header must be a feed's for a file that no feed takes to be of that feed, in another form. */
const ENOUGH = 0.6;
const FEWEST_COLUMNS = 3;

/**
 * The feed whose file a table nobody takes seems to be: most of what the feed requires is there, and most of the table
 * is known to it. It has lost a name its files are told by.
 */
export function likeliestFeed(
  feeds: readonly Feed[],
  header: readonly string[],
): { feed: Feed; difference: string } | null {
  let best: { feed: Feed; match: HeaderMatch; share: number } | null = null;
  for (const feed of feeds) {
    if (feed.mapping) continue;
    const match = matchHeader(feed, header);
    const required = Object.entries(feed.columns).filter(([, column]) => column.required);
    const found = required.filter(([name]) => match.index.has(name)).length;
    const known = header.length - match.unknown.length;
    const share = Math.min(found / required.length, known / header.length);
    if (found < FEWEST_COLUMNS || match.missing.length === 0 || share < ENOUGH) continue;
    if (best === null || share > best.share) best = { feed, match, share };
  }
  if (best === null) return null;
  const { feed, match } = best;
  const difference = sayMissing(feed, match.missing, match.unknown, header);
  return { feed, difference: difference.replace('It is a ', 'It seems to be a ') };
}
