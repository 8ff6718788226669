import { rm } from 'node:fs/promises';
import { BedrotError } from '../core/errors.ts';
import { FACTS } from '../warehouse/kit/facts.ts';
import { type Db, openOps, openWarehouse } from '../warehouse/kit/open.ts';
import { type LandedFile, listLanded, listRolledBack, setRolledBack } from '../warehouse/ops/landed.ts';
import type { House } from './kit/house.ts';
import { loadFiles } from './kit/load-files.ts';
import { archive, exists } from './kit/publish.ts';
import type { RunReport } from './kit/report.ts';
import { archivePath, inData, rawPath } from './kit/zones.ts';
import { inRun } from './run.ts';

/** What taking a file's rows back does to the warehouse. */
export interface RollbackEffect {
  file: LandedFile;
  /** Facts that nothing but this file tells. */
  gone: number;
  /** Values it changed, which are again what earlier files said. */
  restored: number;
  /** Facts it withdrew as a re-issued statement, which count again. */
  returned: number;
}

/**
 * Takes back what a file brought: rows it alone tells are gone, values it changed are again what earlier files said. The
 * file stays in landing. The warehouse is made anew from the other files in one transaction, so that the result is what
 * it would be had the file never come.
 * @param name landing path, the start of its SHA-256, or the name it was brought by.
 * @throws BedrotError `not_found`, `bad_question` (several files go by that name), `busy`
 */
export const rollBack = (house: House, name: string): Promise<RunReport> =>
  inRun(house, 'rebuild', async (run) => {
    const file = oneOf(listLanded(run.ops), name);
    setRolledBack(run.ops, file.id, house.clock.now());
    // Raw alone can restore a lost ops.db: what is rolled back must not come back that way.
    const raw = rawPath(file.platform, file.path);
    if (await exists(inData(house.data, raw))) {
      await archive(inData(house.data, raw), inData(house.data, archivePath(raw, house.clock.now())));
      await rm(inData(house.data, raw));
    }
    house.log.info('file_rolled_back', { file: file.path });
    return loadFiles(house, run, listLanded(run.ops), 'anew');
  });

/** Makes the rows of a file that was rolled back count again. @throws as `rollBack` */
export const undoRollBack = (house: House, name: string): Promise<RunReport> =>
  inRun(house, 'rebuild', async (run) => {
    const file = oneOf(listRolledBack(run.ops), name);
    setRolledBack(run.ops, file.id, null);
    house.log.info('file_rolled_back', { file: file.path, undone: true });
    return loadFiles(house, run, listLanded(run.ops), 'anew');
  });

/** What `rollBack` would do. Changes nothing. @throws as `rollBack` */
export function rollbackEffect(data: string, name: string): RollbackEffect {
  const ops = openOps(data);
  const warehouse = openWarehouse(data);
  try {
    const file = oneOf(listLanded(ops), name);
    const count = (sql: string): number =>
      warehouse.prepare<[number], number>(sql).pluck().get(file.id) as number;
    const told = Object.keys(FACTS).reduce(
      (sum, table) => sum + count(`SELECT count(*) FROM ${table} WHERE file_id = ?`),
      0,
    );
    return {
      file,
      gone: told - correctedFacts(warehouse, file.id),
      restored: count('SELECT count(*) FROM changes WHERE file_id = ?'),
      returned: count('SELECT count(*) FROM withdrawals WHERE by_file_id = ?'),
    };
  } finally {
    warehouse.close();
    ops.close();
  }
}

/** Facts that earlier files told too, and this one last. */
const correctedFacts = (db: Db, file: number): number =>
  db
    .prepare<[number, number], number>(
      `SELECT count(*) FROM (SELECT DISTINCT table_name, row_key FROM changes WHERE file_id = ?
       EXCEPT SELECT table_name, row_key FROM changes WHERE old_file_id = ?)`,
    )
    .pluck()
    .get(file, file) as number;

function oneOf(files: readonly LandedFile[], name: string): LandedFile {
  const found = files.filter(
    (file) =>
      file.path === name ||
      file.originalName === name ||
      (/^[0-9a-f]{8,64}$/.test(name) && file.sha256.startsWith(name)),
  );
  const [only, ...others] = found;
  if (!only)
    throw new BedrotError('not_found', `No file was brought as ${name}. "bedrot explain" names files.`);
  if (others.length > 0) {
    const paths = found.map((file) => `${file.path} (${file.landedAt.slice(0, 10)})`).join(', ');
    throw new BedrotError('bad_question', `Several files go by that name: ${paths}. Say the path of one.`);
  }
  return only;
}
