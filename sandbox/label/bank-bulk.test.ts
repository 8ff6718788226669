import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { nanosToDecimal, parseNanos } from '../../core/money.ts';
import { writeBulkBank } from './bank-bulk.ts';

const folder = mkdtempSync(join(tmpdir(), 'bedrot-bulk-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sha = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

describe.each(['rated', 'unique'] as const)('writeBulkBank (%s)', (model) => {
  const file = join(folder, `${model}.tsv`);

  it('writes what it says it wrote', async () => {
    const told = await writeBulkBank(file, 40_001, { model });
    const [header, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
    const rows = lines.map((line) => line.split('\t'));
    expect(header?.split('\t')).toHaveLength(13);
    expect(rows.every((row) => row.length === 13)).toBe(true);

    const good = rows.filter((row) => row[7] !== 'N/A');
    expect(told).toEqual({
      rows: rows.length,
      bad: rows.length - good.length,
      quantity: good.reduce((sum, row) => sum + Number(row[7]), 0),
      earnings: nanosToDecimal(good.reduce((sum, row) => sum + (parseNanos(row[12] ?? '') ?? 0n), 0n)),
    });
    expect(told.rows).toBe(40_001);
    // 0.05 %: twenty, give or take.
    expect(told.bad).toBeGreaterThan(5);
    expect(told.bad).toBeLessThan(45);

    expect(good.every((row) => /^\d+\.\d{12}$/.test(row[12] ?? ''))).toBe(true);
    expect(new Set(rows.map((row) => row.filter((_, at) => at !== 7 && at !== 12).join('\t'))).size).toBe(
      40_001,
    );
    const distinct = (column: number): number => new Set(rows.map((row) => row[column])).size;
    expect([1, 2, 3, 5, 10].map(distinct)).toEqual([36, 60, 6, 500, 180]);
    const titles = rows.map((row) => row[4] ?? '');
    for (const mark of ['"', ',', 'É', '夜']) expect(titles.some((title) => title.includes(mark))).toBe(true);
  });

  it('shuffles the rows inside a month', () => {
    const stores = readFileSync(file, 'utf8')
      .split('\n')
      .slice(1, 1_000)
      .map((line) => line.split('\t')[2]);
    const repeats = stores.filter((store, index) => store === stores[index + 1]).length;
    // One in 60 by chance: 17 of 999.
    expect(repeats).toBeLessThan(40);
  });

  it('gives the same bytes for the same seed only', async () => {
    const [again, other] = [join(folder, 'again.tsv'), join(folder, 'other.tsv')];
    await writeBulkBank(again, 40_001, { model });
    await writeBulkBank(other, 40_001, { model, seed: 2 });
    expect(sha(again)).toBe(sha(file));
    expect(sha(other)).not.toBe(sha(file));
  });
});

it('pays three rates a store, country and month at most, when rated', () => {
  const rates = new Map<string, Set<string>>();
  for (const line of readFileSync(join(folder, 'rated.tsv'), 'utf8').split('\n').slice(1, -1)) {
    const row = line.split('\t');
    if (row[7] === 'N/A') continue;
    const market = [row[1], row[2], row[10]].join();
    const pico = BigInt((row[12] ?? '').replace('.', ''));
    expect(pico % BigInt(row[7] ?? 1)).toBe(0n);
    rates.set(market, (rates.get(market) ?? new Set()).add(String(pico / BigInt(row[7] ?? 1))));
  }
  expect(Math.max(...[...rates.values()].map((set) => set.size))).toBeLessThanOrEqual(3);
});
