import { describe, expect, it } from 'vitest';
import { cut, drawable, FAMILY, loadCanvas, textWidth, wrap } from './fonts.ts';

describe('drawable', () => {
  it('drops emoji and keeps every letter the font has', () => {
    expect(drawable('Renegade 🔥🔥 Pipeline 🇺🇸')).toBe('Renegade Pipeline');
    expect(drawable('Łódź · Jeg går ñ ő € Душа Σ')).toBe('Łódź · Jeg går ñ ő € Душа Σ');
  });

  it('puts one "…" for letters of a script the font lacks', () => {
    expect(drawable('夜の街 (Night City)')).toBe('… (Night City)');
  });

  it('speaks signs the font lacks in those it has', () => {
    expect(drawable('▲ +12.4 % ≈ 3 → 4')).toBe('↑ +12.4 % ~ 3 > 4');
  });

  it('composes accents that come as marks of their own', () => {
    expect(drawable('e\u0301')).toBe('é');
  });
});

describe('textWidth', () => {
  it('is within 10 % of what the font measures', () => {
    const context = loadCanvas().createCanvas(10, 10).getContext('2d');
    context.font = `600 28px ${FAMILY}`;
    for (const text of [
      'THE STATE OF THE WORLD',
      'Apple Music 12,345.67',
      'will it fill',
      'Mmm, WWW · 100 %',
    ]) {
      const ratio = textWidth(text, 28) / context.measureText(text).width;
      expect(ratio, text).toBeGreaterThan(0.9);
      expect(ratio, text).toBeLessThan(1.1);
    }
  });
});

describe('cut and wrap', () => {
  it('cut with "…" to the width', () => {
    expect(cut('short', 28, 500)).toBe('short');
    const text = cut('NAKED FALLING FROM THE SKY', 28, 200);
    expect(text).toMatch(/^NAKED.*…$/);
    expect(textWidth(text, 28)).toBeLessThanOrEqual(200);
  });

  it('break at blanks, and cut the last line', () => {
    expect(wrap('one two three', 20, 90, 2)).toEqual(['one two', 'three']);
    const lines = wrap('one two three four five six', 20, 90, 2);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^three.*…$/);
  });
});
