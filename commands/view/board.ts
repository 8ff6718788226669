import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Theme } from '../../core/label.ts';
import type { Answer, Figure } from '../kit/answer.ts';
import { box, fitting, spark, triangle, write } from './board-draw.ts';
import { DEMO_TEXT, faded, WIDTH } from './chart-frame.ts';
import { cut, drawable, loadCanvas, textWidth, wrap } from './fonts.ts';
import { formatDelta, formatShort, formatValue, NOT_KNOWN } from './format.ts';
import { RATIO } from './png-local.ts';

const EDGE = 40;
const GAP = 20;
const COLUMNS = 2;
const TILE = { width: (WIDTH - 2 * EDGE - GAP) / COLUMNS, height: 176 };
const SPARK = { width: 168, height: 60 };
const MOST_TILES = 12;

/**
 * The board of an answer's figures: two columns of tiles, readable on a phone. A series of `answer.chart` whose name is
 * the key or the label of a figure is drawn in its tile as a small line.
 * @returns PNG, 1800 pixels wide; its height follows the number of tiles.
 */
export async function renderBoard(answer: Answer, theme: Theme): Promise<Buffer> {
  const { createCanvas } = loadCanvas();
  const tiles = answer.figures.slice(0, MOST_TILES);
  const head = headOf(answer, tiles.length);
  const rows = Math.ceil(tiles.length / COLUMNS);
  const height = head.height + rows * (TILE.height + GAP) - GAP + EDGE;
  const canvas = createCanvas(WIDTH * RATIO, Math.round(height * RATIO));
  const context = canvas.getContext('2d');
  context.scale(RATIO, RATIO);
  context.fillStyle = theme.background;
  context.fillRect(0, 0, WIDTH, height);
  drawHead(context, theme, head);
  for (const [index, figure] of tiles.entries()) {
    const x = EDGE + (index % COLUMNS) * (TILE.width + GAP);
    const y = head.height + Math.floor(index / COLUMNS) * (TILE.height + GAP);
    context.save();
    context.translate(x, y);
    drawTile(context, theme, figure, sparkOf(answer, figure));
    context.restore();
  }
  return canvas.encode('png');
}

interface Head {
  title: string;
  subtitle: string[];
  demo: boolean;
  height: number;
}

function headOf(answer: Answer, shown: number): Head {
  const rest = answer.figures.length - shown;
  const told = answer.chart?.subtitle ?? answer.subtitle ?? '';
  const subtitle = [told, rest > 0 ? `${rest} more in the text` : ''].filter(Boolean).join(' · ');
  const lines = subtitle === '' ? [] : wrap(drawable(subtitle), 29, WIDTH - 2 * EDGE, 2);
  const title = cut(drawable(answer.chart?.title ?? answer.title), 46, WIDTH - 2 * EDGE);
  return {
    title,
    subtitle: lines,
    demo: answer.demo,
    height: 100 + lines.length * 38 + (answer.demo ? 62 : 0) + (lines.length > 0 ? 12 : 4),
  };
}

function drawHead(context: SKRSContext2D, theme: Theme, head: Head): void {
  write(context, head.title, EDGE, 76, 46, theme.text, 700);
  for (const [index, line] of head.subtitle.entries())
    write(context, line, EDGE, 122 + index * 38, 29, theme.muted);
  if (!head.demo) return;
  const y = 100 + head.subtitle.length * 38;
  box(context, EDGE, y, WIDTH - 2 * EDGE, 44, 8, faded(theme.warn, 0.16));
  context.textAlign = 'center';
  write(context, DEMO_TEXT, WIDTH / 2, y + 31, 24, theme.warn, 600);
  context.textAlign = 'left';
}

function drawTile(context: SKRSContext2D, theme: Theme, figure: Figure, points: (number | null)[]): void {
  box(context, 0, 0, TILE.width, TILE.height, 14, theme.card);
  context.strokeStyle = theme.border;
  context.lineWidth = 2;
  context.stroke();
  const width = TILE.width - 48;
  const line = points.filter((value) => value !== null).length > 1;
  const room = line ? width - SPARK.width - 20 : width;
  const money = figure.format === 'money' || figure.format === 'money6';
  // What it is per stands in the label: both would not fit.
  const label = money ? `${figure.label} · ${figure.unit.split('/')[0]}` : figure.label;
  write(context, cut(drawable(label), 24, width), 24, 42, 24, theme.muted);
  if (figure.value === null) {
    drawUnknown(context, theme, figure, width);
    return;
  }
  drawValue(context, theme, figure, room);
  if (line) {
    const area = { x: TILE.width - 24 - SPARK.width, y: 56, ...SPARK };
    spark(context, points, area, { line: theme.series[0] ?? theme.text, dot: theme.text });
  }
  drawFoot(context, theme, figure, width);
}

/** In full where it fits at full size, else short: the text beside the picture is exact. */
function drawValue(context: SKRSContext2D, theme: Theme, figure: Figure, room: number): void {
  const full = formatValue(figure.value, figure.format);
  const text = textWidth(full, 52) > room ? formatShort(figure.value, figure.format) : full;
  write(context, drawable(text), 24, 106, fitting(context, text, room), theme.text, 700);
}

/** That it is not known, and in two lines why, and how to bring it. */
function drawUnknown(context: SKRSContext2D, theme: Theme, figure: Figure, width: number): void {
  write(context, NOT_KNOWN, 24, 89, 36, theme.muted, 600);
  const why = wrap(drawable(figure.note ?? 'No data yet.'), 22, width * 1.03, 2);
  for (const [index, line] of why.entries()) write(context, line, 24, 126 + index * 27, 22, theme.warn);
}

/** How late it is and how it changed: one line, the most pressing first. */
function drawFoot(context: SKRSContext2D, theme: Theme, figure: Figure, width: number): void {
  let x = 24;
  const put = (text: string, colour: string, size: 22 | 24 = 22) => {
    const shown = cut(drawable(text), size, width + 24 - x);
    write(context, shown, x, 150, size, colour, size === 24 ? 600 : 400);
    x += context.measureText(shown).width + 12;
  };
  const { change, note } = figure;
  const marks = [figure.stale ? 'late' : '', figure.partial ? 'not complete' : ''].filter(Boolean).join(', ');
  if (marks !== '') put(marks, theme.warn, 24);
  if (!change) {
    if (marks === '' && note) put(note, theme.muted);
    return;
  }
  const text = formatDelta(change.relative, change.absolute, figure.format, figure.unit);
  const up = text.startsWith('▲');
  if (text === NOT_KNOWN) put('change', theme.muted);
  else if (up || text.startsWith('▼')) {
    const colour = up ? theme.good : theme.bad;
    triangle(context, x, 150, up, colour);
    x += 28;
    put(text.slice(2), colour, 24);
  } else put(text, theme.muted, 24);
  const against = text === NOT_KNOWN ? NOT_KNOWN : `vs ${change.against}`;
  if (textWidth(against, 22) <= width + 24 - x) put(against, theme.muted);
}

function sparkOf({ chart }: Answer, figure: Figure): (number | null)[] {
  const own = chart?.series.find(({ name }) => name === figure.key || name === figure.label);
  return own?.values ?? [];
}
