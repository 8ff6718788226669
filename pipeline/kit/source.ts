import { rm } from 'node:fs/promises';
import { BedrotError } from '../../core/errors.ts';
import type { LandedFile } from '../../warehouse/ops/landed.ts';
import type { Cells } from './cells.ts';
import { withoutDropped } from './drops.ts';
import type { House } from './house.ts';
import { type Feed, FileRefused } from './platform.ts';
import { archive, exists, publish, temporaryFor } from './publish.ts';
import { type RawHeader, readRaw, writeRawThrough } from './raw.ts';
import { openBrought } from './read/open.ts';
import { archivePath, inData, rawPath } from './zones.ts';

/**
 * The cells of a landed file. Where its raw file stands already they come from there; else from landing, and the raw
 * file is written on the way, so that the bytes are read once. It gets its final name when the last cell was taken.
 */
export async function* cellsOf(house: House, feed: Feed, file: LandedFile): AsyncGenerator<Cells> {
  const raw = inData(house.data, rawPath(file.platform, file.path));
  const stands = await exists(raw);
  let isOld = false;
  if (stands) {
    try {
      const { header, cells } = await readRaw(raw);
      // Raw tells the landing order as well: a lost ops.db is made again by it.
      isOld = header.version !== feed.version;
      if ((!isOld && header.order === file.id) || !(await exists(inData(house.data, file.path)))) {
        yield* cells;
        return;
      }
    } catch (cause) {
      if (!(cause instanceof FileRefused)) throw cause;
      const sentence = `${raw} is damaged. Delete it and run again: it is made anew from ${file.path}.`;
      throw new BedrotError('internal', sentence, {}, cause);
    }
  }
  yield* fromLanding(house, feed, file, raw, isOld);
}

async function* fromLanding(
  house: House,
  feed: Feed,
  file: LandedFile,
  raw: string,
  replaces: boolean,
): AsyncGenerator<Cells> {
  const { documents } = await openBrought(inData(house.data, file.path), file.originalName);
  const document = documents.find((candidate) => feed.detect(candidate));
  if (!document) throw new FileRefused(`It is no ${feed.label} file any more.`);
  const cells = feed.read(document);
  // The landed file has them empty already; this is the gate that holds whatever lies there.
  const source = feed.drops ? withoutDropped(feed, cells) : toAsync(cells);
  const first = await source.next();
  const header: RawHeader = {
    landed: file.path,
    order: file.id,
    sha256: file.sha256,
    ...(file.keptSha256 !== null && { kept_sha256: file.keptSha256 }),
    original_name: file.originalName,
    landed_at: file.landedAt,
    feed: feed.name,
    version: feed.version,
    account: file.account,
    ...(feed.mapping && { mapping: feed.mapping }),
    columns: first.done ? (document.header ?? []) : first.value.header,
  };
  const temporary = await temporaryFor(raw);
  try {
    yield* writeRawThrough(temporary, header, startingWith(first, source));
    if (replaces)
      await archive(
        raw,
        inData(house.data, archivePath(rawPath(file.platform, file.path), house.clock.now())),
      );
    await publish(temporary, raw);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
}

async function* toAsync(cells: AsyncIterable<Cells> | Iterable<Cells>): AsyncGenerator<Cells> {
  yield* cells;
}

async function* startingWith(
  first: IteratorResult<Cells>,
  rest: AsyncGenerator<Cells>,
): AsyncGenerator<Cells> {
  if (first.done) return;
  yield first.value;
  yield* rest;
}
