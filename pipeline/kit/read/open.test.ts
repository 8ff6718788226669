import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileRefused } from '../platform.ts';
import { readDelimited } from './delimited.ts';
import type { Document } from './document.ts';
import { openBrought } from './open.ts';
import { describeUnclaimed } from './unclaimed.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-open-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function brought(content: string | Buffer, name = 'export.csv') {
  files += 1;
  const path = join(folder, `${files}-${name}`);
  writeFileSync(path, content);
  return openBrought(path, name);
}

async function only(content: string | Buffer, name?: string): Promise<Document> {
  const { documents } = await brought(content, name);
  expect(documents).toHaveLength(1);
  return documents[0] as Document;
}

async function firstRow(document: Document): Promise<string[]> {
  for await (const { columns } of readDelimited(document))
    return columns.map(({ ids, texts }) => texts.at(ids[0] as number));
  return [];
}

describe('openBrought', () => {
  it('tells hash, size, format, delimiter and header', async () => {
    const content = ' Store ,"Sale Month","a ""b"", c"\n1,2,3\n';
    const { sha256, bytes, documents } = await brought(content);
    expect(sha256).toBe(createHash('sha256').update(content).digest('hex'));
    expect(bytes).toBe(content.length);
    expect(documents).toMatchObject([
      { originalName: 'export.csv', entry: null, format: 'delimited', delimiter: ',', encoding: 'utf-8' },
    ]);
    expect(documents[0]?.header).toEqual(['Store', 'Sale Month', 'a "b", c']);
    expect(documents[0]?.head).toBe(content);
  });

  it.each([
    ['a\tb, c\td\n', '\t', ['a', 'b, c', 'd']],
    ['a;"b,c,d";e\n', ';', ['a', 'b,c,d', 'e']],
    ['\r\n\r\na,b\r1,2', ',', ['a', 'b']],
    ['only\n1\n', null, ['only']],
  ])('finds the header of %j', async (content, delimiter, header) => {
    expect(await only(content)).toMatchObject({ format: 'delimited', delimiter, header });
  });

  it.each([
    ['<!DOCTYPE html>\n<html><body>Sign in</body></html>', 'html'],
    ['\n  <HTML lang="en">', 'html'],
    ['{"data": []}', 'json'],
    [' [1]', 'json'],
    ['<?xml version="1.0"?><feed/>', 'other'],
  ])('tells %j by its content, whatever the ending', async (content, format) => {
    expect(await only(content)).toMatchObject({ format, header: null, delimiter: null });
  });

  const long = 'Beyonc\u00e9,1\n'.repeat(200_000);
  it.each([
    ['UTF-8', Buffer.from(`name,n\n${long}`), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeffname,n\n${long}`), 'utf-8'],
    ['latin-1', Buffer.from(`name,n\n${long}`, 'latin1'), 'windows-1252'],
    ['UTF-16LE', Buffer.from(`\ufeffname,n\n${long}`, 'utf16le'), 'utf-16le'],
    ['UTF-16BE', Buffer.from(`\ufeffname,n\n${long}`, 'utf16le').swap16(), 'utf-16be'],
  ])('reads %s, more than one block of it, as UTF-8 without a mark', async (_name, content, encoding) => {
    const document = await only(content);
    expect(document).toMatchObject({ encoding, header: ['name', 'n'], size: content.length });
    expect((await buffer(document.bytes())).toString('utf8') === `name,n\n${long}`).toBe(true);
    expect(await document.text()).toHaveLength(7 + long.length);
    expect(document.head.startsWith('name,n\nBeyonc\u00e9,1\n')).toBe(true);
    expect(document.head).not.toContain('\ufffd');
    expect(await firstRow(document)).toEqual(['Beyonc\u00e9', '1']);
  });

  it('reads the curly quote and the euro of windows-1252', async () => {
    const document = await only(Buffer.from('t,p\nDon\x92t,\x80 5\n', 'latin1'));
    expect(await firstRow(document)).toEqual(['Don\u2019t', '\u20ac 5']);
  });

  it('takes one latin-1 letter at the very end for latin-1, and half a UTF-8 letter for a cut-off file', async () => {
    expect((await only(Buffer.from('name\nBeyonc\xe9', 'latin1'))).encoding).toBe('windows-1252');
    await expect(brought(Buffer.from('name\nBjörk\nBeyoncé').subarray(0, -1))).rejects.toThrow(
      'cut off in the middle of a character',
    );
  });

  it('refuses UTF-8 with a broken character, early or late, in place of garbling all the others', async () => {
    const broken = Buffer.from('caf\xe9,1\n', 'latin1');
    const good = Buffer.from('name,n\nBeyonc\u00e9,1\nBj\u00f6rk,2\n');
    await expect(brought(Buffer.concat([good, broken]))).rejects.toThrow('some of its characters are broken');
    const late = Buffer.concat([good, Buffer.from('plain,1\n'.repeat(200_000)), broken]);
    await expect(brought(late)).rejects.toThrow('some of its characters are broken');
    // Two bytes of windows-1252 that happen to be one of UTF-8: a letter before a closing quote.
    const quoted = Buffer.from('name,n\n\x93CAF\xc9\x94,1\nBeyonc\xe9,2\n', 'latin1');
    expect(await firstRow(await only(quoted))).toEqual(['\u201cCAF\u00c9\u201d', '1']);
  });

  it('refuses an empty file, NULs early and late, and damaged Unicode', async () => {
    await expect(brought('')).rejects.toThrow('The file is empty');
    await expect(brought('a,b\n1,\0\n')).rejects.toThrow('NUL bytes');
    await expect(brought(`a,b\n${'1,2\n'.repeat(200_000)}\0`)).rejects.toThrow('NUL bytes');
    await expect(brought(Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0xff, 0x0a]))).rejects.toThrow('damaged');
    await expect(brought(Buffer.from([0xff, 0xfe, 0x00, 0xdc, 0x61, 0x00]))).rejects.toThrow('damaged');
    const nul = await brought(Buffer.from('\ufeffa,b\n1,\0', 'utf16le')).catch((cause: unknown) => cause);
    expect(nul).toBeInstanceOf(FileRefused);
  });

  it('reads a large page only in pieces', async () => {
    const document = await only(`<html>${' '.repeat(33 << 20)}`);
    await expect(document.text()).rejects.toThrow('larger than 32 MiB');
  });
});

describe('describeUnclaimed', () => {
  it.each([
    ['<html>Log in</html>', 'is a web page (a login page?), not an export'],
    ['{"a":1}', 'is JSON of a kind nobody knows'],
    ['a,b,,d\n1,2,3,4', 'has a header nobody knows: a, b, (no name), d'],
    ['1;2;3;4;5;6;7;8;9;10', 'has a header nobody knows: 1, 2, 3, 4, 5, 6, 7, 8 and 2 more'],
    ['\n\r\n', 'is empty'],
    ['<feed/>', 'is not a table, a page or JSON'],
    [`"${'x'.repeat(300_000)}`, 'is not a table, a page or JSON'],
  ])('says of a document no feed claims what it is', async (content, reason) => {
    expect(describeUnclaimed(await only(content))).toBe(reason);
  });
});
