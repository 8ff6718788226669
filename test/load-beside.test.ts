import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { holdContext } from '../commands/kit/context.ts';
import { fixedClock } from '../core/clock.ts';
import { importFiles } from '../pipeline/run.ts';
import { bankFile, bankStyle } from '../sandbox/label/formats/distrokid.ts';
import { openWarehouseForWriting } from '../warehouse/kit/open.ts';
import { MAIN, Shell } from './cli-run.ts';
import { testHouse } from './support/house.ts';
import { LABEL } from './support/import.ts';
import { line } from './support/rows.ts';

const ROWS = 2_000;
let shell: Shell;
let bank: string;
beforeEach(() => {
  shell = new Shell();
  mkdirSync(shell.data);
  writeFileSync(join(shell.data, 'label.json'), JSON.stringify(LABEL));
  bank = shell.at('bank.csv');
  const rows = Array.from({ length: ROWS }, (_, index) => line({ quantity: String(index + 1) }));
  writeFileSync(bank, bankFile(rows, bankStyle(2)));
});
afterEach(() => shell.remove());

it('a load steps behind the processes that somebody waits for', async () => {
  // It waits for this before it writes, so that there is time to look.
  const other = openWarehouseForWriting(shell.data);
  other.exec('BEGIN IMMEDIATE');
  const load = spawn(process.execPath, [MAIN, 'import', bank], { env: shell.env(), stdio: 'ignore' });
  const ended = once(load, 'exit');
  try {
    let least = getPriority();
    while (load.exitCode === null && least < 10) {
      least = getPriority(load.pid);
      await sleep(5);
    }
    expect(least).toBeGreaterThanOrEqual(10);
  } finally {
    other.exec('ROLLBACK');
    other.close();
  }
  expect(await ended).toEqual([0, null]);
});

it('what keeps the warehouse open sees the load, and leaves no log of its size behind', async () => {
  const house = testHouse(shell.data, LABEL);
  openWarehouseForWriting(shell.data).close();
  const held = await holdContext({ config: { data: shell.data }, clock: fixedClock('2026-11-22T12:00:00Z') });
  const count = () =>
    held.as('owner').warehouse.prepare('SELECT count(*) FROM revenue_transactions').pluck().get();
  expect(count()).toBe(0);
  let told = 0;
  const giveWay = (): void => {
    told++;
  };
  await importFiles({ ...house, giveWay }, [bank]);
  expect(told).toBe(1);
  expect(count()).toBe(ROWS);
  expect(statSync(join(shell.data, 'warehouse.db-wal')).size).toBe(0);
  held.close();
});
