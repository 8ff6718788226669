import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readDelimited } from './delimited.ts';
import { openBrought } from './open.ts';
import { findHeader } from './preamble.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

async function documentOf(bytes: Buffer) {
  const folder = mkdtempSync(join(tmpdir(), 'bedrot-preamble-'));
  folders.push(folder);
  writeFileSync(join(folder, 'x.csv'), bytes);
  const [document] = (await openBrought(join(folder, 'x.csv'), 'x.csv')).documents;
  if (!document) throw new Error('no document');
  return document;
}

describe('a table that does not begin on the first line', () => {
  it('is read from its header on, with the lines of the file', async () => {
    const text = 'sep=,\r\n"Views"\r\n\r\n"Date","Primary"\r\n"2026-08-22T00:00:00","8226"\r\n';
    const document = await documentOf(
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
    );
    const place = findHeader(document, (cells) => cells[0] === 'Date');
    expect(place).toEqual({ preamble: 2, delimiter: ',', cells: ['Date', 'Primary'] });
    const [batch] = await all(readDelimited(document, place));
    expect(batch?.header).toEqual(['Date', 'Primary']);
    expect([...(batch?.lines ?? [])]).toEqual([5]);
    expect(batch?.columns[1]?.texts.at(0)).toBe('8226');
  });

  it('may have more cells than the title above it, and another delimiter', async () => {
    const document = await documentOf(Buffer.from('Account ID\nuuid, of mine\nTrack;Units\nA;3\n'));
    const place = findHeader(document, (cells) => cells.includes('Units'));
    expect(place).toMatchObject({ preamble: 2, delimiter: ';' });
    const [batch] = await all(readDelimited(document, place));
    expect(batch?.rows).toBe(1);
  });

  it('is not found where no line is its header', async () => {
    expect(findHeader(await documentOf(Buffer.from('a,b\n1,2\n')), () => false)).toBeNull();
  });
});
