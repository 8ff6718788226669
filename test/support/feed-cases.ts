import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Frame } from '../../pipeline/kit/frame.ts';
import { type Feed, FileRefused } from '../../pipeline/kit/platform.ts';
import type { Document } from '../../pipeline/kit/read/document.ts';
import { openBrought } from '../../pipeline/kit/read/open.ts';
import { stage } from '../../pipeline/kit/stage.ts';
import { loadPlatforms } from '../../pipeline/run.ts';
import type { Random } from '../../sandbox/label/random.ts';
import { fastFolder } from './house.ts';
import { type Apart, takeApart } from './take-apart.ts';

/** What a format does not allow to be done to its rows, each with the reason. */
export interface Forbidden {
  /** Rows in another order. */
  reorder?: string;
  /** The same row twice in one file. */
  repeat?: string;
  /** Rows in several files. `in two`: only a first and a last part. */
  split?: string | { inTwo: string };
}

/** A file of a fixture, taken apart. */
export interface FeedCase {
  feed: Feed;
  /** Of the fixture. */
  name: string;
  originalName: string;
  apart: Apart;
}

const PLATFORMS = join(import.meta.dirname, '..', '..', 'pipeline', 'platforms');

/** Every case of every feed's fixture. */
export async function feedCases(): Promise<FeedCase[]> {
  const cases: FeedCase[] = [];
  const platforms = await loadPlatforms();
  const feeds = platforms.flatMap((platform) => platform.feeds);
  const claims = (document: Document): Feed[] => feeds.filter((feed) => feed.detect(document) !== null);
  for (const platform of platforms) {
    for (const feed of platform.feeds) {
      const at = join(PLATFORMS, platform.name, 'fixture', feed.name);
      for (const name of existsSync(at) ? readdirSync(at).sort() : []) {
        const [originalName] = readdirSync(join(at, name)).filter(
          (file) => !/^(expected|refused)\.csv$/.test(file),
        );
        if (originalName === undefined) throw new Error(`${feed.name}/${name} has no file`);
        const apart = await takeApart(feed, join(at, name, originalName), originalName, claims);
        cases.push({ feed, name, originalName, apart });
      }
    }
  }
  return cases;
}

/**
 * Rows that tell of one thing, which no split may part: those with a key in common; of a statement, all rows of a part
 * of it, since a later file that tells nearly all of a part withdraws the rest.
 */
async function groupsOf({ feed, apart, originalName }: FeedCase): Promise<number[][]> {
  const columns = feed.reissue ? [feed.reissue.statement, ...feed.reissue.covers] : feed.key;
  const folder = fastFolder();
  const path = join(folder, originalName);
  try {
    const groups: { keys: Set<string>; rows: number[] }[] = [];
    for (const row of apart.rows) {
      writeFileSync(path, await apart.build([row]));
      const keys = await keysOf(feed, columns, path, originalName);
      const same = groups.filter((group) => keys.some((key) => group.keys.has(key)));
      for (const group of same) groups.splice(groups.indexOf(group), 1);
      groups.push({
        keys: new Set([...keys, ...same.flatMap((group) => [...group.keys])]),
        rows: [...same.flatMap((group) => group.rows), row],
      });
    }
    return groups.map(({ rows }) => rows);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function keysOf(
  feed: Feed,
  columns: readonly string[],
  path: string,
  originalName: string,
): Promise<string[]> {
  const frame = new Frame(feed);
  try {
    const { documents } = await openBrought(path, originalName);
    const mine = documents.find((document) => feed.detect(document) !== null);
    if (!mine) return [];
    const facts = {
      originalName,
      account: feed.detect(mine)?.account ?? '',
      landedDay: '2026-11-22',
      rows: 0,
    };
    await stage(frame, feed.read(mine), { index: 0, ...facts });
  } catch (cause) {
    // A row that alone makes no file of the feed has nothing in common with another.
    if (cause instanceof FileRefused) return [];
    throw cause;
  }
  return Array.from({ length: frame.rows }, (_, row) =>
    JSON.stringify(columns.map((column) => frame.at(column, row))),
  );
}

export function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const out = [...list];
  for (let at = out.length - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [out[at], out[other]] = [out[other] as T, out[at] as T];
  }
  return out;
}

/** The same rows otherwise: what is to be brought, in order, and whether each row is in exactly one of the files. */
export interface Variant {
  what: string;
  files: readonly Buffer[];
  isSplit: boolean;
}

/** One way the format allows to bring a case otherwise. */
export async function variantOf(one: FeedCase, forbidden: Forbidden, random: Random): Promise<Variant> {
  const { apart } = one;
  const order = (rows: readonly number[]): readonly number[] =>
    forbidden.reorder === undefined ? shuffled(random, rows) : [...rows].sort((a, b) => a - b);
  const ways: (() => Promise<Variant>)[] = [];
  const whole = (): Promise<Buffer> => apart.build(order(apart.rows));
  const { split } = forbidden;
  if (apart.rows.length < 2) {
    // One row is in one file.
  } else if (typeof split === 'object') {
    ways.push(async () => {
      const cut = 1 + random.below(Math.max(1, apart.rows.length - 1));
      const parts = [apart.rows.slice(0, cut), apart.rows.slice(cut)].filter((rows) => rows.length > 0);
      const files = await Promise.all(parts.map(apart.build));
      return { what: `in two after ${cut} rows`, files: shuffled(random, files), isSplit: true };
    });
  } else if (split === undefined) {
    const parts = async (): Promise<Buffer[]> => {
      const count = 2 + random.below(2);
      const of = Array.from({ length: count }, (): number[] => []);
      for (const group of await groupsOf(one)) of[random.below(count)]?.push(...group);
      return Promise.all(of.filter((rows) => rows.length > 0).map((rows) => apart.build(order(rows))));
    };
    ways.push(
      async () => ({ what: 'in parts', files: await parts(), isSplit: true }),
      async () => ({
        what: 'in parts, and whole',
        files: shuffled(random, [...(await parts()), await whole()]),
        isSplit: false,
      }),
    );
  }
  if (forbidden.reorder === undefined)
    ways.push(async () => ({ what: 'in another order', files: [await whole()], isSplit: true }));
  // Equal rows of a statement are real.
  if (forbidden.repeat === undefined && !one.feed.occurrenceBy) {
    ways.push(async () => {
      const again = apart.rows.filter(() => random.chance(0.4));
      return {
        what: 'with rows twice',
        files: [await apart.build(order([...apart.rows, ...again]))],
        isSplit: false,
      };
    });
  }
  ways.push(async () => ({
    what: 'twice',
    files: [await whole(), await apart.build(apart.rows)],
    isSplit: false,
  }));
  return (ways[random.below(ways.length)] as () => Promise<Variant>)();
}
