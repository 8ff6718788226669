import { describe, expect, it } from 'vitest';
import type { FileReport, RunReport } from '../../warehouse/ops/reports.ts';
import { exitOf } from './carry-out.ts';
import { reportText } from './report-text.ts';

const plain = (_style: unknown, text: string): string => text;
const file = (given: Partial<FileReport>): FileReport => ({
  originalName: 'bank.tsv',
  state: 'loaded',
  feed: 'distrokid_bank',
  path: 'landing/x',
  rows: 0,
  loaded: 0,
  corrected: 0,
  unchanged: 0,
  withdrawn: 0,
  refused: 0,
  firstRefusals: [],
  firstDay: null,
  lastDay: null,
  money: null,
  notes: [],
  ...given,
});
const report = (files: FileReport[], given: Partial<RunReport> = {}): RunReport => ({
  runId: 7,
  outcome: 'ok',
  files,
  notes: [],
  ...given,
});

describe('what became of a file', () => {
  it('is told with counts, days, money and the first reasons', () => {
    const text = reportText(
      report(
        [
          file({
            rows: 1200,
            loaded: 1190,
            corrected: 2,
            unchanged: 7,
            refused: 3,
            firstDay: '2026-01-01',
            lastDay: '2026-03-31',
            money: { amount: '1531.020000001', currency: 'USD' },
            firstRefusals: ["line 17: earnings 'N/A' is not an amount"],
          }),
        ],
        { notes: ['1 artist nobody knows: DJ X'] },
      ),
      plain,
    );
    expect(text).toContain('1,200 rows: 1,190 loaded (2 corrected), 7 unchanged, 3 refused');
    expect(text).toContain('2026-01-01 to 2026-03-31, 1,531.02 USD in all');
    expect(text).toContain("line 17: earnings 'N/A' is not an amount");
    expect(text).toContain('and 2 more');
    expect(text).toContain('Note: 1 artist nobody knows: DJ X');
    expect(text).toContain('Run 7: 1 file loaded, 1,190 rows new or corrected, 3 lines refused.');
  });

  it('says why a file was refused, and that a known one needs nothing', () => {
    const text = reportText(
      report([
        file({ state: 'quarantined', feed: null, path: null, reason: 'It is a login page.' }),
        file({ state: 'known', originalName: 'again.tsv' }),
      ]),
      plain,
    );
    expect(text).toContain('It is a login page.');
    expect(text).toContain('again.tsv');
    expect(text).toContain('Run 7: 0 files loaded, 1 known, 1 refused');
  });

  it('leaves out what is none, and says once what is true of several files', () => {
    const zip = (name: string) =>
      file({
        originalName: name,
        rows: 365,
        loaded: 365,
        notes: ['FollowerGender.csv is not read', `${name} only`],
      });
    const text = reportText(report([zip('a.zip'), zip('b.zip')]), plain);
    expect(text).toContain('365 rows: 365 loaded\n');
    expect(text.match(/FollowerGender/g)).toHaveLength(1);
    expect(text).toContain('Note: FollowerGender.csv is not read (in 2 files)');
    expect(text).toContain('a.zip only');
  });

  it('says nothing new when there was nothing', () => {
    expect(reportText(report([]), plain)).toBe('Run 7: nothing new.\n');
  });
});

it('what an earlier file told and a statement issued again does not is no row of the file', () => {
  const text = reportText(
    report([file({ rows: 8, loaded: 1, corrected: 1, unchanged: 7, withdrawn: 2 })]),
    plain,
  );
  expect(text).toContain('8 rows: 1 loaded (1 corrected), 7 unchanged; 2 of earlier files withdrawn');
  expect(text).toContain('Run 7: 1 file loaded, 1 row new or corrected, 2 rows withdrawn.');
});

it('a file that still grows waits, and is no failure', () => {
  const growing = file({ state: 'waiting', feed: null, path: null, reason: 'it is still being written' });
  const told = report([growing]);
  expect(reportText(told, plain)).toContain(
    'waits    bank.tsv\n         It stays in the inbox: it is still being written.',
  );
  expect(exitOf(told)).toBe(0);
});

describe('the exit status', () => {
  it('is 0 for refused lines, 65 for a refused file, 1 for a failed run', () => {
    expect(exitOf(report([file({ refused: 3 })], { outcome: 'partial' }))).toBe(0);
    expect(exitOf(report([file({}), file({ state: 'quarantined' })], { outcome: 'partial' }))).toBe(65);
    expect(exitOf(report([], { outcome: 'failed' }))).toBe(1);
  });
});
