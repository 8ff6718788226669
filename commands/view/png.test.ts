import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { labelSchema } from '../../core/label.ts';
import { silentLog } from '../../core/log.ts';
import type { Answer, Chart } from '../kit/answer.ts';
import { answerOf, area, bar, board, samples } from './chart-samples.testing.ts';
import { loadCanvas } from './fonts.ts';
import { type Picture, renderPng } from './png.ts';

const theme = labelSchema.shape.theme.parse({});
const render = (answer: Answer): Promise<Picture> =>
  renderPng(answer, { theme, renderer: 'local', quickchartHost: 'quickchart.io', log: silentLog });

/** Width and height as the PNG header tells them. */
const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

interface Pixels {
  /** How many of every fourth pixel of a part of the picture (0..1 of its width and height) are of a colour, within 6 per channel. */
  count(colour: string, from: [number, number], to: [number, number]): number;
}

async function pixelsOf(png: Buffer): Promise<Pixels> {
  const { createCanvas, loadImage } = loadCanvas();
  const image = await loadImage(png);
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  return {
    count(colour, from, to) {
      const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
        Number.parseInt(colour.slice(at, at + 2), 16),
      );
      let found = 0;
      for (let y = Math.floor(from[1] * image.height); y < to[1] * image.height; y += 2)
        for (let x = Math.floor(from[0] * image.width); x < to[0] * image.width; x += 2) {
          const at = 4 * (y * image.width + x);
          const [r = 0, g = 0, b = 0] = [data[at], data[at + 1], data[at + 2]];
          if (Math.abs(r - red) <= 6 && Math.abs(g - green) <= 6 && Math.abs(b - blue) <= 6) found += 1;
        }
      return found;
    },
  };
}

const ALL: [[number, number], [number, number]] = [
  [0, 0],
  [1, 1],
];

describe('renderPng', () => {
  it('draws every sample as a PNG of 1800 pixels width, with words', async () => {
    // BEDROT_SAMPLES=folder keeps the pictures, to be looked at.
    const folder = process.env.BEDROT_SAMPLES;
    if (folder) mkdirSync(folder, { recursive: true });
    for (const [name, answer] of Object.entries(samples)) {
      const { png, alt, renderer } = await render(answer);
      if (folder) writeFileSync(join(folder, `${name}.png`), png);
      expect(png.subarray(0, 8).toString('latin1'), name).toBe('\x89PNG\r\n\x1a\n');
      expect(renderer).toBe('local');
      expect(alt.length).toBeGreaterThan(20);
      if (name !== 'board') expect(sizeOf(png), name).toEqual([1800, 1200]);
    }
  });

  it('marks demo data on charts and boards, and only there', async () => {
    for (const answer of [answerOf(bar), board]) {
      const amber = async (demo: boolean) =>
        (await pixelsOf((await render({ ...answer, demo })).png)).count('#312a29', ...ALL);
      // The ribbon: amber at 16 % over the background.
      expect(await amber(true)).toBeGreaterThan(5000);
      // Edges of letters may come near it.
      expect(await amber(false)).toBeLessThan(500);
    }
  });

  it('leaves a gap open', async () => {
    const values = (middle: number | null): Chart => ({
      ...area,
      kind: 'line',
      labels: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
      series: [{ name: 'S', values: [3, 3, 3, middle, 3, 3, 5] }],
    });
    // The chart lies between about 0.1 and 0.81 of the width: its fourth of seven points in the middle.
    const blue = async (middle: number | null) =>
      (await pixelsOf((await render(answerOf(values(middle)))).png)).count(
        '#3b82f6',
        [0.43, 0.2],
        [0.48, 0.9],
      );
    expect(await blue(3)).toBeGreaterThan(25);
    expect(await blue(null)).toBe(0);
  });

  it('draws what is not fully reported faint', async () => {
    const pixels = await pixelsOf((await render(answerOf({ ...bar, series: bar.series.slice(0, 1) }))).png);
    // #3b82f6 at 40 % over #0f172a: 15 + 0.4 * (59 - 15) = 33, 23 + 0.4 * (130 - 23) = 66, 42 + 0.4 * (246 - 42) = 124.
    const faint = '#21427c';
    expect(pixels.count(faint, [0.9, 0.2], [1, 0.9])).toBeGreaterThan(1250);
    expect(pixels.count(faint, [0, 0.2], [0.85, 0.9])).toBeLessThan(125);
  });

  it('draws a board of the figures where there is no chart', async () => {
    const { chart: _, ...rest } = board;
    const { png } = await render(rest);
    expect(sizeOf(png)[0]).toBe(1800);
    await expect(render(answerOf(undefined))).rejects.toMatchObject({ code: 'bad_question' });
  });

  it('goes on after an answer that could not be drawn', async () => {
    const [bad, good] = await Promise.allSettled([render(answerOf(undefined)), render(answerOf(bar))]);
    expect([bad.status, good.status]).toEqual(['rejected', 'fulfilled']);
  });

  it('draws the same picture of the same answer', async () => {
    const [one, two] = await Promise.all([render(answerOf(area)), render(answerOf(area))]);
    expect(one.png.equals(two.png)).toBe(true);
  });

  it('does not grow in memory', async () => {
    for (let round = 0; round < 5; round += 1) await render(answerOf(area));
    // One picture is 8.6 MB of pixels: leaking them would be 170 MB, each time. What is only freed late is not.
    const most = 80e6;
    let grown = most;
    for (let turn = 0; turn < 4 && grown >= most; turn += 1) {
      const before = process.memoryUsage().rss;
      for (let round = 0; round < 20; round += 1) await render(answerOf(area));
      grown = process.memoryUsage().rss - before;
    }
    expect(grown).toBeLessThan(most);
  });
});
