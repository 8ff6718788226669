import { copyFile, mkdir, mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { BedrotError } from '../core/errors.ts';
import { openOps } from '../warehouse/kit/open.ts';
import { forgetQuarantined, listQuarantined, type Quarantined } from '../warehouse/ops/landed.ts';
import { listMappings, type Mapping, saveMapping } from '../warehouse/ops/mappings.ts';
import type { House } from './kit/house.ts';
import { mappedPlatform } from './kit/mapping/feed.ts';
import { type Guess, guessMapping } from './kit/mapping/guess.ts';
import type { Proposal } from './kit/mapping/propose.ts';
import { placeByFingerprint } from './kit/mapping/table.ts';
import { TARGETS, targetNamed } from './kit/mapping/targets.ts';
import { FileRefused } from './kit/platform.ts';
import { exists } from './kit/publish.ts';
import { sha256Of } from './kit/quarantine.ts';
import type { Document } from './kit/read/document.ts';
import { openBrought } from './kit/read/open.ts';
import type { RunReport } from './kit/report.ts';
import { inData } from './kit/zones.ts';
import { importFiles, loadPlatforms } from './run.ts';

/** A table as it is shown to the owner before it is mapped. */
export interface Seen {
  guess: Guess;
  /** What was said of this header before. */
  known: Mapping | null;
}

/**
 * Looks at a table no feed takes and guesses what it is. Writes nothing.
 * @param as name of the shape, where a person said it.
 * @throws BedrotError `not_found`, `file_refused` (no table, or not readable), `bad_question` (a feed of ours takes it)
 */
export async function lookAtTable(data: string, path: string, as?: string): Promise<Seen> {
  const target = as === undefined ? undefined : targetNamed(as);
  if (as !== undefined && !target)
    throw new BedrotError(
      'bad_question',
      `There is no shape "${as}". There are: ${TARGETS.map(({ name }) => name).join(', ')}.`,
    );
  if (!(await exists(path))) throw new BedrotError('not_found', `There is no file ${path}.`);
  try {
    const document = await onlyTable(path);
    await refuseOurs(document);
    const known = remembered(data, document);
    const guess = await guessMapping(document, target ?? targetNamed(known?.target ?? ''));
    if (guess === null) throw new FileRefused('It is no table with a header.');
    return { guess: known ? withKnown(guess, known) : guess, known };
  } catch (cause) {
    if (!(cause instanceof FileRefused)) throw cause;
    throw new BedrotError('file_refused', `${basename(path)}: ${cause.message}`, {}, cause);
  }
}

async function onlyTable(path: string): Promise<Document> {
  const { documents } = await openBrought(path, basename(path));
  const tables = documents.filter(({ format }) => format === 'delimited');
  const [table] = tables;
  if (!table) throw new FileRefused('It holds no table. Only tables (CSV, TSV) can be mapped.');
  if (tables.length > 1)
    throw new FileRefused('It is a zip with several tables. Unpack it and map them one by one.');
  return table;
}

async function refuseOurs(document: Document): Promise<void> {
  for (const { feeds } of await loadPlatforms()) {
    const feed = feeds.find((each) => each.detect(document) !== null);
    if (feed)
      throw new BedrotError('bad_question', `It is a ${feed.label} file: "bedrot import" takes it as it is.`);
  }
}

function remembered(data: string, document: Document): Mapping | null {
  const ops = openOps(data);
  try {
    return (
      listMappings(ops).find(({ fingerprint }) => placeByFingerprint(document, fingerprint) !== null) ?? null
    );
  } finally {
    ops.close();
  }
}

/** What a person said stands before what is guessed. */
function withKnown(guess: Guess, { columns, constants, target, createdAt }: Mapping): Guess {
  if (target !== guess.target.name) return guess;
  const fieldOf = new Map(Object.entries(columns).map(([field, header]) => [header, field]));
  return {
    ...guess,
    constants: { ...guess.constants, ...constants },
    columns: guess.columns.map((column) => {
      const field = fieldOf.get(column.header) ?? null;
      const reason = `you said so on ${createdAt.slice(0, 10)}`;
      return { ...column, field, confidence: field === null ? 0 : 1, reason };
    }),
  };
}

/**
 * Keeps a mapping and takes in the file, with every quarantined one that has the same header.
 * @throws BedrotError as `importFiles`
 */
export async function importMapped(house: House, path: string, proposal: Proposal): Promise<RunReport> {
  const ops = openOps(house.data);
  let waiting: Quarantined[];
  let mapping: Mapping;
  try {
    mapping = saveMapping(ops, proposal, house.clock.now());
    waiting = await quarantinedLike(house, listQuarantined(ops), mapping);
  } finally {
    ops.close();
  }
  const folder = await mkdtemp(join(tmpdir(), 'bedrot-map-'));
  try {
    // The file itself may wait there: it is brought as it is.
    const own = await sha256Of(path);
    const others = waiting.filter(({ sha256 }) => sha256 !== own);
    const copies = await Promise.all(
      others.map((file, index) => copyOut(house, file, join(folder, String(index)))),
    );
    const report = await importFiles(house, [...copies, path]);
    await settle(house, waiting, report);
    return report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Quarantined files that the mapping reads. */
async function quarantinedLike(
  house: House,
  files: readonly Quarantined[],
  mapping: Mapping,
): Promise<Quarantined[]> {
  const [feed] = mappedPlatform([mapping]).feeds;
  const like: Quarantined[] = [];
  for (const file of files) {
    const path = inData(house.data, file.path);
    if (!feed || !(await exists(path))) continue;
    const brought = await openBrought(path, file.originalName).catch((cause: unknown) => {
      if (!(cause instanceof FileRefused)) throw cause;
      return null;
    });
    if (brought?.documents.some((document) => feed.detect(document) !== null)) like.push(file);
  }
  return like;
}

/** Under its own name, as old as when it came. */
async function copyOut(house: House, file: Quarantined, folder: string): Promise<string> {
  await mkdir(folder);
  const path = join(folder, basename(file.originalName));
  await copyFile(inData(house.data, file.path), path);
  const at = new Date(file.at);
  await utimes(path, at, at);
  return path;
}

/** Those that are in now leave quarantine. */
async function settle(house: House, waiting: readonly Quarantined[], report: RunReport): Promise<void> {
  const refused = new Set(
    report.files.filter(({ state }) => state === 'quarantined').map(({ originalName }) => originalName),
  );
  const ops = openOps(house.data);
  try {
    for (const file of waiting) {
      if (refused.has(file.originalName)) continue;
      forgetQuarantined(ops, file.path);
      await rm(inData(house.data, file.path), { force: true });
      await rm(`${inData(house.data, file.path)}.why.json`, { force: true });
    }
  } finally {
    ops.close();
  }
}
