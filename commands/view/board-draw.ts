import type { SKRSContext2D } from '@napi-rs/canvas';
import { FAMILY } from './fonts.ts';

/** The strokes a board is made of. All lengths are layout pixels. */

export function write(
  context: SKRSContext2D,
  text: string,
  x: number,
  y: number,
  size: number,
  colour: string,
  weight: 400 | 600 | 700 = 400,
): void {
  context.font = `${weight} ${size}px ${FAMILY}`;
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/** The largest size up to 52 at which a bold text is no wider than `width`; never below 30. */
export function fitting(context: SKRSContext2D, text: string, width: number): number {
  context.font = `700 52px ${FAMILY}`;
  const natural = context.measureText(text).width;
  return Math.max(30, Math.min(52, Math.floor((52 * width) / natural)));
}

export function box(
  context: SKRSContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  radius: number,
  colour: string,
): void {
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
  context.fillStyle = colour;
  context.fill();
}

/** A triangle on a baseline: the font of the pictures has none. */
export function triangle(
  context: SKRSContext2D,
  x: number,
  baseline: number,
  up: boolean,
  colour: string,
): void {
  const [base, tip] = up ? [baseline, baseline - 17] : [baseline - 17, baseline];
  context.beginPath();
  context.moveTo(x, base);
  context.lineTo(x + 20, base);
  context.lineTo(x + 10, tip);
  context.closePath();
  context.fillStyle = colour;
  context.fill();
}

/** A small line in a box, scaled to its own lowest and highest value; nulls are gaps, the newest value has a dot. */
export function spark(
  context: SKRSContext2D,
  values: readonly (number | null)[],
  area: { x: number; y: number; width: number; height: number },
  colours: { line: string; dot: string },
): void {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  const at = (value: number, index: number): [number, number] => [
    area.x + (index / Math.max(values.length - 1, 1)) * area.width,
    area.y + area.height * (span === 0 ? 0.5 : 1 - (value - low) / span),
  ];
  context.beginPath();
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const [x, y] = at(value, index);
    if ((values[index - 1] ?? null) === null) context.moveTo(x, y);
    // A value alone between gaps becomes a point: the round cap of a line without length.
    context.lineTo(x, y);
  }
  context.strokeStyle = colours.line;
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  context.stroke();
  const last = values.findLastIndex((value) => value !== null);
  const [x, y] = at(values[last] ?? 0, last);
  context.beginPath();
  context.arc(x, y, 7, 0, 2 * Math.PI);
  context.fillStyle = colours.dot;
  context.fill();
}
