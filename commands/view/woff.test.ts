import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { unpackWoff } from './woff.ts';

const file = createRequire(import.meta.url).resolve('@fontsource/inter/files/inter-latin-400-normal.woff');

describe('unpackWoff', () => {
  it('makes an OpenType font: its directory leads to tables whose checksums hold', () => {
    const font = unpackWoff(readFileSync(file));
    expect(font.readUInt32BE(0)).toBe(0x00010000);
    const count = font.readUInt16BE(4);
    const tags: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const at = 12 + 16 * index;
      const tag = font.toString('latin1', at, at + 4);
      const [checksum, offset, length] = [4, 8, 12].map((field) => font.readUInt32BE(at + field));
      tags.push(tag);
      let sum = 0;
      for (let word = offset as number; word < (offset as number) + (length as number); word += 4)
        // The whole font's checksum stands in `head` and is taken as 0 there.
        sum = (sum + (tag === 'head' && word === (offset as number) + 8 ? 0 : font.readUInt32BE(word))) >>> 0;
      expect(sum, tag).toBe(checksum);
    }
    expect(tags).toEqual(expect.arrayContaining(['cmap', 'glyf', 'head', 'hmtx', 'loca']));
  });

  it('refuses what is no WOFF', () => {
    expect(() => unpackWoff(Buffer.from('not a font'))).toThrow('no WOFF');
  });
});
