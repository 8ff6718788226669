import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daysBetween } from '../../core/days.ts';
import { parseLabel } from '../../core/label.ts';
import { type GeneratedLabel, generateLabel, type Total } from './index.ts';
import { bankRows, bankStatements, cell, merged } from './reread.ts';

const today = '2026-11-22';
const folder = mkdtempSync(join(tmpdir(), 'bedrot-label-'));
afterAll(() => rmSync(folder, { recursive: true }));

let made: GeneratedLabel;
let statements: { path: string; rows: Record<string, string>[] }[];
beforeAll(async () => {
  made = await generateLabel({ folder: join(folder, 'a'), today });
  statements = await bankStatements(made);
});

describe('the files', () => {
  const bytes = (name: string): Buffer => {
    const file = made.files.find(({ originalName }) => originalName === name);
    return readFileSync(file?.path ?? name);
  };

  it('have the quirks their descriptions tell', () => {
    const latin = bytes('dk_bank_details_2025-05.tsv');
    expect(latin.includes(Buffer.from('CAF\u00c9', 'latin1'))).toBe(true);
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(latin)).toThrow();
    const cr = bytes('dk_bank_details_2025-06.tsv');
    expect([cr.includes('\n'), cr.includes('\r')]).toEqual([false, true]);
    const headers = statements.map(({ rows }) => Object.keys(rows[0] ?? {}));
    expect(headers.map((header) => header.length)).toEqual([13, 13, 15, 15, 15, 15, 15, 15]);
    expect(headers.map((header) => header.includes('Song/Album')).indexOf(false)).toBe(3);
    expect(bytes('dk_bank_details_2025-10_2025-12.zip').subarray(0, 2).toString()).toBe('PK');
    expect(bytes('dk_bank_details_2026-01_2026-03.tsv').subarray(0, 3).toString('hex')).toBe('efbbbf');
    expect(bytes('dk_bank_details_2025-07_2025-09 (1).csv')).toEqual(
      bytes('dk_bank_details_2025-07_2025-09.csv'),
    );
    expect(bytes('dk_bank_details_2026-11-22.csv').toString()).toContain('<form action="/login"');
  });

  it('hold the lines a real owner has', () => {
    const rows = statements.flatMap((statement) => statement.rows);
    const some = (test: (row: Record<string, string>) => boolean): number => rows.filter(test).length;
    expect(some((row) => row.Quantity === '0' && row['Earnings (USD)'] === '0')).toBeGreaterThan(50);
    expect(
      some((row) => row.Quantity === '-1' && cell(row, 'Earnings (USD)').startsWith('-4.83')),
    ).toBeGreaterThan(3);
    expect(
      some((row) => cell(row, 'Song/Album', 'Source Type') === 'Album' && row.ISRC === ''),
    ).toBeGreaterThan(20);
    expect(some((row) => row['Country of Sale'] === 'NA')).toBeGreaterThan(20);
    expect(some((row) => row['Country of Sale'] === 'OU')).toBeGreaterThan(100);
    expect(some((row) => row['Team Percentage'] === '50')).toBeGreaterThan(100);
    expect(rows.every((row) => /^019\d{10}$/.test(row.UPC ?? ''))).toBe(true);
    expect(rows.every((row) => /^(0|-?\d+\.\d{12})$/.test(cell(row, 'Earnings (USD)')))).toBe(true);
    const titles = new Set(rows.map((row) => row.Title ?? ''));
    for (const mark of ['"', ',', 'É', 'Ø', '夜'])
      expect([...titles].some((title) => title.includes(mark))).toBe(true);
    expect(Math.max(...[...titles].map((title) => title.length))).toBeGreaterThan(180);
    for (const { rows: mine } of statements.slice(2)) {
      const lines = mine.map((row) => Object.values(row).join('|'));
      expect(new Set(lines).size).toBeLessThan(lines.length);
    }
  });

  it('lie in the order of their modification times', () => {
    const times = made.files.map(({ path }) => statSync(path).mtimeMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(made.files.map(({ originalName }) => originalName)).size).toBe(made.files.length);
  });

  it('end where each source ends, and one account is behind', () => {
    const age = Object.entries(made.truth.newest).map(([source, day]) => [source, daysBetween(day, today)]);
    expect(Object.fromEntries(age)).toEqual({
      bank: 3,
      'stats spotify': 2,
      'stats apple music': 2,
      'audience ZONE A0': 2,
      'audience PIG1987': 2,
      'audience DEEPCURSE': 2,
      'tiktok pig1987': 2,
      'tiktok zone.a0': 9,
    });
  });
});

