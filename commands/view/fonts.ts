import { createRequire } from 'node:module';

/** The family every picture is set in. It comes with the package: a machine without fonts draws the same picture. */
export const FAMILY = 'Inter';

const SUBSETS = ['latin', 'latin-ext', 'cyrillic', 'greek'];
const WEIGHTS = [400, 600, 700];

/** @napi-rs/canvas, loaded when the first picture is drawn, its fonts registered once per process. */
export function loadCanvas(): typeof import('@napi-rs/canvas') {
  if (canvas) return canvas;
  const require = createRequire(import.meta.url);
  const loaded = require('@napi-rs/canvas') as typeof import('@napi-rs/canvas');
  for (const subset of SUBSETS) {
    for (const weight of WEIGHTS) {
      const file = require.resolve(`@fontsource/inter/files/inter-${subset}-${weight}-normal.woff2`);
      if (!loaded.GlobalFonts.registerFromPath(file, FAMILY))
        throw new Error(`The font ${file} cannot be read.`);
    }
  }
  canvas = loaded;
  return loaded;
}

let canvas: typeof import('@napi-rs/canvas') | undefined;

// Inter's subsets lack these although they look like plain text; a machine with other fonts would hide that.
const SPOKEN: Record<string, string> = { '▲': '↑', '▼': '↓', '→': '>', '≈': '~', '≤': '<=', '≥': '>=' };

// What the four subsets draw: measured glyph by glyph on a machine without other fonts.
const UNCOVERED =
  /[^\u0020-\u007e\u00a0-\u0148\u014a-\u01c3\u01c5-\u024f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490\u0491\u04b0\u04b1\u1e00-\u1e9b\u1ef2-\u1ef9\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020\u2022\u2026\u2032\u2033\u2039\u203a\u20a0-\u20af\u20b1-\u20b5\u20b8-\u20ba\u20bc-\u20bf\u2116\u2122\u2191\u2193\u2212]+/gu;

/**
 * Text as it can be drawn: emoji and symbols the font lacks vanish, a run of letters it lacks (a title in Japanese)
 * becomes one "…", so that nothing is drawn as an empty box.
 */
export function drawable(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[▲▼→≈≤≥]/gu, (sign) => SPOKEN[sign] ?? '')
    .replace(/\s+/gu, ' ')
    .replace(UNCOVERED, (run) => (/\p{L}/u.test(run) ? '…' : ''))
    .replace(/ {2,}/g, ' ')
    .trim();
}

// Advance widths of Inter 600 in ems, measured and grouped.
const WIDTHS: [characters: string, ems: number][] = [
  [' \u00a0', 0.25],
  ['ijlI', 0.27],
  ["!,.:;'·", 0.33],
  ['`t|fr()[]/\\', 0.38],
  ['1{}-_^"*', 0.47],
  ['abcdeghknopqsuvxyzFJL?7', 0.6],
  ['BEPRSTZ02345689#$&', 0.65],
  ['KXYADVCUGHNOQ+<=>~', 0.73],
  ['mwMW%@…—', 0.94],
];
const EMS = new Map(WIDTHS.flatMap(([characters, ems]) => [...characters].map((one) => [one, ems] as const)));

/** Width of a text in pixels, estimated without a canvas: enough to wrap and to cut, within about 5 %. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const character of text) ems += EMS.get(character) ?? 0.68;
  return ems * size;
}

/** The text itself, or its beginning with "…" where it is wider than `width` pixels. */
export function cut(text: string, size: number, width: number): string {
  if (textWidth(text, size) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join('')}…`, size) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/** Breaks at blanks into at most `lines` lines; what does not fit is cut with "…". */
export function wrap(text: string, size: number, width: number, lines: number): string[] {
  const out: string[] = [];
  let line = '';
  const words = text.split(' ');
  for (const [index, word] of words.entries()) {
    const longer = line ? `${line} ${word}` : word;
    if (line && textWidth(longer, size) > width) {
      if (out.length === lines - 1)
        return [...out, cut([line, ...words.slice(index)].join(' '), size, width)];
      out.push(line);
      line = word;
    } else line = longer;
  }
  return [...out, cut(line, size, width)];
}
