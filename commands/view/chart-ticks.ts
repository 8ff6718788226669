import type { Format } from '../kit/answer.ts';
import { formatValue } from './format.ts';

const STEPS = [1, 2, 3, 4, 5, 10];
const MOST_Y = 6;
const MOST_X = 5;

/**
 * Round values, ascending, whose first and last enclose `min` and `max`; at most 6. `whole`: no step below 1, for what
 * is counted. Where both ends are the same (to nine digits), the axis reaches from 0 to it.
 */
export function yTicks(min: number, max: number, whole: boolean): number[] {
  // Closer than a tick can be told apart is the same.
  const same = max - min <= 1e-9 * Math.max(Math.abs(min), Math.abs(max));
  const [low, high] = same ? [Math.min(min, 0), Math.max(max, 0)] : [min, max];
  const span = high - low || 1;
  for (let power = Math.floor(Math.log10(span / MOST_Y)); ; power += 1) {
    for (const factor of STEPS) {
      const step = factor * 10 ** power;
      if (whole && step < 1) continue;
      const [from, to] = [Math.floor(tidy(low / step)), Math.ceil(tidy(high / step))];
      if (to - from >= MOST_Y) continue;
      const count = Math.max(to - from, 1) + 1;
      return Array.from({ length: count }, (_, index) => tidy((from + index) * step));
    }
  }
}

/** 0.30000000000000004 -> 0.3. Also -0 -> 0. */
const tidy = (value: number): number => Number(value.toPrecision(12)) + 0;

/** Ticks as text: compact where that is exact ("2.5k"), else plain, without the zero decimals that all have in common. */
export function yTickLabels(ticks: readonly number[], format: Format): string[] {
  const most = Math.max(...ticks.map(Math.abs));
  const thousand = 1000 ** Math.floor(Math.log10(Math.max(most, 1)) / 3);
  const exact = most >= 1000 && ticks.every((tick) => Number.isInteger(tidy((tick / thousand) * 10)));
  const additive = format === 'count' || format === 'compact' || format === 'money';
  const say = (as: Format) => ticks.map((tick) => formatValue(tick, as));
  if (additive && exact) return say('compact');
  const plain = withoutCommonZeros(say(format === 'compact' ? 'count' : format));
  // Two decimals can be too few for what they tell apart (0.0015, 0.0030).
  return new Set(plain).size === plain.length ? plain : withoutCommonZeros(say('money6'));
}

function withoutCommonZeros(texts: readonly string[]): string[] {
  const parts = texts.map((text) => /^(.*?)(?:\.(\d*))?( .*)?$/.exec(text));
  const places = Math.max(...parts.map((part) => (part?.[2] ?? '').replace(/0+$/, '').length));
  return parts.map((part) => {
    const decimals = (part?.[2] ?? '').slice(0, places);
    return `${part?.[1] ?? ''}${decimals && `.${decimals}`}${part?.[3] ?? ''}`;
  });
}

const monthName = new Intl.DateTimeFormat('en-US', { month: 'short', timeZone: 'UTC' });
const SPLIT = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;

/**
 * The labels of an x axis, one per point: "" where none is drawn. A line chart gets at most 5, evenly spread, the newest
 * among them; `all` (bars) keeps every one while there are at most 12. The year stands on a second line where it begins,
 * if there is more than one.
 */
export function xTickLabels(labels: readonly string[], all: boolean): (string | string[])[] {
  const shown = all && labels.length <= 12 ? labels.map((_, index) => index) : spread(labels.length);
  const years = new Set(labels.map((label) => SPLIT.exec(label)?.[1]));
  const out: (string | string[])[] = labels.map(() => '');
  let year: string | undefined;
  for (const index of shown) {
    const label = labels[index] as string;
    const match = SPLIT.exec(label);
    const short = shortDay(label);
    const tellYear = years.size > 1 && match?.[2] !== undefined && match[1] !== year;
    out[index] = tellYear ? [short, match[1] as string] : short;
    year = match?.[1];
  }
  return out;
}

/** "2026-11-21" -> "Nov 21", "2026-11" -> "Nov"; anything else stays. */
export function shortDay(label: string): string {
  const match = SPLIT.exec(label);
  if (!match?.[2]) return label;
  const month = monthName.format(new Date(Date.UTC(2000, Number(match[2]) - 1, 1)));
  return match[3] ? `${month} ${Number(match[3])}` : month;
}

/** Up to so many points a step that is rounded is seen: the labels of two neighbours would meet. */
const FEW = 3 * MOST_X;

function spread(length: number): number[] {
  if (length <= FEW) {
    const step = Math.ceil((length - 1) / (MOST_X - 1)) || 1;
    return Array.from({ length }, (_, index) => index).filter((index) => (length - 1 - index) % step === 0);
  }
  return Array.from({ length: MOST_X }, (_, index) => Math.round((index * (length - 1)) / (MOST_X - 1)));
}

/** Marks drawn labels whose point is not fully reported. */
export const star = (labels: readonly (string | string[])[], partial: ReadonlySet<number>) =>
  labels.map((label, index): string | string[] => {
    if (label === '' || !partial.has(index)) return label;
    return Array.isArray(label) ? [`${label[0]}*`, ...label.slice(1)] : `${label}*`;
  });
