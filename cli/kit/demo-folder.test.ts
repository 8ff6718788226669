import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { borrowLabel, claimFolder, freeFolder, keepPrepared, markMade, startAgain } from './demo-folder.ts';

const DAY = '2026-11-22';
const wanted = { day: DAY, keep: false, fresh: false };
let data: string;

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'bedrot-demo-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

async function made(day: string): Promise<void> {
  await claimFolder(data, wanted);
  writeFileSync(join(data, 'warehouse.db'), 'x');
  await keepPrepared(data);
  await markMade(data, day);
}

describe('the folder of the demo', () => {
  it('is a new or an empty one', async () => {
    expect(await claimFolder(data, wanted)).toBeNull();
    expect(await claimFolder(join(data, 'deeper', 'new'), wanted)).toBeNull();
  });

  it("is never the owner's", async () => {
    writeFileSync(join(data, 'label.json'), '{}');
    mkdirSync(join(data, 'landing'));
    await expect(claimFolder(data, { ...wanted, fresh: true })).rejects.toThrow(
      'is not a folder of the demo',
    );
    expect(readdirSync(data).sort()).toEqual(['label.json', 'landing']);
  });

  it('is used again on the same day', async () => {
    await made(DAY);
    expect(await claimFolder(data, wanted)).toBe(DAY);
    expect(existsSync(join(data, 'warehouse.db'))).toBe(true);
  });

  it('is wiped on another day, unless it is to be kept', async () => {
    await made('2026-11-21');
    expect(await claimFolder(data, { ...wanted, keep: true })).toBe('2026-11-21');
    expect(await claimFolder(data, wanted)).toBeNull();
    expect(readdirSync(data)).toEqual(['demo.json']);
  });

  it('is wiped when it is to be fresh, and when an earlier demo was stopped half-way', async () => {
    await made(DAY);
    expect(await claimFolder(data, { ...wanted, fresh: true })).toBeNull();
    writeFileSync(join(data, 'warehouse.db'), 'half');
    expect(await claimFolder(data, wanted)).toBeNull();
    expect(existsSync(join(data, 'warehouse.db'))).toBe(false);
  });

  it('begins as it was prepared, whatever the last demo left', async () => {
    await made(DAY);
    writeFileSync(join(data, 'warehouse.db'), 'changed');
    mkdirSync(join(data, 'vault'));
    await startAgain(data);
    expect(readdirSync(data).sort()).toEqual(['demo.json', 'prepared', 'warehouse.db']);
    expect(readFileSync(join(data, 'warehouse.db'), 'utf8')).toBe('x');
  });

  it('is another one while a demo is at work there, with the same label', async () => {
    await made(DAY);
    const first = await freeFolder(data);
    const second = await freeFolder(data);
    expect([first.data, second.data]).toEqual([data, `${data}-2`]);
    try {
      await claimFolder(second.data, wanted);
      expect(await borrowLabel(data, second.data, '2026-11-21')).toBe(false);
      expect(await borrowLabel(data, second.data, DAY)).toBe(true);
      await startAgain(second.data);
      expect(readFileSync(join(second.data, 'warehouse.db'), 'utf8')).toBe('x');
    } finally {
      first.lock.release();
      second.lock.release();
      rmSync(second.data, { recursive: true });
    }
    const third = await freeFolder(data);
    third.lock.release();
    expect(third.data).toBe(data);
  });
});
