import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { glob, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { fixedClock } from '../core/clock.ts';
import { loadLabel } from '../core/label.ts';
import { silentLog } from '../core/log.ts';
import { noProgress } from '../pipeline/kit/report.ts';
import { importFiles } from '../pipeline/run.ts';
import { generateLabel } from '../sandbox/label/index.ts';
import { inScratch } from './kit/scratch.ts';
import type { Line } from './kit/table.ts';

const LEAST_PACKED = 10;
/** Smaller tables are mostly footers. */
const OVER_BYTES = 1_000_000;
const TODAY = '2026-11-22';

/** Every curated table of a label of many years, against the same rows as CSV. */
export const benchCurated = (months: number, progress: (text: string) => void): Promise<Line[]> =>
  inScratch(async (folder) => {
    progress(`curated: ${months} months of a label`);
    const made = await generateLabel({ folder: join(folder, 'downloads'), today: TODAY, months });
    const data = join(folder, 'data');
    mkdirSync(data);
    writeFileSync(join(data, 'label.json'), JSON.stringify(made.label));
    const house = {
      data,
      label: loadLabel(data),
      clock: fixedClock(`${TODAY}T23:00:00Z`),
      log: silentLog,
      progress: noProgress,
    };
    await importFiles(
      house,
      made.files.map(({ path }) => path),
    );
    const tables = (await sizesByFeed(data))
      .filter(({ csv }) => csv > OVER_BYTES)
      .sort((a, b) => a.csv / a.parquet - b.csv / b.parquet);
    const [least] = tables;
    if (!least)
      return [
        { what: `curated: no table of ${months} months is over 1 MB as CSV`, measured: 'not measured' },
      ];
    const told = tables.map(({ feed, parquet, csv }) => `${feed} ${(csv / parquet).toFixed(1)}`).join(', ');
    return [
      {
        what: `curated: the least packed of ${tables.length} tables over 1 MB as CSV (${told})`,
        measured: `${(least.csv / least.parquet).toFixed(1)} : 1`,
        target: `>= ${LEAST_PACKED} : 1`,
        holds: least.csv / least.parquet >= LEAST_PACKED,
      },
    ];
  });

interface Sizes {
  feed: string;
  parquet: number;
  csv: number;
}

async function sizesByFeed(data: string): Promise<Sizes[]> {
  const files = new Map<string, number>();
  for await (const file of glob(join(data, 'curated', '*.parquet'))) {
    const feed = basename(file).replace(/_curated_.*$/, '');
    files.set(feed, (files.get(feed) ?? 0) + (await stat(file)).size);
  }
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '512MB' });
  const connection = await instance.connect();
  const out = join(data, 'curated.csv');
  try {
    const sizes: Sizes[] = [];
    for (const [feed, parquet] of files) {
      const from = join(data, 'curated', `${feed}_curated_*.parquet`);
      await connection.run(`COPY (SELECT * FROM read_parquet('${from}')) TO '${out}' (HEADER)`);
      sizes.push({ feed, parquet, csv: statSync(out).size });
      await rm(out);
    }
    return sizes;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
