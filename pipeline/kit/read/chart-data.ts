import JSON5 from 'json5';
import { FileRefused } from '../platform.ts';

export interface ChartPoint {
  /** Line of the page on which the point begins. */
  line: number;
  /** As written: `YYYY-MM-DD`. */
  date: string;
  /** As written, '' where there is none. */
  value: string;
}

export interface ChartData {
  chart: 'spotify' | 'apple';
  points: ChartPoint[];
}

/** Which of DistroKid's stats pages a text is (the start of the page will do), or null. */
export function whichChart(html: string): ChartData['chart'] | null {
  if (SPOTIFY.test(html)) return 'spotify';
  return /\bvar\s+chartData\s*=/.test(html) ? 'apple' : null;
}

const SPOTIFY = /["']trend365day["']/;
const ARRAY = /(?:["']?\bdataProvider["']?\s*:|\bvar\s+chartData\s*=)\s*\[/g;

/**
 * The daily series of a DistroKid stats page: of the chart `trend365day` (Spotify), or of the Apple page the longest
 * array of days. The arrays are JavaScript, with commas after the last point; they are read as JSON5, never run.
 * @returns null when the page is neither or has no days.
 * @throws FileRefused when the page is cut off inside an array or a point cannot be read.
 */
export function readChartData(html: string): ChartData | null {
  const chart = whichChart(html);
  if (chart === null) return null;
  let longest: ChartPoint[] = [];
  let from = 0;
  for (const match of html.matchAll(ARRAY)) {
    const start = match.index + match[0].length;
    if (start <= from) continue;
    const mine = chart === 'apple' || SPOTIFY.test(html.slice(from, start));
    const { objects, end } = objectsOf(html, start);
    from = end;
    if (!mine || objects.length <= longest.length) continue;
    const points = toPoints(html, objects);
    if (points.length > longest.length && points.every(({ date }) => /^\d{4}-\d{2}-\d{2}$/.test(date)))
      longest = points;
  }
  return longest.length === 0 ? null : { chart, points: longest };
}

/** Where the objects of an array lie that opened just before `start`. Brackets inside texts do not count. */
function objectsOf(html: string, start: number): { objects: [from: number, to: number][]; end: number } {
  const objects: [number, number][] = [];
  let depth = 0;
  let open = start;
  for (let i = start; i < html.length; i += 1) {
    const sign = html[i] as string;
    if (sign === '"' || sign === "'") {
      for (i += 1; i < html.length && html[i] !== sign; i += 1) if (html[i] === '\\') i += 1;
    } else if (sign === '{' || sign === '[') {
      if (depth === 0) open = i;
      depth += 1;
    } else if (sign === '}' || sign === ']') {
      if (depth === 0) return { objects, end: i };
      depth -= 1;
      if (depth === 0) objects.push([open, i + 1]);
    }
  }
  throw new FileRefused('The page is cut off inside its chart. Save it again when it has loaded.');
}

function toPoints(html: string, objects: readonly [number, number][]): ChartPoint[] {
  let line = 1;
  let counted = 0;
  return objects.map(([from, to]) => {
    for (let at = html.indexOf('\n', counted); at >= 0 && at < from; at = html.indexOf('\n', at + 1))
      line += 1;
    counted = from;
    let point: Record<string, unknown>;
    try {
      point = JSON5.parse<Record<string, unknown>>(html.slice(from, to));
    } catch {
      throw new FileRefused(`The chart of the page cannot be read on line ${line}. Save the page again.`);
    }
    return {
      line,
      date: String(point.category ?? point.field ?? ''),
      value: String(point.value ?? point['column-1'] ?? ''),
    };
  });
}
