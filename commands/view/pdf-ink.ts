import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { drawable } from './fonts.ts';
import { unpackWoff } from './woff.ts';

/** How a text is set. Sizes are points. */
export interface Style {
  size: number;
  colour: string;
  weight?: 400 | 600 | 700;
  /** Digits of one width, for numbers that stand below each other. */
  tabular?: boolean;
}

export interface Ink {
  width(text: string, style: Style): number;
  /** Breaks a text into lines of at most `width`; what has no blank is broken anywhere, what is over `most` lines is cut with "…". */
  lines(text: string, width: number, style: Style, most?: number): string[];
  /** One line with its top left corner at x, y. */
  write(text: string, x: number, y: number, style: Style): void;
  /** Whether letters were asked for that the font has not: they stand as "…". */
  lost(): boolean;
}

/** Height of a line, in sizes. */
export const LEADING = 1.38;

const SUBSETS = ['latin', 'latin-ext', 'cyrillic', 'greek'] as const;

/**
 * Texts in Inter, embedded: every reader shows the same. The font comes in parts by script, so a text is set run by run.
 * It is read as woff: of letters with accents in a woff2, fontkit makes no part it can embed.
 */
export function openInk(doc: PDFKit.PDFDocument): Ink {
  const require = createRequire(import.meta.url);
  const opened = new Set<string>();
  /** The font of a run, read with the first of its letters. */
  const fontOf = (subset: string, weight: number): string => {
    const name = `${subset}-${weight}`;
    if (opened.has(name)) return name;
    const file = require.resolve(`@fontsource/inter/files/inter-${name}-normal.woff`);
    doc.registerFont(name, fileOf(file));
    opened.add(name);
    return name;
  };
  const subsetOf = subsets(readFileSync(require.resolve('@fontsource/inter/unicode.json'), 'utf8'));
  let lost = false;

  /** The text as it can be set, in runs of one font. */
  const runs = (text: string): { subset: string; text: string }[] => {
    const settable = drawable(text);
    lost ||=
      [...settable].filter((one) => one === '…').length > [...text].filter((one) => one === '…').length;
    const found: { subset: string; text: string }[] = [];
    for (const letter of settable) {
      const subset = subsetOf(letter);
      const last = found.at(-1);
      if (last?.subset === subset) last.text += letter;
      else found.push({ subset, text: letter });
    }
    return found;
  };
  // Widths grow with the size, so each text is measured once; a table asks for the same ones again and again.
  const known = new Map<string, { subset: string; text: string; width: number }[]>();
  const measured = (text: string, { weight = 400, tabular = false }: Style) => {
    const key = `${weight}${tabular ? 't' : ' '}${text}`;
    const before = known.get(key);
    if (before) return before;
    const found = runs(text).map((run) => {
      doc.font(fontOf(run.subset, weight)).fontSize(1000);
      return { ...run, width: doc.widthOfString(run.text, featuresOf(tabular)) / 1000 };
    });
    known.set(key, found);
    return found;
  };
  const width = (text: string, style: Style): number =>
    measured(text, style).reduce((sum, run) => sum + run.width, 0) * style.size;
  return {
    width,
    lines: (text, room, style, most = Number.POSITIVE_INFINITY) => broken(text, most, room, style, width),
    write(text, x, y, style) {
      let at = x;
      for (const run of measured(text, style)) {
        doc
          .font(`${run.subset}-${style.weight ?? 400}`)
          .fontSize(style.size)
          .fillColor(style.colour);
        // Half of what a line is higher than its letters lies above them.
        doc.text(run.text, at, y + (style.size * (LEADING - 1.21)) / 2, featuresOf(style.tabular === true));
        at += run.width * style.size;
      }
    },
    lost: () => lost,
  };
}

const fonts = new Map<string, Buffer>();

/** Read and unpacked once a process. */
function fileOf(file: string): Buffer {
  const font = fonts.get(file) ?? unpackWoff(readFileSync(file));
  fonts.set(file, font);
  return font;
}

// Without features pdfkit keeps what it laid out, word by word.
const PLAIN: PDFKit.Mixins.TextOptions = { lineBreak: false };
const TABULAR: PDFKit.Mixins.TextOptions = { lineBreak: false, features: ['tnum'] };
const featuresOf = (tabular: boolean): PDFKit.Mixins.TextOptions => (tabular ? TABULAR : PLAIN);

function broken(text: string, most: number, room: number, style: Style, width: Ink['width']): string[] {
  const fits = (part: string): boolean => width(part, style) <= room;
  if (fits(text)) return [text.trim()];
  const blank = width('a a', style) - 2 * width('a', style);
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const end = (): void => {
    if (line !== '') lines.push(line);
    line = '';
    used = 0;
  };
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const own = width(word, style);
    if (line !== '' && used + blank + own <= room) {
      line += ` ${word}`;
      used += blank + own;
      continue;
    }
    end();
    const pieces = own <= room ? [word] : split(word, fits);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
    used = width(line, style);
  }
  end();
  if (lines.length <= most) return lines;
  const last = [...lines.slice(most - 1).join(' ')];
  while (last.length > 1 && !fits(`${last.join('').trimEnd()}…`)) last.pop();
  return [...lines.slice(0, most - 1), `${last.join('').trimEnd()}…`];
}

/** A word that is longer than a line, in pieces that are not. */
function split(word: string, fits: (part: string) => boolean): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (piece !== '' && !fits(piece + letter)) {
      pieces.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...pieces, piece];
}

/** Which part of the font has a letter, by the ranges the package tells. */
function subsets(json: string): (letter: string) => string {
  const told = JSON.parse(json) as Record<string, string>;
  const ranges = SUBSETS.map((subset) => ({
    subset,
    ranges: (told[subset] ?? '').split(',').map((range) => {
      const [from = '', to = from] = range.replace('U+', '').split('-');
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
    }),
  }));
  const known = new Map<string, string>();
  return (letter) => {
    const before = known.get(letter);
    if (before !== undefined) return before;
    const code = letter.codePointAt(0) ?? 0;
    const subset =
      ranges.find((one) => one.ranges.some(([from, to]) => from <= code && code <= to))?.subset ?? 'latin';
    known.set(letter, subset);
    return subset;
  };
}
