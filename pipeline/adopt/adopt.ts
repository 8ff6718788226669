import { realpath, rm, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve } from 'node:path';
import { BedrotError } from '../../core/errors.ts';
import { openOps } from '../../warehouse/kit/open.ts';
import { listMappings } from '../../warehouse/ops/mappings.ts';
import type { RunReport } from '../../warehouse/ops/reports.ts';
import type { House, Run } from '../kit/house.ts';
import { claim, land } from '../kit/landing.ts';
import { loadFiles } from '../kit/load-files.ts';
import { mappedPlatform } from '../kit/mapping/feed.ts';
import { sha256Of } from '../kit/quarantine.ts';
import type { FileReport } from '../kit/report.ts';
import { emptyReport } from '../kit/reports.ts';
import { standing } from '../kit/standing.ts';
import { inRun, loadPlatforms, pendingFiles } from '../run.ts';
import type { Candidate } from './look.ts';
import { type Plan, planOf } from './plan.ts';
import { isZipFile, unpack } from './unpack.ts';
import { walk } from './walk.ts';

export interface Adoption extends Plan {
  /** Absolute, as it was given. */
  folder: string;
  /** Null: nothing was there to take, or it was only asked what would be. */
  run: RunReport | null;
}

/** Where a zip of a lake lies unpacked while it is adopted. Nothing else may use it. */
const UNPACKED = '.adopting';

/**
 * Takes over a folder of exports: the earlier lake, or downloads. The folder is not changed, and nothing is written
 * outside the data folder. Each file lands as of its own time and takes its place in the landing order by it, so that
 * what is newer wins, whatever was loaded before. Cut off at any moment, it goes on where it was when it is said again.
 * @param folder a folder, or a zip of one
 * @throws BedrotError `not_found`, `bad_question` (our own data folder), `busy`, `disk_full`
 */
export async function adopt(
  house: House,
  folder: string,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<Adoption> {
  const given = resolve(folder);
  if (isIn(await realpath(house.data).catch(() => house.data), await realpath(given).catch(() => given)))
    throw new BedrotError(
      'bad_question',
      `${folder} is the data folder itself, or lies in it. What lies in landing is loaded by "bedrot run".`,
    );
  const unpacked = join(house.data, UNPACKED);
  await rm(unpacked, { recursive: true, force: true });
  try {
    const isZip = (await stat(given).catch(() => null))?.isFile() && (await isZipFile(given));
    if (isZip) await unpack(house, given, unpacked);
    const where = { data: house.data, name: basename(given), timeZone: house.label.timeZone };
    house.progress.step('walking through the folder', null);
    const walked = await walk(isZip ? unpacked : given, { ...where, now: house.clock.now() });
    const plan = await planned(house, walked.found);
    const left = [...walked.left, ...plan.left].sort((a, b) => (a.from < b.from ? -1 : 1));
    const run =
      dryRun || plan.take.length + plan.known.length === 0 ? null : await carryOut(house, plan.take);
    return { ...plan, left, folder: given, run };
  } finally {
    house.progress.end();
    await rm(unpacked, { recursive: true, force: true });
  }
}

function isIn(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return !inside.startsWith('..') && !isAbsolute(inside);
}

async function planned(house: House, found: Parameters<typeof planOf>[3]): Promise<Plan> {
  const ours = await loadPlatforms();
  const ops = openOps(house.data);
  try {
    return await planOf(house, ops, [...ours, mappedPlatform(listMappings(ops))], found);
  } finally {
    ops.close();
  }
}

/** Files that were landed before, by an adoption that was cut off, are loaded with the others. */
const carryOut = (house: House, take: readonly Candidate[]): Promise<RunReport> =>
  inRun(house, 'import', async (run): Promise<FileReport[]> => {
    const reports: FileReport[] = [];
    house.progress.step('landing files', take.length);
    for (const file of take) {
      const failed = await landOne(house, run, file);
      if (failed) reports.push({ ...emptyReport(file.originalName), state: 'waiting', reason: failed });
      house.progress.advance(1);
    }
    Object.assign(run, standing(run.ops, run.warehouse, run.platforms));
    return [...reports, ...(await loadFiles(house, run, await pendingFiles(house, run), 'add'))];
  });

/** @returns why it was not landed: somebody wrote to it since it was looked at */
async function landOne(house: House, run: Run, file: Candidate): Promise<string | null> {
  const changed = 'it was changed or taken away meanwhile. Say it again when nobody writes there';
  if ((await sha256Of(file.path).catch(() => null)) !== file.sha256) return changed;
  const { brought, claims } = await claim(run.platforms, file.path, file.originalName);
  for (const one of claims) {
    await land(house, run.ops, file.path, file.originalName, one, brought, { at: file.at, from: file.from });
  }
  return null;
}
