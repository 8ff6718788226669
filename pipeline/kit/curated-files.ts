import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { type CuratedJob, CuratedWriter, curatedJob } from './curated.ts';
import type { House } from './house.ts';
import type { Feed } from './platform.ts';
import { archive, exists, publish, temporaryFor } from './publish.ts';
import type { StagedYear } from './staging.ts';
import { archivePath, curatedPath, inData } from './zones.ts';

/**
 * The curated files of a run: written under temporary names, published together right before the commit. A later load
 * of the same year builds on the temporary file of the one before. With `anew` (a rebuild) what stands is not built on.
 */
export class CuratedFiles {
  private readonly house: House;
  private readonly anew: boolean;
  private readonly writer = new CuratedWriter();
  private working: Promise<void> = Promise.resolve();
  /** Path in the data folder -> the temporary file that will take it. */
  private readonly waiting = new Map<string, string>();

  constructor(house: House, anew: boolean) {
    this.house = house;
    this.anew = anew;
  }

  /**
   * Sets the writing process to work. Returns when it has its job, so that the caller may then block its own thread;
   * `written` is to be awaited, and fails where the files cannot be written.
   */
  async start(
    feed: Feed,
    staging: string,
    years: readonly StagedYear[],
  ): Promise<{ written: Promise<void> }> {
    const jobs = await Promise.all(
      years.map(async ({ year, ranges }) => {
        const path = curatedPath(feed, year);
        const target = inData(this.house.data, path);
        const waiting = this.waiting.get(path);
        const old = waiting ?? (!this.anew && (await exists(target)) ? target : null);
        const part = await temporaryFor(`${target}.csv`);
        return { path, year, ranges, part, old, out: await temporaryFor(target) };
      }),
    );
    if (jobs.length === 0) return { written: Promise.resolve() };
    this.working = this.write(curatedJob(feed, staging, jobs), jobs);
    this.working.catch(() => {});
    return { written: this.working };
  }

  /**
   * Takes rows out of the curated years; they stand in the files of this run or in the ones that are published.
   * @param keys the feed's key as texts, and the occurrence.
   */
  async drop(feed: Feed, keys: readonly (readonly string[])[]): Promise<void> {
    const at = feed.key.indexOf(feed.dated);
    const years = Map.groupBy(keys, (key) => (key[at] as string).slice(0, 4));
    const jobs = await Promise.all(
      [...years].map(async ([year, list]) => {
        const path = curatedPath(feed, year);
        const target = inData(this.house.data, path);
        const part = await temporaryFor(`${target}.csv`);
        const cells = list.map((key) => (feed.occurrenceBy ? key : key.slice(0, -1)).map(quoted).join(','));
        await writeFile(part, `${cells.join('\n')}\n`);
        const old = this.waiting.get(path) ?? target;
        return { path, year, ranges: [], part, old, out: await temporaryFor(target) };
      }),
    );
    if (jobs.length > 0) await this.write(curatedJob(feed, '', jobs, true), jobs);
  }

  private async write(
    job: CuratedJob,
    jobs: readonly { path: string; part: string; out: string }[],
  ): Promise<void> {
    try {
      await this.writer.write(job);
    } catch (cause) {
      await Promise.all(jobs.map(({ out }) => rm(out, { force: true })));
      throw cause;
    } finally {
      await Promise.all(jobs.map(({ part }) => rm(part, { force: true })));
    }
    for (const { path, out } of jobs) {
      const before = this.waiting.get(path);
      if (before) await rm(before, { force: true });
      this.waiting.set(path, out);
    }
  }

  /** Gives the files their final names; what they replace goes to the archive, unless it is the same to the byte. */
  async publish(): Promise<void> {
    for (const [path, temporary] of this.waiting) {
      const target = inData(this.house.data, path);
      const stands = await exists(target);
      if (stands && (await digest(target)) === (await digest(temporary))) {
        await rm(temporary, { force: true });
      } else {
        if (stands) await archive(target, inData(this.house.data, archivePath(path, this.house.clock.now())));
        await publish(temporary, target);
      }
      this.waiting.delete(path);
    }
  }

  /** Drops what was not published. */
  async abandon(): Promise<void> {
    for (const temporary of this.waiting.values()) await rm(temporary, { force: true });
    this.waiting.clear();
  }

  /** Lets go of the writing process, whatever it is at, and drops what was not published. */
  async close(): Promise<void> {
    await this.writer.close();
    await this.working.catch(() => {});
    await this.abandon();
  }
}

const quoted = (text: string): string => (text === '' ? '' : `"${text.replaceAll('"', '""')}"`);

const digest = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
