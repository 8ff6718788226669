import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedClock } from '../../core/clock.ts';
import { type Label, parseLabel } from '../../core/label.ts';
import { silentLog } from '../../core/log.ts';
import type { House } from '../../pipeline/kit/house.ts';
import { noProgress } from '../../pipeline/kit/report.ts';

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'bedrot-test-'));

/** The same in memory where the system has such a place: for tests that sync thousands of files and look at none after a crash. */
export const fastFolder = (): string =>
  mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'bedrot-test-'));

/** A house in a data folder of its own, with time standing still. */
export function testHouse(data: string, label: unknown, now = '2026-11-22T12:00:00Z'): House {
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'label.json'), JSON.stringify(label));
  return {
    data,
    label: parseLabel(JSON.stringify(label)) as Label,
    clock: fixedClock(now),
    log: silentLog,
    progress: noProgress,
  };
}
