import { type Day, mondayOf, monthOf } from '../../core/days.ts';
import type { Grain } from './question.ts';

/** The name of the bucket a day falls into, as `Row.keys.date` says it. */
export function bucketOf(day: Day, grain: Grain): string {
  if (grain === 'day') return day;
  if (grain === 'week') return mondayOf(day);
  return grain === 'month' ? monthOf(day) : day.slice(0, 4);
}
