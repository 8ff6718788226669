import { describe, expect, it } from 'vitest';
import { labelSchema } from '../../core/label.ts';
import { renderBoard } from './board.ts';
import { answerOf, board } from './chart-samples.testing.ts';
import { loadCanvas } from './fonts.ts';

const theme = labelSchema.shape.theme.parse({});

/** Which of these colours a tile shows at all (tiles are told by column and row). */
async function coloursIn(
  png: Buffer,
  column: number,
  row: number,
  head: number,
): Promise<Record<string, boolean>> {
  const { createCanvas, loadImage } = loadCanvas();
  const image = await loadImage(png);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const [x, y] = [60 + column * 840, (head + row * 196) * 1.5];
  const { data } = context.getImageData(x, y, 810, 250);
  const seen = (colour: string) => {
    const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
    for (let at = 0; at < data.length; at += 4)
      if (data[at] === r && data[at + 1] === g && data[at + 2] === b) return true;
    return false;
  };
  const { good, bad, warn, text, series } = theme;
  return {
    good: seen(good),
    bad: seen(bad),
    warn: seen(warn),
    value: seen(text),
    line: seen(series[0] ?? ''),
  };
}

describe('a board', () => {
  it('has two columns, and is as high as its tiles need', async () => {
    const figures = (count: number) =>
      Array.from({ length: count }, () => board.figures[0] as (typeof board.figures)[0]);
    const heightOf = async (count: number) =>
      (await renderBoard(answerOf(undefined, { figures: figures(count) }), theme)).readUInt32BE(20);
    // A row is a tile of 176 and a gap of 20, times 1.5.
    expect((await heightOf(3)) - (await heightOf(2))).toBe(294);
    expect(await heightOf(3)).toBe(await heightOf(4));
    // 12 tiles at most; the line that says so takes its own place (38 + 8, times 1.5).
    expect((await heightOf(30)) - (await heightOf(12))).toBe(69);
  });

  it('shows up in green, down in red, late and not known in amber, and lines only where there is a series', async () => {
    const png = await renderBoard(board, theme);
    const head = png.readUInt32BE(20) / 1.5 - 40 - 5 * 196 + 20;
    expect(await coloursIn(png, 0, 0, head)).toEqual({
      good: true,
      bad: false,
      warn: false,
      value: true,
      line: true,
    });
    expect(await coloursIn(png, 0, 1, head)).toEqual({
      good: false,
      bad: true,
      warn: false,
      value: true,
      line: true,
    });
    // Ad spend: not known.
    expect(await coloursIn(png, 1, 1, head)).toEqual({
      good: false,
      bad: false,
      warn: true,
      value: false,
      line: false,
    });
    // TikTok views: late and down.
    expect(await coloursIn(png, 1, 3, head)).toEqual({
      good: false,
      bad: true,
      warn: true,
      value: true,
      line: true,
    });
  });
});
