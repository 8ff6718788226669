import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseNanos } from '../core/money.ts';
import { type BankFile, bankFile, sliceOf } from './kit/bank.ts';
import { curatedSizes } from './kit/curated-sizes.ts';
import { freshHouse, importBank, type Sums, sumsOf } from './kit/ours.ts';
import type { Measured } from './kit/processes.ts';
import { NO_PANDAS, pandasVersion, runPeer } from './kit/python.ts';
import { median } from './kit/stats.ts';
import { atMost, type Line, mebibytes, ratio, seconds } from './kit/table.ts';

const MOST_OF_REFERENCE = 0.2;
const MOST_OF_VECTORISED = 0.6;
const MOST_MIB = 800;
const LEAST_PACKED = 10;
const SLICE_ROWS = 50_000;

export interface LoadOptions {
  rows: number;
  rounds: number;
  progress(text: string): void;
}

interface Round {
  ours: Measured;
  reference: number;
  vectorised: Measured;
}

/**
 * The whole way landing -> warehouse, every zone written, against the reference's way and against vectorised pandas.
 * Order reversed each round; every result is checked before its time counts.
 * @returns the lines, and the data folder of the last load (the caller removes it).
 */
export async function benchLoad(options: LoadOptions): Promise<{ lines: Line[]; data: string }> {
  const { progress } = options;
  progress(`a bank file of ${options.rows} rows`);
  const bank = await bankFile(options.rows);
  const pandas = pandasVersion();
  const rounds: Partial<Round>[] = [];
  const written = { raw: '', curated: '' };
  let data = '';
  const contenders = {
    ours: async () => {
      if (data) await rm(data, { recursive: true });
      data = freshHouse();
      const ours = await importBank(data, bank.path);
      checkSums('ours', sumsOf(data), bank);
      return { ours };
    },
    reference: async () => ({ reference: await timeReference(bank) }),
    vectorised: async () => {
      const vectorised = await inFolder((out) => runPeer('vectorised/main.py', bank.path, out));
      const told = JSON.parse(vectorised.stdout) as Sums & typeof written;
      checkSums('vectorised pandas', told, bank);
      Object.assign(written, told);
      return { vectorised };
    },
  };
  const names = pandas ? (['reference', 'ours', 'vectorised'] as const) : (['ours'] as const);
  for (let index = 0; index < options.rounds; index++) {
    const round: Partial<Round> = {};
    for (const name of index % 2 === 0 ? names : names.toReversed()) {
      progress(`round ${index + 1} of ${options.rounds}: ${name}`);
      Object.assign(round, await contenders[name]());
    }
    rounds.push(round);
  }
  const lines = [...oursLines(rounds, bank), ...(await curatedLines(data))];
  if (!pandas) return { lines: [...lines, { what: 'load: peers', measured: NO_PANDAS }], data };
  return { lines: [...lines, ...peerLines(rounds as Round[], pandas, written)], data };
}

/** Seconds for all rows: the work on a slice scaled linearly, its start-up (Python, pandas) counted once. */
async function timeReference(bank: BankFile): Promise<number> {
  return inFolder(async (out) => {
    const file = `${out}-slice.tsv`;
    try {
      const rows = await sliceOf(bank, SLICE_ROWS, file);
      const measured = await runPeer('reference.py', file, out);
      const told = JSON.parse(measured.stdout) as { rows: number; seconds: number };
      if (told.rows < rows * 0.99) throw new Error(`the reference kept ${told.rows} of ${rows} rows`);
      return measured.seconds - told.seconds + told.seconds * (bank.rows / rows);
    } finally {
      await rm(file, { force: true });
    }
  });
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bedrot-bench-peer-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @throws Error when a contender did other work than the file asks for. */
function checkSums(who: string, told: Sums, bank: BankFile): void {
  const wanted = [bank.rows - bank.bad, bank.quantity, String(parseNanos(bank.earnings))];
  const got = [told.rows, told.quantity, told.nanos];
  if (got.join() !== wanted.join()) throw new Error(`${who}: rows, quantity, nanos ${got}, not ${wanted}`);
}

function oursLines(rounds: readonly Partial<Round>[], bank: BankFile): Line[] {
  const ours = rounds.flatMap((round) => round.ours ?? []);
  const wall = median(ours.map((one) => one.seconds));
  const cpu = median(ours.map((one) => one.cpuSeconds));
  const peak = Math.max(...ours.map((one) => one.peakMiB));
  const speed = `${Math.round(bank.rows / wall / 1_000)}k rows/s, processor ${seconds(cpu)}`;
  return [
    { what: `load: ours, ${bank.rows} rows through all zones`, measured: `${seconds(wall)} (${speed})` },
    atMost('load: peak memory of all our processes together', peak, MOST_MIB, mebibytes),
  ];
}

function peerLines(
  rounds: readonly Round[],
  pandas: string,
  written: { raw: string; curated: string },
): Line[] {
  const of = (peer: (round: Round) => number): number[] =>
    rounds.map((round) => round.ours.seconds / peer(round));
  const each = (ratios: readonly number[]): string => `by round ${ratios.map(ratio).join(', ')}`;
  const ours = median(rounds.map((round) => round.ours.seconds));
  const reference = median(rounds.map((round) => round.reference));
  const wall = median(rounds.map((round) => round.vectorised.seconds));
  const cpu = median(rounds.map((round) => round.vectorised.cpuSeconds));
  const oursCpu = median(rounds.map((round) => round.ours.cpuSeconds));
  const peak = Math.max(...rounds.map((round) => round.vectorised.peakMiB));
  return [
    atMost(
      `load: time against the reference's iterrows (${each(of((round) => round.reference))})`,
      ours / reference,
      MOST_OF_REFERENCE,
      ratio,
    ),
    { what: `load:   its time, ${SLICE_ROWS} rows scaled linearly`, measured: seconds(reference) },
    atMost(
      `load: time against vectorised pandas (${each(of((round) => round.vectorised.seconds))})`,
      ours / wall,
      MOST_OF_VECTORISED,
      ratio,
    ),
    { what: 'load:   the same in processor time', measured: ratio(oursCpu / cpu) },
    {
      what: `load:   its time (pandas, Python ${pandas}; ${written.raw}, curated ${written.curated})`,
      measured: `${seconds(wall)} (processor ${seconds(cpu)})`,
    },
    { what: 'load:   its peak memory', measured: mebibytes(peak) },
  ];
}

async function curatedLines(data: string): Promise<Line[]> {
  const { parquet, csv } = await curatedSizes(data);
  const line = {
    what: 'load: curated Parquet against the same rows as CSV',
    measured: `${(csv / parquet).toFixed(1)} : 1 (${(parquet / 1e6).toFixed(1)} of ${(csv / 1e6).toFixed(0)} MB)`,
  };
  // Small files are mostly footers; the target is for files over 1 MB.
  return [
    parquet < 1e6
      ? line
      : { ...line, target: `>= ${LEAST_PACKED} : 1`, holds: csv / parquet >= LEAST_PACKED },
  ];
}
