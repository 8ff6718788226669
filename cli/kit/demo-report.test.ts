import { expect, it } from 'vitest';
import type { FileReport, RunReport } from '../../warehouse/ops/reports.ts';
import { demoReport } from './demo-report.ts';

const file = (other: Partial<FileReport>): FileReport => ({
  ...{
    originalName: 'a.csv',
    state: 'loaded',
    feed: 'own_rates',
    path: 'landing/a.csv',
    rows: 10,
    loaded: 7,
  },
  ...{ corrected: 0, unchanged: 3, withdrawn: 0, refused: 0, firstRefusals: [] },
  ...{ firstDay: '2026-10-01', lastDay: '2026-10-05', money: null, notes: [] },
  ...other,
});
const run = (...files: FileReport[]): RunReport => ({ runId: 4, outcome: 'partial', files, notes: [] });
const text = (report: RunReport): string => demoReport(report, (_, words) => words);

it('tells files of a feed in one line, and those with something to say in full', () => {
  const said = text(
    run(
      file({}),
      file({
        originalName: 'b.csv',
        rows: 1_200,
        unchanged: 0,
        firstDay: '2026-09-01',
        lastDay: '2026-09-30',
      }),
      file({
        originalName: 'bad.csv',
        feed: 'own_income',
        refused: 2,
        firstRefusals: ["line 3: amount 'x' is not an amount"],
      }),
      file({
        originalName: 'page.csv',
        state: 'quarantined',
        feed: null,
        path: null,
        loaded: 0,
        reason: 'It is a web page.',
      }),
    ),
  );
  expect(said).toContain(
    'loaded   own_rates  2 files, 1,210 rows, 3 of them told before; 2026-09-01 to 2026-10-05\n',
  );
  expect(said).not.toContain('b.csv');
  expect(said).toContain("line 3: amount 'x' is not an amount");
  expect(said).toContain('refused  page.csv\n         It is a web page.\n');
  expect(said.trimEnd()).toMatch(
    /^Run 4: 3 files loaded, 1 refused, 21 rows new or corrected, 2 lines refused\.$/m,
  );
  expect(said.match(/^Run 4/gm)).toHaveLength(1);
});
