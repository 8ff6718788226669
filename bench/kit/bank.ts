import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BulkBank, writeBulkBank } from '../../sandbox/label/bank-bulk.ts';

const SEED = 1987;

export interface BankFile extends BulkBank {
  path: string;
}

/** The generated bank file of that many rows, made once and kept in the system's temporary folder. */
export async function bankFile(rows: number): Promise<BankFile> {
  const folder = join(tmpdir(), 'bedrot-bench');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `bank-${SEED}-rated-${rows}.tsv`);
  const told = `${path}.json`;
  // The sums are written last, so a file that was left half made is made again.
  if (!existsSync(told)) {
    const bank = await writeBulkBank(`${path}.tmp`, rows, { seed: SEED, model: 'rated' });
    renameSync(`${path}.tmp`, path);
    writeFileSync(told, JSON.stringify(bank));
  }
  return { path, ...(JSON.parse(readFileSync(told, 'utf8')) as BulkBank) };
}

/** The header and the first rows of a file, written beside it. @returns how many rows it has. */
export async function sliceOf(bank: BankFile, rows: number, to: string): Promise<number> {
  const source = await open(bank.path);
  const lines: string[] = [];
  for await (const line of source.readLines()) {
    lines.push(line);
    if (lines.length > rows) break;
  }
  await source.close();
  writeFileSync(to, `${lines.join('\n')}\n`);
  return lines.length - 1;
}
