import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nanosToDecimal } from '../../core/money.ts';
import { discover } from '../../warehouse/kit/discover.ts';
import { DIMENSION_PARTS, FACTS } from '../../warehouse/kit/facts.ts';
import { loadPlatforms } from '../run.ts';
import { Frame } from './frame.ts';
import type { Feed, Platform } from './platform.ts';
import { openBrought } from './read/open.ts';
import { stage } from './stage.ts';
import type { Staged } from './staged.ts';

const PLATFORMS = join(import.meta.dirname, '..', 'platforms');
/** No row of a fixture is later. */
const LANDED = '2026-11-22';

interface Case {
  name: string;
  path: string;
  originalName: string;
  expected: string;
  /** Lines that must be refused; '' where none may be. */
  refused: string;
}

/**
 * The cases of a feed: `fixture/<feed>/<case>/` holds one file under the name its owner has it by, `expected.csv` with
 * the rows it must become (line, then the feed's columns; empty: not known), and `refused.csv` if lines must be refused.
 * @throws Error saying what is missing.
 */
function casesOf(platform: string, feed: string): Case[] {
  const folder = join(platform, 'fixture', feed);
  const names = existsSync(folder) ? readdirSync(folder).sort() : [];
  if (names.length === 0) throw new Error(`${feed} has no fixture: ${folder} is missing or empty`);
  return names.map((name) => {
    const at = join(folder, name);
    const files = readdirSync(at).filter((file) => file !== 'expected.csv' && file !== 'refused.csv');
    if (files.length !== 1) throw new Error(`${at} must hold one landed file, it holds ${files.length}`);
    const originalName = files[0] as string;
    const text = (file: string) =>
      existsSync(join(at, file)) ? readFileSync(join(at, file), 'utf8').trimEnd() : '';
    const expected = text('expected.csv');
    if (expected === '') throw new Error(`${at} has no expected.csv`);
    return { name, path: join(at, originalName), originalName, expected, refused: text('refused.csv') };
  });
}

async function become(feed: Feed, one: Case): Promise<{ frame: Frame; staged: Staged }> {
  const { documents } = await openBrought(one.path, one.originalName);
  const mine = documents.filter((document) => feed.detect(document) !== null);
  const document = mine[0];
  if (!document || mine.length > 1) throw new Error(`${one.path}: ${feed.name} takes ${mine.length} of it`);
  const frame = new Frame(feed);
  const staged = await stage(frame, feed.read(document), {
    index: 0,
    landedDay: LANDED,
    originalName: one.originalName,
    account: feed.detect(document)?.account ?? '',
    rows: 0,
  });
  return { frame, staged };
}

const cell = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

function print(frame: Frame): string {
  const columns = Object.entries(frame.feed.columns);
  const lines = [['line', ...columns.map(([name]) => name)].join(',')];
  for (let row = 0; row < frame.rows; row++) {
    const cells = columns.map(([name, column]) => {
      const value = frame.at(name, row);
      if (value === null) return '';
      return column.type.storage === 'nanos' ? nanosToDecimal(BigInt(value), 0) : cell(String(value));
    });
    lines.push([frame.line.array[row], ...cells].join(','));
  }
  return lines.join('\n');
}

const printRefusals = (staged: Staged): string =>
  staged.refusals.length === 0
    ? ''
    : [
        'line,check,column,text',
        ...staged.refusals.map(({ line, check, column, text }) =>
          [line, check, column, text].map(String).map(cell).join(','),
        ),
      ].join('\n');

const platforms: Platform[] = await loadPlatforms();

