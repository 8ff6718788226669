import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedClock } from '../core/clock.ts';
import { loadLabel } from '../core/label.ts';
import { silentLog } from '../core/log.ts';
import type { House } from '../pipeline/kit/house.ts';
import { noProgress } from '../pipeline/kit/report.ts';
import { importFiles, loadPlatforms } from '../pipeline/run.ts';
import type { Maker } from './kit/feeds/maker.ts';
import { MONEY } from './kit/feeds/money.ts';
import { PAGES } from './kit/feeds/pages.ts';
import { ZIPS } from './kit/feeds/zips.ts';
import { freshHouse } from './kit/ours.ts';
import { median } from './kit/stats.ts';
import { type Line, ratio } from './kit/table.ts';
import { loadPlainly } from './peers/plain.ts';

export interface FeedsOptions {
  /** Rows of each feed whose form holds so many. */
  rows: number;
  rounds: number;
  progress(text: string): void;
}

/** A file costs some hundred milliseconds whatever is in it: with fewer rows only that would be measured. */
export const FEED_ROWS = 50_000;

/**
 * Rows per second of every feed through all zones, beside plain code that does the same reading and writing and nothing
 * else (`peers/plain.ts`), in one process, order swapped each round.
 * @throws Error when a feed has no maker, or took other rows than were made.
 */
export async function benchFeeds({ rows, rounds, progress }: FeedsOptions): Promise<Line[]> {
  const makers = [...MONEY, ...PAGES, ...ZIPS];
  const feeds = (await loadPlatforms()).flatMap((platform) => platform.feeds.map(({ name }) => name));
  const without = feeds.filter((feed) => !makers.some((maker) => maker.feed === feed));
  if (without.length > 0) throw new Error(`no files are made for ${without.join(', ')}`);
  const lines: Line[] = [];
  for (const maker of makers) {
    progress(`${maker.feed}`);
    lines.push(await benchFeed(maker, Math.min(rows, maker.most), rounds));
  }
  return lines;
}

async function benchFeed(maker: Maker, rows: number, rounds: number): Promise<Line> {
  const folder = mkdtempSync(join(tmpdir(), 'bedrot-bench-feed-'));
  try {
    const files = await maker.files(rows);
    const paths = files.map(({ name, bytes }, index) => {
      const at = join(folder, String(index));
      mkdirSync(at);
      writeFileSync(join(at, name), bytes);
      return join(at, name);
    });
    const times = { ours: [] as number[], plain: [] as number[] };
    let taken = 0;
    for (let round = 0; round < rounds; round++) {
      const order = round % 2 === 0 ? (['ours', 'plain'] as const) : (['plain', 'ours'] as const);
      for (const who of order) {
        const started = performance.now();
        if (who === 'ours') taken = await importInto(maker.feed, paths);
        else await loadPlainly(join(folder, `plain-${round}`), paths);
        times[who].push((performance.now() - started) / 1_000);
      }
    }
    if (taken < rows * 0.99) throw new Error(`${maker.feed} took ${taken} of ${rows} rows`);
    const [ours, plain] = [median(times.ours), median(times.plain)];
    return {
      what: `feeds: ${maker.feed}, ${taken} rows, against plain code that checks nothing`,
      measured: `${Math.round(taken / ours).toLocaleString('en-US')} rows/s, ${ratio(ours / plain)} of its time`,
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** A day after the newest that is made up. */
const NOW = '2026-11-22T12:00:00Z';

/** @returns rows that were kept */
async function importInto(feed: string, paths: readonly string[]): Promise<number> {
  const data = freshHouse();
  try {
    const house: House = {
      data,
      label: loadLabel(data),
      clock: fixedClock(NOW),
      log: silentLog,
      progress: noProgress,
    };
    const { files } = await importFiles(house, paths);
    const refused = files.find(
      (file) => file.state !== 'loaded' || file.refused > file.rows / 100 || file.feed !== feed,
    );
    if (refused) throw new Error(`${feed}: ${refused.feed} ${refused.reason ?? refused.firstRefusals[0]}`);
    return files.reduce((sum, file) => sum + file.loaded, 0);
  } finally {
    await rm(data, { recursive: true });
  }
}
