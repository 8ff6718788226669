import { rm } from 'node:fs/promises';
import {
  countFile,
  openFile,
  recordNewestDay,
  recordOutput,
  recordWithdrawn,
} from '../../warehouse/kit/ledger.ts';
import { createNames } from '../../warehouse/kit/names.ts';
import { resolveNames } from '../../warehouse/kit/names-resolve.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import type { LandedFile } from '../../warehouse/ops/landed.ts';
import { arrange } from './arrange.ts';
import type { CuratedFiles } from './curated-files.ts';
import { Frame } from './frame.ts';
import type { House, Run } from './house.ts';
import { type FileEffect, loadFacts } from './load.ts';
import { numberRows } from './occurrences.ts';
import { type Feed, FileRefused } from './platform.ts';
import { publish, temporaryFor } from './publish.ts';
import { bringBack, partsOf, withdraw } from './reissue.ts';
import { refuseOtherForm } from './schema-change.ts';
import { cellsOf } from './source.ts';
import { stage } from './stage.ts';
import type { Staged } from './staged.ts';
import { writeStaging } from './staging.ts';
import { curatedPath, inData, rawPath, stagingPath } from './zones.ts';

/** What became of each file of a batch. */
export interface BatchResult {
  /** Files the load did not come to: the next one takes them. */
  left: LandedFile[];
  loaded: { file: LandedFile; effect: FileEffect; notes: string[] }[];
  refused: { file: LandedFile; why: FileRefused }[];
}

/**
 * Carries files of one feed, in landing order, from landing to the warehouse. Facts and ledger are written in the
 * transaction the caller opened; `finish` publishes staging and curated and is called right before the commit, so that
 * a crash before it changes nothing and a crash after it is mended by loading the same files again.
 */
export async function loadBatch(
  house: House,
  { warehouse, names, label }: Run,
  feed: Feed,
  files: readonly LandedFile[],
  curated: CuratedFiles,
  begin: () => void,
): Promise<BatchResult & { finish(): Promise<void> }> {
  const { frame, staged, kept, refused, left } = await stageAll(house, feed, files);
  begin();
  if (kept.length === 0) return { loaded: [], refused, left, finish: async () => {} };
  for (const file of kept) openFile(warehouse, { ...file, feedVersion: feed.version });
  const arranged = arrange(frame, createNames(warehouse, label));
  const numbered = numberRows(frame, arranged);
  const ids = kept.map((file) => file.id);

  const target = inData(house.data, stagingPath(feed));
  const temporary = await temporaryFor(target);
  try {
    const stagedYears = writeStaging(temporary, frame, numbered, ids);
    const years = stagedYears.map(({ year }) => year);
    // DuckDB writes the curated files in its own process while the facts are loaded in this one.
    const { written } = await curated.start(feed, temporary, stagedYears);
    house.progress.step(`loading ${feed.label}`, null);
    names.add(frame, numbered);
    bringBack(warehouse, frame, numbered);
    const effects = loadFacts(warehouse, frame, arranged, numbered, ids, staged);
    const withdrawn = withdraw(
      warehouse,
      frame,
      numbered,
      kept.map((file, index) => ({ id: file.id, refused: (effects[index] as FileEffect).refused })),
    );
    resolveNames(warehouse, label);
    const loaded = kept.map((file, index) => {
      const effect = effects[index] as FileEffect;
      record(warehouse, feed, file, effect, years);
      effect.withdrawn = withdrawn.byFile.get(index) ?? 0;
      recordWithdrawn(warehouse, file.id, effect.withdrawn);
      const notes = [
        ...notesOf(feed, staged[index] as Staged, effect),
        ...(withdrawn.notes.get(index) ?? []),
      ];
      return { file, effect, notes };
    });
    await written;
    await curated.drop(feed, withdrawn.keys);
    return { loaded, refused, left, finish: () => publish(temporary, target) };
  } catch (cause) {
    await rm(temporary, { force: true });
    throw cause;
  }
}

async function stageAll(house: House, feed: Feed, files: readonly LandedFile[]) {
  const frame = new Frame(feed);
  const staged: Staged[] = [];
  const kept: LandedFile[] = [];
  const refused: BatchResult['refused'] = [];
  const parts = new Set<string>();
  for (const [at, file] of files.entries()) {
    const before = frame.rows;
    house.progress.step(`reading ${file.originalName}`, null);
    try {
      const one = await stage(frame, counting(cellsOf(house, feed, file), house), {
        index: kept.length,
        landedDay: file.landedAt.slice(0, 10),
        originalName: file.originalName,
        account: file.account,
        rows: 0,
      });
      refuseOtherForm(feed, one);
      const own = feed.reissue && files.length > 1 ? partsOf(frame, feed.reissue, before) : new Set<string>();
      if ([...own].some((part) => parts.has(part))) {
        frame.truncate(before);
        return { frame, staged, kept, refused, left: files.slice(at) };
      }
      for (const part of own) parts.add(part);
      staged.push(one);
      kept.push(file);
    } catch (cause) {
      if (!(cause instanceof FileRefused)) throw cause;
      frame.truncate(before);
      refused.push({ file, why: cause });
    }
  }
  return { frame, staged, kept, refused, left: [] };
}

async function* counting<T extends { rows: number }>(
  cells: AsyncGenerator<T>,
  house: House,
): AsyncGenerator<T> {
  for await (const batch of cells) {
    house.progress.advance(batch.rows);
    yield batch;
  }
}

function record(
  warehouse: Db,
  feed: Feed,
  file: LandedFile,
  effect: FileEffect,
  years: readonly string[],
): void {
  countFile(warehouse, file.id, effect, effect.refusals);
  recordOutput(warehouse, file.id, 'raw', rawPath(file.platform, file.path));
  const first = effect.firstDay?.slice(0, 4) ?? '';
  const last = effect.lastDay?.slice(0, 4) ?? '';
  for (const year of years) {
    if (year >= first && year <= last) recordOutput(warehouse, file.id, 'curated', curatedPath(feed, year));
  }
  if (effect.newestDay !== null)
    recordNewestDay(warehouse, feed.name, file.account, effect.newestDay, file.id);
}

const notesOf = (feed: Feed, staged: Staged, { withoutCurrency }: FileEffect): string[] => [
  ...(staged.rows === 0 ? ['it has no rows'] : []),
  ...[feed.note?.(staged.rows) ?? []].flat(),
  ...(withoutCurrency > 0
    ? [`it does not tell the currency of ${withoutCurrency} of its amounts: they are kept, and in no total`]
    : []),
  ...[...(staged.leftOut ?? [])].map(
    ([what, rows]) => `${rows} ${rows === 1 ? 'row is' : 'rows are'} left out: ${what}`,
  ),
  ...(staged.damaged ? [sayDamaged([...staged.damaged])] : []),
  ...(staged.unknownColumns.length > 0
    ? [`columns nobody reads are kept in raw: ${staged.unknownColumns.join(', ')}`]
    : []),
];

const sayDamaged = (lines: readonly number[]): string =>
  `${lines.length === 1 ? `line ${lines[0]} has` : `${lines.length} lines (the first is ${lines[0]}) have`} a "\ufffd" where a character was lost before the file came: kept as it is; get the file again, or correct the name`;
