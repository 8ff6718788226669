import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Options, ZipFile } from 'yazl';
import type { Document } from './document.ts';
import { openBrought } from './open.ts';
import { describeUnclaimed } from './unclaimed.ts';
import { openZip, ZIP_LIMITS } from './zip.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-zip-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function zipOf(
  entries: Record<string, string | Buffer>,
  options: Partial<Options> = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(entries)) zip.addBuffer(Buffer.from(content), name, options);
  zip.end();
  return buffer(zip.outputStream);
}

let files = 0;
function brought(content: Buffer) {
  files += 1;
  const path = join(folder, `${files}.csv`);
  writeFileSync(path, content);
  return openBrought(path, 'Overview_2025-08-31_1756684800_pig1987.zip');
}

/** Every occurrence of one text replaced by another of the same length. */
const patched = (zip: Buffer, from: string, to: string): Buffer =>
  Buffer.from(zip.toString('latin1').replaceAll(from, to), 'latin1');

/** Changes the record of the only entry in the central directory. */
function withDirectory(zip: Buffer, change: (record: Buffer) => void): Buffer {
  const copy = Buffer.from(zip);
  change(copy.subarray(copy.indexOf('PK\x01\x02')));
  return copy;
}

const table = `Date,Views\n${'2025-08-31,12\n'.repeat(100_000)}`;

describe('a zip', () => {
  it.each([true, false])('is known by its bytes, and gives its files (compressed: %s)', async (compress) => {
    const { documents } = await brought(
      await zipOf({ 'a/Overview.csv': table, 'b.json': '{}', 'empty.csv': '' }, { compress }),
    );
    expect(documents.map(({ entry, format, size }) => ({ entry, format, size }))).toEqual([
      { entry: 'a/Overview.csv', format: 'delimited', size: table.length },
      { entry: 'b.json', format: 'json', size: 2 },
      { entry: 'empty.csv', format: 'other', size: 0 },
    ]);
    const first = documents[0] as Document;
    expect(first.originalName).toBe('Overview_2025-08-31_1756684800_pig1987.zip');
    expect(first.header).toEqual(['Date', 'Views']);
    for (let time = 0; time < 2; time += 1)
      expect((await buffer(first.bytes())).toString() === table).toBe(true);
    expect(describeUnclaimed(documents[2] as Document)).toBe('is empty');
  });

  it('passes over folders, and a picture in it is no reason to refuse it', async () => {
    const zip = new ZipFile();
    zip.addEmptyDirectory('charts/');
    zip.addBuffer(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), 'charts/a.png');
    zip.end();
    const { documents } = await brought(await buffer(zip.outputStream));
    expect(documents.map(describeUnclaimed)).toEqual(['is not a table, a page or JSON']);
  });

  it('is refused when it is cut off, corrupt or empty', async () => {
    const zip = await zipOf({ 'a.csv': table });
    for (const at of [10, 200, zip.length >> 1, zip.length - 1])
      await expect(brought(zip.subarray(0, at)), `cut at ${at}`).rejects.toThrow('damaged or cut off');
    const stored = await zipOf({ 'a.csv': table }, { compress: false });
    stored[500] = (stored[500] as number) ^ 1;
    await expect(brought(stored)).rejects.toThrow('a.csv in the zip is damaged: its checksum does not fit');
    const broken = Buffer.from(zip);
    broken.fill(0xff, 60, 120);
    await expect(brought(broken)).rejects.toThrow('damaged');
    await expect(brought(await zipOf({}))).rejects.toThrow('The zip is empty');
  });

  it.each([
    ['xx/evil.csv', '../evil.csv'],
    ['a/xx/evil.csv', 'a/../evil.csv'],
    ['xetc/evil.csv', '/etc/evil.csv'],
    ['c-/evil.csv', 'c:/evil.csv'],
    ['xx-evil.csv', '..\\evil.csv'],
  ])('is refused when a path leaves its folder (%s as %s)', async (from, to) => {
    await expect(brought(patched(await zipOf({ [from]: table }), from, to))).rejects.toThrow(
      'a path that leaves its folder',
    );
  });

  it('is refused for a link, a password, a zip inside, and a packing we do not know', async () => {
    await expect(brought(await zipOf({ l: '/etc/passwd' }, { mode: 0o120777 }))).rejects.toThrow('is a link');
    const inner = await zipOf({ 'a.csv': table });
    await expect(brought(await zipOf({ 'inner.csv': inner }))).rejects.toThrow('is a zip in a zip');
    const locked = withDirectory(inner, (record) => record.writeUInt16LE(record.readUInt16LE(8) | 1, 8));
    await expect(brought(locked)).rejects.toThrow('has a password');
    const lzma = withDirectory(inner, (record) => record.writeUInt16LE(14, 10));
    await expect(brought(lzma)).rejects.toThrow('packed in a way we do not know');
  });

  it('is refused as a bomb: 1,000 times its size, in one file or in many', async () => {
    const bomb = await zipOf({ 'a.csv': Buffer.alloc(40 << 20, 'a') });
    await expect(brought(bomb)).rejects.toThrow('more than 200 times its size');
    const small = Buffer.alloc(4 << 20, 'a');
    await expect(brought(await zipOf({ 'a.csv': small, 'b.csv': small }))).resolves.toBeDefined();
    await expect(brought(await zipOf({ 'a.csv': small, 'b.csv': small, 'c.csv': small }))).rejects.toThrow(
      'more than 200 times its size',
    );
  });

  it('is refused when all its files together unpack to too much', async () => {
    const path = join(folder, 'large.zip');
    writeFileSync(path, await zipOf({ 'a.csv': table, 'b.csv': table }));
    const limits = { ...ZIP_LIMITS, unpackedBytes: table.length * 2 };
    expect(await openZip(path, 'large.zip', limits)).toHaveLength(2);
    limits.unpackedBytes -= 1;
    await expect(openZip(path, 'large.zip', limits)).rejects.toThrow('unpacks to more than it may (2 GiB)');
  });

  it('is refused when a size lies', async () => {
    const zip = await zipOf({ 'a.csv': table });
    const smaller = withDirectory(zip, (record) => record.writeUInt32LE(1000, 24));
    await expect(brought(smaller)).rejects.toThrow('larger than the zip says');
    const larger = withDirectory(zip, (record) => record.writeUInt32LE(table.length + 1, 24));
    await expect(brought(larger)).rejects.toThrow('checksum does not fit');
  });

  it('is refused with more than 1,000 files', async () => {
    const names = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`${n}.csv`, 'a,b\n1,2\n']));
    await expect(brought(await zipOf(names(1001)))).rejects.toThrow('1001 files, more than 1000');
    expect((await brought(await zipOf(names(1000)))).documents).toHaveLength(1000);
  });
});
