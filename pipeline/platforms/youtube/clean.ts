import { type Day, daysBetween, isDay } from '../../../core/days.ts';
import { writtenDay } from '../../kit/written-day.ts';

const DECIMAL = /^-?\d+(\.\d+)?$/;

/** A duration in hours or minutes as whole seconds; what is no number comes back as it was, to be refused by its type. */
export function inSeconds(text: string, unit: 'hours' | 'minutes'): string {
  const value = text.trim().replaceAll(',', '');
  return DECIMAL.test(value) ? String(Math.round(Number(value) * (unit === 'hours' ? 3600 : 60))) : text;
}

/** "Estimated revenue (EUR)" -> 'EUR'. The API's has none in its name: it is in dollars unless asked otherwise. */
export function currencyOf(header: readonly string[]): string | null {
  for (const name of header) {
    if (name.trim() === 'estimatedRevenue') return 'USD';
    const [, code] = /^(?:your )?estimated revenue \(([a-z]{3})\)$/i.exec(name.trim()) ?? [];
    if (code !== undefined) return code.toUpperCase();
  }
  return null;
}

/**
 * What a table of videos counts. Where every video came out after the window's first day, the window holds all there was
 * of it: 'lifetime'. On that day itself it may not, for windows are in Pacific time and publish times are not.
 */
export function periodOf(window: { from: Day; to: Day }, published: readonly string[]): string {
  const days = published.map(writtenDay);
  const isWhole = days.length > 0 && days.every((day) => isDay(day) && day > window.from);
  return isWhole ? 'lifetime' : `${window.from}..${window.to}`;
}

const A_WEEK = 7;

/**
 * True when days stand for weeks or months: none of them is nearer to another than a week, or one alone stands in a
 * window of more than a week.
 */
export function isCoarse(days: readonly Day[], window: { from: Day; to: Day }): boolean {
  const sorted = [...new Set(days)].sort();
  if (sorted.length === 1) return daysBetween(window.from, window.to) >= A_WEEK;
  const steps = sorted.slice(1).map((day, index) => daysBetween(sorted[index] as Day, day));
  return steps.length > 0 && Math.min(...steps) >= A_WEEK;
}
