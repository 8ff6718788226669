import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { fixedClock } from '../../../core/clock.ts';
import { loadLabel } from '../../../core/label.ts';
import { silentLog } from '../../../core/log.ts';
import { noProgress } from '../../../pipeline/kit/report.ts';
import { importFiles } from '../../../pipeline/run.ts';
import { recordsOf } from '../../peers/plain.ts';
import { freshHouse } from '../ours.ts';
import { MONEY } from './money.ts';
import { PAGES } from './pages.ts';
import { ZIPS } from './zips.ts';

const folder = mkdtempSync(join(tmpdir(), 'bedrot-bench-files-'));
const data = freshHouse();
afterAll(() => {
  rmSync(folder, { recursive: true });
  rmSync(data, { recursive: true });
});

const ROWS = 60;

it('makes files that their feeds take whole, and that plain code finds as many rows in', async () => {
  const made = [...MONEY, ...PAGES, ...ZIPS];
  expect(new Set(made.map(({ feed }) => feed)).size).toBe(made.length);
  const paths: string[] = [];
  const wanted: string[] = [];
  for (const [index, maker] of made.entries()) {
    for (const [nth, { name, bytes }] of (await maker.files(ROWS)).entries()) {
      const at = join(folder, `${index}-${nth}`);
      mkdirSync(at);
      writeFileSync(join(at, name), bytes);
      paths.push(join(at, name));
      wanted.push(`${name} ${maker.feed} loaded`);
      if (!name.endsWith('.zip') && maker.feed !== 'lake_streams')
        expect(recordsOf(bytes).length, maker.feed).toBe(ROWS);
    }
  }
  const house = { data, label: loadLabel(data), clock: fixedClock('2026-11-22T12:00:00Z') };
  const { files } = await importFiles({ ...house, log: silentLog, progress: noProgress }, paths);
  const taken = files.map(({ originalName, feed, state }) => `${originalName} ${feed} ${state}`);
  expect(taken.sort()).toEqual(wanted.sort());
  for (const file of files) {
    const { originalName, feed, rows, refused } = file;
    expect(rows, originalName).toBeGreaterThanOrEqual(ROWS);
    // The big bank file has a line in 2,000 that is bad on purpose.
    expect(refused, `${originalName}: ${file.firstRefusals}`).toBeLessThanOrEqual(
      feed === 'distrokid_bank' ? 1 : 0,
    );
  }
});