describe('the label', () => {
  it('is a label.json that says it is a demo', () => {
    expect(parseLabel(JSON.stringify(made.label)).demo).toBe(true);
  });

  it('pays about 0.003 USD a stream in streaming stores, and a millionth in social ones', () => {
    const { byStore } = made.truth.bank;
    const social = ['Facebook', 'TikTok', 'Snapchat'];
    const others = ['iTunes', 'iTunes Songs', 'iTunes Match', 'YouTube (Ads)', ...social];
    const rate = (names: string[]): number => {
      const stores = names.map((name) => byStore[name] as Total);
      const quantity = stores.reduce((sum, store) => sum + store.quantity, 0);
      return stores.reduce((sum, store) => sum + Number(store.nanos), 0) / 1e9 / quantity;
    };
    const streaming = rate(Object.keys(byStore).filter((name) => !others.includes(name)));
    expect(streaming).toBeGreaterThan(0.0028);
    expect(streaming).toBeLessThan(0.0033);
    expect(rate(social)).toBeGreaterThan(0.5e-6);
    expect(rate(social)).toBeLessThan(3e-6);
  });

  it('tells the same story three times: pages, statements and Spotify for Artists agree within a few percent', async () => {
    const month = '2026-03';
    const sum = (days: Record<string, number>): number =>
      Object.entries(days).reduce((total, [day, count]) => total + (day.startsWith(month) ? count : 0), 0);
    const trend = sum(made.truth.streams.spotify);
    const reported = merged(statements)
      .filter((row) => row.Store === 'Spotify' && row['Sale Month'] === month)
      .reduce((total, row) => total + Number(row.Quantity), 0);
    expect(Math.abs(reported / trend - 1)).toBeLessThan(0.02);

    const own = (artist: string): number =>
      Object.values(made.truth.audience[artist] ?? {})
        .filter(({ date }) => date.startsWith(month))
        .reduce((total, { streams }) => total + (streams ?? 0), 0);
    // MEMORY CARD 2 counts for both of its artists.
    const observed = own('ZONE A0') + own('PIG1987') + own('DEEPCURSE');
    expect(observed).toBeGreaterThan(trend);
    expect(observed).toBeLessThan(trend * 1.15);
  });

  it('grows, at about 100,000 streams a month', () => {
    const days = Object.values(made.truth.streams.spotify);
    const sum = (counts: number[]): number => counts.reduce((total, count) => total + count, 0);
    expect(sum(days.slice(-180))).toBeGreaterThan(sum(days.slice(0, 180)) * 1.3);
    // Spotify has 69 % of it.
    const monthly = (sum(days) / days.length) * 30.44;
    expect(monthly / 0.69).toBeGreaterThan(90_000);
    expect(monthly / 0.69).toBeLessThan(115_000);
  });
});

const hashes = (label: GeneratedLabel): string[] =>
  label.files.map(
    ({ path, originalName }) =>
      `${originalName} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`,
  );

describe('generateLabel', () => {
  it('gives the same bytes for the same seed, and others for another', async () => {
    const again = await generateLabel({ folder: join(folder, 'b'), today });
    expect(hashes(again)).toEqual(hashes(made));
    expect(again.truth).toEqual(made.truth);
    const other = await generateLabel({ folder: join(folder, 'c'), today, months: 4, seed: 2 });
    const short = await generateLabel({ folder: join(folder, 'd'), today, months: 4 });
    expect(hashes(other)).not.toEqual(hashes(short));
  });

  it.each([
    ['2026-03-01', 1],
    ['2027-12-31', 6],
    ['2025-06-15', 24],
  ])('holds on %s with %i months', async (day, months) => {
    const label = await generateLabel({ folder: join(folder, `${day} ${months}`), today: day, months });
    expect(label.truth.bank.rows).toBeGreaterThan(500);
    expect(Object.values(label.truth.newest).every((newest) => newest <= day)).toBe(true);
    const rows = await bankRows(
      label.files.find(({ originalName: n }) => n.startsWith('dk_bank'))?.path ?? '',
    );
    expect(Object.keys(rows[0] ?? {})).toHaveLength(13);
  });
});
