import { evidenceOf } from '../../warehouse/kit/coverage.ts';
import type { FactTable } from '../../warehouse/kit/facts.ts';
import { emptyWarehouse, openFile } from '../../warehouse/kit/ledger.ts';
import { createNames } from '../../warehouse/kit/names.ts';
import { resolveNames } from '../../warehouse/kit/names-resolve.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import { openScratchWarehouse } from '../../warehouse/kit/scratch.ts';
import { arrange } from '../kit/arrange.ts';
import { Frame } from '../kit/frame.ts';
import type { House } from '../kit/house.ts';
import { claim } from '../kit/landing.ts';
import { loadFacts } from '../kit/load.ts';
import { numberRows } from '../kit/occurrences.ts';
import { FileRefused, type Platform } from '../kit/platform.ts';
import { stage } from '../kit/stage.ts';
import type { Found } from './walk.ts';

/** What files tell, found by loading them into a warehouse in memory: nothing is written. */
export class Trial {
  private readonly house: House;
  private readonly platforms: readonly Platform[];
  private readonly db: Db = openScratchWarehouse();

  constructor(house: House, platforms: readonly Platform[]) {
    this.house = house;
    this.platforms = platforms;
  }

  /**
   * `series|date` of what each file tells in each table.
   * @throws FileRefused when it cannot be read after all
   */
  async tells(file: Found): Promise<Map<FactTable, Set<string>>> {
    const { label } = this.house;
    emptyWarehouse(this.db);
    const { claims, brought } = await claim(this.platforms, file.path, file.originalName);
    const tables = new Set<FactTable>();
    for (const [index, { platform, feed, account, document }] of claims.entries()) {
      const id = index + 1;
      const frame = new Frame(feed);
      const staged = await stage(frame, feed.read(document), {
        index: 0,
        landedDay: file.at.toISOString().slice(0, 10),
        originalName: file.originalName,
        account,
        rows: 0,
      });
      if (staged.rows > 0 && staged.refusedRows === staged.rows)
        throw new FileRefused('None of its lines can be read.');
      openFile(this.db, {
        ...{ id, path: `${id}`, sha256: brought.sha256, originalName: file.originalName },
        landedAt: file.at.toISOString(),
        ...{ platform: platform.name, feed: feed.name, feedVersion: feed.version, account },
      });
      const arranged = arrange(frame, createNames(this.db, label));
      loadFacts(this.db, frame, arranged, numberRows(frame, arranged), [id], [staged]);
      tables.add(feed.load.table);
    }
    resolveNames(this.db, label);
    return new Map([...tables].map((table) => [table, evidenceOf(this.db, table)]));
  }

  close(): void {
    this.db.close();
  }
}
