import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Shell } from './cli-run.ts';
import { LABEL } from './support/import.ts';

let shell: Shell;
beforeEach(() => {
  shell = new Shell();
});
afterEach(() => shell.remove());

const TABLE =
  'Period,Retailer,Artist,Track,Units,"Net, after fees"\n2026-08,Spotify,ZONE A0,X,1204,4.33\n2026-09,Deezer,ZONE A0,Y,3,0.25\n';

it('shows a table with guesses, says what is open, keeps nothing before --yes, and imports then', () => {
  mkdirSync(shell.data);
  writeFileSync(join(shell.data, 'label.json'), JSON.stringify(LABEL));
  const file = join(shell.folder, 'amuse statement.csv');
  writeFileSync(file, TABLE);

  const looked = shell.bedrot(['map', file]);
  expect(looked.status).toBe(0);
  expect(looked.out).toContain('It looks like a statement of revenue (--as revenue).');
  expect(looked.out).toMatch(/4 {2}Track +title\n.*all of its texts are words/);
  expect(looked.err).toMatch(/cannot be read yet: the currency is in no column.*--currency X for all rows/);

  const hasty = shell.bedrot(['map', file, '--yes']);
  expect(hasty.status).toBe(64);
  expect(hasty.err).toMatch(/the distributor \(who pays\) is in no column/);
  expect(shell.bedrot(['map', file, '--set', 'Nope=month']).err).toMatch(/There is no column "Nope"/);

  const said = ['--distributor', 'Amuse', '--currency', 'EUR', '--set', '6=amount'];
  const shown = shell.bedrot(['map', file, ...said]);
  expect(shown.out).toContain('Nothing is kept yet.');
  expect(shell.bedrot(['import', file]).status).toBe(65);

  const done = shell.bedrot(['map', file, ...said, '--yes']);
  expect(done.err).toBe('');
  expect(done.status).toBe(0);
  expect(done.out).toContain('Kept as "amuse-revenue"');
  expect(done.out).toContain('2 rows: 2 loaded');
  expect(done.out).toContain('2026-08 to 2026-09, 4.58 EUR in all');

  writeFileSync(join(shell.folder, 'next.csv'), TABLE.replaceAll('2026-0', '2025-0'));
  const next = shell.bedrot(['import', join(shell.folder, 'next.csv'), '--json']);
  expect(JSON.parse(next.out)).toMatchObject({
    outcome: 'ok',
    files: [{ feed: 'mapped_amuse-revenue', loaded: 2 }],
  });
  const again = shell.bedrot(['map', file, '--json']);
  expect(JSON.parse(again.out)).toMatchObject({
    target: 'revenue',
    lacks: [],
    constants: { distributor: 'amuse' },
  });
});
