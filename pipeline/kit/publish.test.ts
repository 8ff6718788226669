import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { archive, publish, publishText, sweep, temporaryFor } from './publish.ts';

const folder = (): string => mkdtempSync(join(tmpdir(), 'bedrot-publish-'));

it('replaces a file in one step and leaves nothing beside it', async () => {
  const at = folder();
  const target = join(at, 'deep', 'file.txt');
  await publishText(target, 'one');
  await publishText(target, 'two');
  expect(readFileSync(target, 'utf8')).toBe('two');
  expect(readdirSync(join(at, 'deep'))).toEqual(['file.txt']);
});

it('a file shorter than said is not published, and the one that stands stays', async () => {
  const target = join(folder(), 'file.txt');
  writeFileSync(target, 'whole');
  const temporary = await temporaryFor(target);
  writeFileSync(temporary, 'cut');
  await expect(publish(temporary, target, 5)).rejects.toThrow(/3 of 5 bytes/);
  expect(readFileSync(target, 'utf8')).toBe('whole');
  expect(readdirSync(join(target, '..'))).toEqual(['file.txt']);
});

it('archives without a moment in which the file is missing, twice in one second too', async () => {
  const at = folder();
  const file = join(at, 'curated.parquet');
  writeFileSync(file, 'old');
  await archive(file, join(at, 'archive', 'a.parquet'));
  await archive(file, join(at, 'archive', 'a.parquet'));
  await publishText(file, 'new');
  expect(readFileSync(join(at, 'archive', 'a.parquet'), 'utf8')).toBe('old');
  expect(readFileSync(file, 'utf8')).toBe('new');
});

it('sweeps what a crash left, and nothing else', async () => {
  const at = folder();
  mkdirSync(join(at, 'raw', 'x'), { recursive: true });
  const left = await temporaryFor(join(at, 'raw', 'x', 'a.ndjson.zst'));
  writeFileSync(left, '');
  writeFileSync(join(at, 'raw', 'x', 'b.ndjson.zst'), '');
  expect(await sweep([join(at, 'raw'), join(at, 'no such folder')])).toHaveLength(1);
  expect(readdirSync(join(at, 'raw', 'x'))).toEqual(['b.ndjson.zst']);
});
