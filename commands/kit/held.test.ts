import { copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fixedClock } from '../../core/clock.ts';
import { openWarehouseForWriting, WAREHOUSE_FILE } from '../../warehouse/kit/open.ts';
import { holdContext } from './context.ts';
import { heldFile } from './held.ts';
import { type Sample, sampleLabel } from './sample.testing.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-held-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a file that is held', () => {
  it('is opened once, and again when it was written, replaced, or removed and made anew', () => {
    const file = join(folder, 'a.txt');
    const [opened, released]: string[][] = [[], []];
    const open = (): string => {
      const text = readFileSync(file, 'utf8');
      opened?.push(text);
      return text;
    };
    const held = heldFile(file, open, (text) => released?.push(text));
    expect(() => held.get()).toThrow(/ENOENT/);
    writeFileSync(file, 'one');
    expect([held.get(), held.get(), held.get()]).toEqual(['one', 'one', 'one']);
    expect(opened).toEqual(['one']);

    writeFileSync(file, 'longer');
    expect(held.get()).toBe('longer');
    writeFileSync(join(folder, 'b.txt'), 'places');
    renameSync(join(folder, 'b.txt'), file);
    expect(held.get()).toBe('places');
    rmSync(file);
    expect(() => held.get()).toThrow(/ENOENT/);
    writeFileSync(file, 'anew');
    expect([held.get(), held.get()]).toEqual(['anew', 'anew']);
    expect(opened).toEqual(['one', 'longer', 'places', 'anew']);

    held.close();
    expect(released).toEqual(opened);
    expect(held.get()).toBe('anew');
    expect(opened).toHaveLength(5);
  });
});

describe('what questions are asked with, held over many', () => {
  let sample: Sample;
  const clock = fixedClock('2026-11-22T17:00:00Z');
  beforeEach(() => {
    sample = sampleLabel({ facts: false });
  });
  afterEach(() => sample.remove());

  const hold = () => holdContext({ config: { data: sample.data }, clock });
  const addArtist = (data: string, name: string): void => {
    const db = openWarehouseForWriting(data);
    db.prepare("INSERT INTO artists (key, name, status) VALUES (?, ?, 'own')").run(name, name);
    db.close();
  };

  it('keeps what is open, reads what was written since, and cannot write', async () => {
    const held = await hold();
    const first = held.as('owner');
    expect(count(first.warehouse, 'NEW')).toBe(0);
    const labelOf = first.label;
    expect(held.as('viewer')).toMatchObject({ role: 'viewer', label: labelOf });
    expect(held.as('owner').label).toBe(labelOf);

    addArtist(sample.data, 'NEW');
    const second = held.as('owner').warehouse;
    expect(count(second, 'NEW')).toBe(1);
    expect(() => second.exec('DELETE FROM artists')).toThrow(/readonly|query_only/);
    held.close();
    expect(second.open).toBe(false);
    expect(count(held.as('owner').warehouse, 'NEW')).toBe(1);
    held.close();
  });

  it('sees a whole load or nothing of it, from one open connection', async () => {
    const held = await hold();
    const writer = openWarehouseForWriting(sample.data);
    const before = held.as('owner').warehouse;
    writer.exec('BEGIN IMMEDIATE');
    for (const key of ['a', 'b', 'c'])
      writer.prepare("INSERT INTO artists (key, name, status) VALUES (?, 'NEW', 'own')").run(key);
    expect(held.as('owner').warehouse).toBe(before);
    expect(count(before, 'NEW')).toBe(0);
    writer.exec('COMMIT');
    expect(count(held.as('owner').warehouse, 'NEW')).toBe(3);
    writer.close();
    held.close();
  });

  it('notices a warehouse that was removed and made anew, and one that was put in its place', async () => {
    const held = await hold();
    const file = join(sample.data, WAREHOUSE_FILE);
    const old = held.as('owner').warehouse;
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
    expect(() => held.as('owner')).toThrow(expect.objectContaining({ code: 'warehouse_missing' }));
    expect(old.open).toBe(false);
    addArtist(sample.data, 'ANEW');
    expect(count(held.as('owner').warehouse, 'ANEW')).toBe(1);

    // As a backup is put back: a file without its log, under the same name.
    const backup = join(folder, 'backup');
    addArtist(backup, 'BACKUP');
    const db = new Database(join(backup, WAREHOUSE_FILE));
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
    held.close();
    copyFileSync(join(backup, WAREHOUSE_FILE), `${file}.new`);
    const open = held.as('owner').warehouse;
    expect(count(open, 'BACKUP')).toBe(0);
    for (const end of ['-wal', '-shm']) rmSync(file + end, { force: true });
    renameSync(`${file}.new`, file);
    expect(count(held.as('owner').warehouse, 'BACKUP')).toBe(1);
    expect(held.as('owner').warehouse.pragma('integrity_check', { simple: true })).toBe('ok');
    held.close();
  });

  it('takes a changed label.json at the next question, and says when it does not fit', async () => {
    const held = await hold();
    const file = join(sample.data, 'label.json');
    expect(held.as('owner').label.name).toBe('TEST LABEL');
    const text = readFileSync(file, 'utf8');
    // As long as before: its length does not tell.
    writeFileSync(file, text.replace('TEST LABEL', 'NEXT LABEL'));
    expect(held.as('owner').label.name).toBe('NEXT LABEL');
    writeFileSync(file, '{');
    expect(() => held.as('owner')).toThrow(expect.objectContaining({ code: 'config_invalid' }));
    writeFileSync(file, text);
    expect(held.as('owner').label.name).toBe('TEST LABEL');
    held.close();
  });
});

const count = (db: Database.Database, name: string): number =>
  db.prepare<[string], number>('SELECT count(*) FROM artists WHERE name = ?').pluck().get(name) as number;
