import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { PROJECT } from '../core/config.ts';
import { type GeneratedLabel, generateLabel } from '../sandbox/label/index.ts';
import { type Measured, runMeasured } from './kit/processes.ts';
import { inScratch } from './kit/scratch.ts';
import { median } from './kit/stats.ts';
import { type Line, mebibytes, ratio, seconds } from './kit/table.ts';

const TODAY = '2026-11-22';
const MONTHS = 12;

/**
 * A year of a whole label, some two hundred files of fifteen platforms, from an empty folder to an answer: beside plain
 * code that reads the same files and writes the same rows (`peers/plain.ts`), each in processes of its own.
 */
export const benchYear = (rounds: number, progress: (text: string) => void): Promise<Line[]> =>
  inScratch(async (folder) => {
    const made = await generateLabel({ folder: join(folder, 'downloads'), today: TODAY, months: MONTHS });
    const paths = made.files
      .filter(({ originalName }) => !made.truth.quarantined.includes(originalName))
      .map(({ path }) => path);
    const ours: Measured[] = [];
    const plain: Measured[] = [];
    for (let round = 0; round < rounds; round++) {
      const order = round % 2 === 0 ? (['ours', 'plain'] as const) : (['plain', 'ours'] as const);
      for (const who of order) {
        progress(`year: round ${round + 1} of ${rounds}, ${who}`);
        const at = join(folder, `${who}-${round}`);
        if (who === 'ours') ours.push(await importAndAsk(at, paths, made));
        else
          plain.push(
            await runMeasured(process.execPath, [
              join(import.meta.dirname, 'peers', 'plain.ts'),
              at,
              ...paths,
            ]),
          );
      }
    }
    const wall = (all: readonly Measured[]): number => median(all.map((one) => one.seconds));
    const peak = Math.max(...ours.map((one) => one.peakMiB));
    const what = `year: ${MONTHS} months of a label (${paths.length} files) from nothing to an answer`;
    return [
      { what, measured: `${seconds(wall(ours))}, peak ${mebibytes(peak)}` },
      {
        what: 'year: its time against plain code that checks nothing and answers nothing',
        measured: `${ratio(wall(ours) / wall(plain))} (${seconds(wall(plain))})`,
      },
    ];
  });

/** Imports, then asks for the streams of a month. @throws Error when the warehouse holds other statements than were made. */
async function importAndAsk(
  data: string,
  paths: readonly string[],
  { label, truth }: GeneratedLabel,
): Promise<Measured> {
  mkdirSync(data);
  writeFileSync(join(data, 'label.json'), JSON.stringify(label));
  const bedrot = (...args: string[]): Promise<Measured> =>
    runMeasured(process.execPath, [join(PROJECT, 'cli', 'bedrot.mjs'), ...args, '--json'], {
      BEDROT_DATA: data,
      BEDROT_LOG_LEVEL: 'silent',
    });
  const imported = await bedrot('import', ...paths);
  const asked = await bedrot('kpi', 'streams', '--period', '2026-10');
  const db = new Database(join(data, 'warehouse.db'), { readonly: true });
  const rows = db
    .prepare<[], number>(
      "SELECT count(*) FROM revenue_transactions WHERE file_id IN (SELECT id FROM files WHERE feed = 'distrokid_bank')",
    )
    .pluck()
    .get();
  db.close();
  if (rows !== truth.bank.rows)
    throw new Error(`year: ${rows} rows of statements, ${truth.bank.rows} were made`);
  return {
    ...imported,
    seconds: imported.seconds + asked.seconds,
    peakMiB: Math.max(imported.peakMiB, asked.peakMiB),
  };
}
