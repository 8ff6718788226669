import { describe, expect, it } from 'vitest';
import { delimited, encode, type TextStyle } from './text.ts';

const plain: TextStyle = {
  delimiter: ',',
  quoted: 'needed',
  encoding: 'utf-8',
  newline: '\n',
  finalNewline: true,
};

describe('encode', () => {
  it.each([
    ['utf-8', 'c3a9'],
    ['utf-8-bom', 'efbbbfc3a9'],
    ['latin-1', 'e9'],
    ['windows-1252', 'e9'],
    ['utf-16le-bom', 'fffee900'],
  ] as const)('writes é in %s as %s', (encoding, hex) => {
    expect(encode('é', encoding).toString('hex')).toBe(hex);
  });

  it('knows what windows-1252 has between 0x80 and 0x9f', () => {
    expect(encode('€’Ÿ', 'windows-1252').toString('hex')).toBe('80929f');
  });

  it('refuses a character the encoding has not, in place of a question mark', () => {
    expect(() => encode('夜', 'latin-1')).toThrow('latin-1 has no "夜"');
    expect(() => encode('’', 'latin-1')).toThrow();
    expect(() => encode('夜', 'windows-1252')).toThrow();
  });
});

describe('delimited', () => {
  it('quotes what needs it, and doubles quotes', () => {
    expect(delimited([['a,b', 'say "hi"', 'c']], plain).toString()).toBe('"a,b","say ""hi""",c\n');
  });

  it('quotes all, or nothing', () => {
    expect(delimited([['a', '']], { ...plain, quoted: 'all' }).toString()).toBe('"a",""\n');
    expect(delimited([['say "hi"', 'b']], { ...plain, quoted: 'never', delimiter: '\t' }).toString()).toBe(
      'say "hi"\tb\n',
    );
  });

  it('refuses to write a cell that would break its line', () => {
    expect(() => delimited([['a,b']], { ...plain, quoted: 'never' })).toThrow('"a,b"');
  });

  it('ends lines as told, the last one too or not', () => {
    expect(delimited([['a'], ['b']], { ...plain, newline: '\r' }).toString()).toBe('a\rb\r');
    expect(delimited([['a'], ['b']], { ...plain, newline: '\r\n', finalNewline: false }).toString()).toBe(
      'a\r\nb',
    );
  });
});
