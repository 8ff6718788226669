import { chmod, copyFile, rm, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Db } from '../../warehouse/kit/open.ts';
import { findLanded, type LandedFile, recordLanded } from '../../warehouse/ops/landed.ts';
import { writeBlanked } from './blanked.ts';
import { droppedOf } from './drops.ts';
import { likeliestFeed, mapHeader } from './header.ts';
import type { House } from './house.ts';
import { type Feed, FileRefused, type Platform } from './platform.ts';
import { exists, publish, temporaryFor } from './publish.ts';
import { sha256Of } from './quarantine.ts';
import type { Brought, Document } from './read/document.ts';
import { openBrought } from './read/open.ts';
import { findHeader } from './read/preamble.ts';
import { describeUnclaimed } from './read/unclaimed.ts';
import { SchemaChanged } from './schema-change.ts';
import { inData, landingPath, namePart, stampOf } from './zones.ts';

/** A document and the feed that takes it. */
export interface Claim {
  platform: Platform;
  feed: Feed;
  account: string;
  document: Document;
}

/** Of an adopted file: when its bytes were first known, and where in the folder it lay. */
export interface Came {
  at: Date;
  from: string;
}

export interface Claimed {
  brought: Brought;
  claims: Claim[];
  /** Zip entries no feed reads. */
  notes: string[];
}

/** Finds by content whose a file is. @throws FileRefused when nobody's, or when a required column is missing. */
export async function claim(
  platforms: readonly Platform[],
  path: string,
  originalName: string,
): Promise<Claimed> {
  const brought = await openBrought(path, originalName);
  const claims: Claim[] = [];
  const unclaimed: Document[] = [];
  for (const document of brought.documents) {
    const found = claimOne(platforms, document);
    const twin = found && claims.find((other) => other.feed === found.feed);
    if (twin) {
      throw new FileRefused(
        `The zip holds two ${twin.feed.label} files, ${twin.document.entry} and ${document.entry}. Bring them one by one.`,
      );
    }
    if (found) claims.push(found);
    else unclaimed.push(document);
  }
  if (claims.length === 0) {
    const [first] = unclaimed;
    refuseChanged(platforms, unclaimed);
    throw new FileRefused(
      first ? `It ${describeUnclaimed(first)}.${howToMap(first)}` : 'The zip holds no files. Get it again.',
    );
  }
  for (const { feed, document } of claims) {
    const header = feed.header ? feed.header(document)?.cells : document.header;
    if (header) mapHeader(feed, header);
  }
  const notes = unclaimed.map((document) => {
    const onPurpose = claims.map(({ feed }) => feed.leaves?.(document)).find((reason) => reason);
    return `${document.entry} is not read: ${onPurpose ?? `it ${describeUnclaimed(document)}`}`;
  });
  notes.push(...notesOfDrops(claims));
  return { brought, claims, notes };
}

/** @throws SchemaChanged for a table that has most of a feed's columns, and not those its files are told by. */
function refuseChanged(platforms: readonly Platform[], unclaimed: readonly Document[]): void {
  const feeds = platforms.flatMap((platform) => platform.feeds);
  for (const document of unclaimed) {
    const place = findHeader(document, (cells) => likeliestFeed(feeds, cells) !== null);
    const changed = place && likeliestFeed(feeds, place.cells);
    if (changed) throw new SchemaChanged(changed.feed, changed.difference, howToMap(document));
  }
}

/** A table nobody knows can be said once. */
const howToMap = ({ header, entry, originalName }: Document): string =>
  header !== null && header.length > 1 && entry === null
    ? ` "bedrot map ${originalName}" asks once what its columns mean, and reads it and its like from then on.`
    : '';

/** @throws FileRefused for a zip with other files of ours: landed for one of them, it would keep what another drops. */
function notesOfDrops(claims: readonly Claim[]): string[] {
  const dropping = claims.find(({ feed }) => feed.drops);
  if (!dropping) return [];
  if (claims.length > 1) {
    throw new FileRefused(
      `The zip holds ${dropping.document.entry}, which tells of buyers or subscribers, beside other files. Unpack it and bring the files one by one.`,
    );
  }
  const { feed, document } = dropping;
  const dropped = droppedOf(feed, feed.header?.(document)?.cells ?? document.header ?? []);
  return dropped.length === 0 ? [] : [`what tells of persons is kept nowhere: ${dropped.join(', ')}`];
}

function claimOne(platforms: readonly Platform[], document: Document): Claim | undefined {
  for (const platform of platforms) {
    for (const feed of platform.feeds) {
      const found = feed.detect(document);
      if (found) return { platform, feed, account: namePart(found.account), document };
    }
  }
  return undefined;
}

/**
 * Takes a brought file into landing: the original bytes, read-only, under their final name; its row in ops.db first, so
 * that no landed file is ever without its original name and order. Where the feed drops columns the original bytes are
 * not kept: the landed file is the same table with them empty, and its row has the SHA-256 of both.
 * @returns the landed file; `known` when these bytes were landed before.
 */
export async function land(
  house: House,
  ops: Db,
  path: string,
  originalName: string,
  claim: Claim,
  brought: Brought,
  came?: Came,
): Promise<{ file: LandedFile; known: boolean }> {
  const before = findLanded(ops, brought.sha256, claim.feed.name);
  const described = before ?? describe(house, originalName, claim, brought, came);
  const target = inData(house.data, described.path);
  // A crash between the row and the file leaves the row: the same bytes then take its place.
  if (before && (await exists(target))) return { file: before, known: true };
  const temporary = await temporaryFor(target);
  let file: LandedFile;
  let kept: Pick<LandedFile, 'bytes' | 'keptSha256'>;
  try {
    kept = await write(path, claim, brought, temporary);
    file = before ?? recordLanded(ops, { ...described, ...kept });
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
  await publish(temporary, target, kept.bytes);
  await chmod(target, 0o444);
  house.log.info('file_landed', { file: originalName, path: file.path, feed: claim.feed.name });
  return { file, known: false };
}

async function write(
  path: string,
  { feed, document }: Claim,
  brought: Brought,
  target: string,
): Promise<Pick<LandedFile, 'bytes' | 'keptSha256'>> {
  if (feed.drops) {
    await writeBlanked(document, feed, target);
    return { bytes: (await stat(target)).size, keptSha256: await sha256Of(target) };
  }
  await copyFile(path, target);
  return { bytes: brought.bytes, keptSha256: null };
}

function describe(
  house: House,
  originalName: string,
  claim: Claim,
  brought: Brought,
  came: Came | undefined,
): Omit<LandedFile, 'id'> {
  const at = came?.at ?? house.clock.now();
  // What is dropped from a zip's entry is landed as the entry alone.
  const name = claim.feed.drops ? (claim.document.entry ?? originalName) : originalName;
  const extension = extname(name).slice(1).toLowerCase();
  const parts = {
    platform: claim.platform.name,
    type: claim.feed.type,
    stamp: stampOf(at),
    account: claim.account,
    hash: brought.sha256.slice(0, 8),
    extension: /^[a-z0-9]{1,8}$/.test(extension) ? extension : 'bin',
  };
  return {
    path: landingPath(parts),
    sha256: brought.sha256,
    keptSha256: null,
    bytes: brought.bytes,
    originalName,
    landedAt: at.toISOString(),
    platform: claim.platform.name,
    feed: claim.feed.name,
    account: claim.account,
    ...(came && { adoptedFrom: came.from }),
  };
}
