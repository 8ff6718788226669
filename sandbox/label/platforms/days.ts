import { addDays, type Day } from '../../../core/days.ts';
import type { World } from '../world.ts';

/** The days from one to another, both among them. */
export function daysFrom(from: Day, to: Day): Day[] {
  const days: Day[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The window of so many days that ends on that day, not before the world begins. */
export const windowOf = (world: World, last: Day, days: number): Day[] =>
  daysFrom(addDays(last, 1 - days), last).filter((day) => day >= world.first);

/** "20261004_181500". */
export const stampOf = (day: Day): string => `${day.replaceAll('-', '')}_181500`;
