import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { House } from '../../pipeline/kit/house.ts';
import type { FileReport } from '../../pipeline/kit/report.ts';
import { importFiles } from '../../pipeline/run.ts';
import { type Db, openWarehouse } from '../../warehouse/kit/open.ts';
import { temporaryFolder, testHouse } from './house.ts';

/** A label with the house's own names, for tests that import files through the front door. */
export const LABEL = {
  name: 'Test Label',
  artists: [
    { name: 'ZONE A0', aliases: ['ZONE_A0', 'zone.a0'], accounts: { tiktok: ['zone.a0'] } },
    { name: 'PIG1987', aliases: ['PIG 1987'], accounts: { tiktok: ['pig1987'] } },
    { name: 'DEEPCURSE' },
    { name: 'Sxnctuary', role: 'collaborator' },
  ],
};

export interface TestLake {
  house: House;
  /** Writes the files as downloads and imports them, in the order given. */
  bring(
    ...files: readonly (readonly [name: string, bytes: Buffer | string])[]
  ): Promise<readonly FileReport[]>;
  /** What the last import left to settle. */
  notes(): readonly string[];
  /** Rows of a query over the warehouse, as arrays. */
  rows(sql: string): unknown[];
  /** The warehouse, read-only. */
  open(): Db;
  remove(): void;
}

export function testLake(label: unknown = LABEL, now?: string, folder = temporaryFolder()): TestLake {
  const house = testHouse(join(folder, 'data'), label, now);
  let downloads = 0;
  let notes: readonly string[] = [];
  return {
    house,
    async bring(...files) {
      const paths = files.map(([name, bytes]) => {
        const at = join(folder, `downloads-${downloads++}`);
        mkdirSync(at);
        writeFileSync(join(at, name), bytes);
        return join(at, name);
      });
      const report = await importFiles(house, paths);
      notes = report.notes;
      return report.files;
    },
    notes: () => notes,
    rows(sql) {
      const db = openWarehouse(house.data);
      try {
        return db.prepare(sql).raw().all();
      } finally {
        db.close();
      }
    },
    open: () => openWarehouse(house.data),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
