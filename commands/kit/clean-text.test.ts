import { describe, expect, it } from 'vitest';
import { cleanText } from './clean-text.ts';

describe('cleanText', () => {
  it('leaves titles as they are', () => {
    for (const title of ['NEON ABATTOIR', 'Été à Zürich', '夜のドライブ', 'Ω (feat. A & B) [Live]', '💀 go'])
      expect(cleanText(title)).toBe(title);
  });

  it('drops what cannot be seen and what reorders a line', () => {
    expect(cleanText('a\u200bb\u2060c\ufeffd')).toBe('abcd');
    expect(cleanText('pay\u202egpj.exe\u202c')).toBe('paygpj.exe');
    expect(cleanText('x\u2066y\u2069z')).toBe('xyz');
    expect(cleanText('esc\u001b[31mred\u0007')).toBe('esc[31mred');
    // "hi" written in invisible tag characters
    expect(cleanText('song\u{e0068}\u{e0069}')).toBe('song');
    // variation selectors can carry bytes as well
    expect(cleanText('song\u{e0101}\u{e0110}')).toBe('song');
  });

  it('makes one line of several', () => {
    expect(cleanText(' a\r\nb\t c\u2028d ')).toBe('a b c d');
  });

  it('cuts at 200 characters, not in the middle of one', () => {
    const long = cleanText('💀'.repeat(300));
    expect([...long]).toHaveLength(200);
    expect(long.endsWith('💀…')).toBe(true);
    expect(cleanText('x'.repeat(200))).toBe('x'.repeat(200));
  });
});
