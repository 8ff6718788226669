import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import Database from 'better-sqlite3';
import { type BankFile, bankFile } from './kit/bank.ts';
import { correctedRows, timeFacts } from './kit/correct-facts.ts';
import { freshHouse, importBank, sumsOf } from './kit/ours.ts';
import { inScratch } from './kit/scratch.ts';
import { median } from './kit/stats.ts';
import { atMost, type Line, ratio, seconds } from './kit/table.ts';

const MOST_OF_FIRST = 0.05;
const MOST_OF_ANEW = 0.6;
/** One line in so many is corrected. */
const CORRECTED_IN = 100;

interface Options {
  rows: number;
  rounds: number;
  progress(text: string): void;
}

/** The same bytes once more, against the first time: the whole program each time, from its start to its end. */
export async function benchReload({ rows, rounds, progress }: Options): Promise<Line[]> {
  const bank = await bankFile(rows);
  return inScratch(async (folder) => {
    const twin = join(folder, 'downloaded once more.tsv');
    await copyFile(bank.path, twin);
    const first: number[] = [];
    const again: number[] = [];
    for (let round = 0; round < rounds; round++) {
      progress(`reload: round ${round + 1} of ${rounds}`);
      const data = freshHouse();
      try {
        first.push((await importBank(data, bank.path)).seconds);
        const before = sumsOf(data);
        again.push((await importBank(data, twin)).seconds);
        if (JSON.stringify(sumsOf(data)) !== JSON.stringify(before))
          throw new Error('reload: the same bytes changed something');
      } finally {
        await rm(data, { recursive: true });
      }
    }
    const what = `reload: ${rows} identical rows, ${seconds(median(again))} against ${seconds(median(first))} the first time`;
    return [atMost(what, median(again) / median(first), MOST_OF_FIRST, ratio)];
  });
}

/**
 * A file of which one line in a hundred says otherwise, against what is done without corrections: all facts deleted, and
 * all inserted anew. The bound is for the facts in the warehouse; the whole way, which reads and writes the same files
 * either way, is told beside it. Both from the same house, order swapped each round.
 */
export async function benchCorrect({ rows, rounds, progress }: Options): Promise<Line[]> {
  const bank = await bankFile(rows);
  return inScratch(async (folder) => {
    const corrected = join(folder, 'corrected.tsv');
    const changed = await writeCorrected(bank, corrected);
    const base = freshHouse();
    const whole = { ours: [] as number[], anew: [] as number[] };
    const facts = { ours: [] as number[], anew: [] as number[] };
    try {
      progress('correct: the house before');
      await importBank(base, bank.path);
      const told = correctedRows(base, CORRECTED_IN);
      for (let round = 0; round < rounds; round++) {
        const order = round % 2 === 0 ? (['ours', 'anew'] as const) : (['anew', 'ours'] as const);
        for (const who of order) {
          progress(`correct: round ${round + 1} of ${rounds}, ${who}`);
          facts[who].push(timeFacts(base, folder, told, who === 'anew'));
          const data = join(folder, 'house');
          await cp(base, data, { recursive: true, preserveTimestamps: true });
          const deleting = who === 'anew' ? deleteFacts(data) : 0;
          whole[who].push(deleting + (await importBank(data, corrected)).seconds);
          check(data, bank, who === 'ours' ? changed : 0);
          await rm(data, { recursive: true, force: true });
        }
      }
    } finally {
      await rm(base, { recursive: true });
    }
    const line = (what: string, { ours, anew }: typeof whole): [string, number] => [
      `correct: ${changed} of ${rows} rows, ${what}: ${seconds(median(ours))} against ${seconds(median(anew))} for delete and insert`,
      median(ours) / median(anew),
    ];
    const [what, value] = line('the whole way through all zones', whole);
    return [
      atMost(...line('facts in the warehouse', facts), MOST_OF_ANEW, ratio),
      { what, measured: ratio(value) },
    ];
  });
}

/** @returns how many rows it changed */
async function writeCorrected(bank: BankFile, to: string): Promise<number> {
  const out = createWriteStream(to);
  let line = 0;
  let changed = 0;
  for await (const text of createInterface({ input: createReadStream(bank.path) })) {
    // The last cell is what the line earned: another digit behind the point.
    const other = text.replace(
      /\.(\d)([^.\t]*)$/,
      (_, digit: string, rest: string) => `.${(Number(digit) + 5) % 10}${rest}`,
    );
    const isChanged = line > 0 && line % CORRECTED_IN === 0 && !text.includes('N/A') && other !== text;
    if (isChanged) changed++;
    out.write(`${isChanged ? other : text}\n`);
    line++;
  }
  out.end();
  await finished(out);
  return changed;
}

/** @returns seconds */
function deleteFacts(data: string): number {
  const started = performance.now();
  const db = new Database(join(data, 'warehouse.db'));
  db.exec('DELETE FROM revenue_transactions');
  db.close();
  return (performance.now() - started) / 1_000;
}

function check(data: string, bank: BankFile, changed: number): void {
  const { rows } = sumsOf(data);
  if (rows !== bank.rows - bank.bad) throw new Error(`correct: ${rows} rows, not ${bank.rows - bank.bad}`);
  const db = new Database(join(data, 'warehouse.db'), { readonly: true });
  const noted = db.prepare('SELECT count(*) FROM changes').pluck().get();
  db.close();
  if (noted !== changed) throw new Error(`correct: ${noted} changes are kept, not ${changed}`);
}