describe.each(platforms.map((platform) => [platform.name, platform] as const))('%s', (name, platform) => {
  describe.each(platform.feeds.map((feed) => [feed.name, feed] as const))('%s', (feedName, feed) => {
    it.each(casesOf(join(PLATFORMS, name), feedName).map((one) => [one.name, one] as const))(
      '%s becomes the rows it must',
      async (_, one) => {
        const { frame, staged } = await become(feed, one);
        expect(print(frame)).toBe(one.expected);
        expect(printRefusals(staged)).toBe(one.refused);
        expect(frame.rows + staged.refusedRows).toBe(staged.rows);
      },
    );

    it('is told from every other feed by its files', async () => {
      for (const one of casesOf(join(PLATFORMS, name), feedName)) {
        const { documents } = await openBrought(one.path, one.originalName);
        const feeds = platforms.flatMap((each) => each.feeds);
        const takers = documents.map((document) =>
          feeds.filter((other) => other.detect(document) !== null).map((taker) => taker.name),
        );
        // A zip may hold files of several feeds, but none is of two.
        expect(takers.filter((names) => names.length > 1)).toEqual([]);
        expect(takers.flat().filter((taker) => taker === feedName)).toEqual([feedName]);
      }
    });

    it('names columns that its tables and its own columns have', () => {
      const columns = Object.keys(feed.columns);
      const own = [...feed.key, ...(feed.occurrenceBy ?? []), feed.dated, feed.freshBy ?? feed.dated];
      expect(columns).toEqual(expect.arrayContaining(own));
      const fact = FACTS[feed.load.table];
      const targets = [...fact.key, ...fact.values].flatMap((column): string[] =>
        column.is in DIMENSION_PARTS
          ? DIMENSION_PARTS[column.is as keyof typeof DIMENSION_PARTS].map((part) => `${column.name}.${part}`)
          : [column.name],
      );
      for (const [target, source] of Object.entries(feed.load.from)) {
        expect(targets).toContain(target);
        if ('column' in source) expect(columns).toContain(source.column);
      }
      expect(feed.name.startsWith(`${name}_`)).toBe(true);
      expect(feed.type).toMatch(/^[a-z0-9-]+$/);
      const { warnDays, criticalDays } = feed.freshness ?? { warnDays: 0, criticalDays: 1 };
      expect(warnDays).toBeLessThan(criticalDays);
      expect(feed.howToGet.steps.length).toBeGreaterThan(0);
    });
  });
});

describe('a platform that cannot be trusted', () => {
  it('is one without a fixture, without expected rows, or with rows it does not become', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bedrot-platforms-'));
    try {
      mkdirSync(join(folder, 'bad'));
      writeFileSync(
        join(folder, 'bad', 'index.ts'),
        "export default { name: 'bad', label: 'Bad', feeds: [{ name: 'bad_feed' }], waysIn: ['file'] };",
      );
      const [bad] = await discover(folder, 'folders', (_, value): asserts value is Platform => {
        if (typeof value !== 'object') throw new Error('no platform');
      });
      const feed = bad?.feeds[0]?.name ?? '';
      const at = join(folder, 'bad');
      expect(() => casesOf(at, feed)).toThrow(/bad_feed has no fixture/);
      const one = join(at, 'fixture', feed, 'one');
      mkdirSync(one, { recursive: true });
      expect(() => casesOf(at, feed)).toThrow(/must hold one landed file, it holds 0/);
      writeFileSync(
        join(one, 'ZED-audience-timeline.csv'),
        'date,listeners,streams,followers\n2026-10-01,1,2,3\n',
      );
      expect(() => casesOf(at, feed)).toThrow(/has no expected.csv/);

      const audience = platforms
        .flatMap((each) => each.feeds)
        .find((each) => each.name === 'spotify_audience');
      const header = `line,${Object.keys(audience?.columns ?? {}).join(',')}`;
      writeFileSync(join(one, 'expected.csv'), `${header}\n2,2026-10-01,ZED,1,,,,2,,,4\n`);
      const [wrong] = casesOf(at, feed);
      const { frame } = await become(audience as Feed, wrong as Case);
      expect(print(frame)).not.toBe(wrong?.expected);
      expect(print(frame)).toBe(`${header}\n2,2026-10-01,ZED,1,,,,2,,,3`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
