import { addDays, type Day, dayIn } from '../../core/days.ts';

/** When a piece of work is due. */
export interface Rhythm {
  /** The newest instant at or before `at`. */
  latest(at: Date): Date;
  /** The first instant after `at`. */
  next(at: Date): Date;
}

/** Every so many minutes, counted from 1970 in UTC: no switch of clocks reaches it. */
export const everyMinutes = (minutes: number): Rhythm => ({
  latest: (at) => new Date(at.getTime() - (at.getTime() % (minutes * 60_000))),
  next: (at) => new Date(at.getTime() - (at.getTime() % (minutes * 60_000)) + minutes * 60_000),
});

/** Once a day at a time of day ("06:30") as the clocks of a zone tell it. */
export const dailyAt = (time: string, timeZone: string): Rhythm => ({
  latest(at) {
    const day = dayIn(at, timeZone);
    const today = instantOf(day, time, timeZone);
    return today <= at ? today : instantOf(addDays(day, -1), time, timeZone);
  },
  next(at) {
    const day = dayIn(at, timeZone);
    const today = instantOf(day, time, timeZone);
    return today > at ? today : instantOf(addDays(day, 1), time, timeZone);
  },
});

/**
 * The instant at which the clocks of a zone tell this day and time. A time that comes twice (autumn) is the first of the
 * two; one that is left out (spring) is as much later as the clocks jump: 02:30 is then 03:30.
 */
export function instantOf(day: Day, time: string, timeZone: string): Date {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const half = 12 * 3_600_000;
  const before = wall - offsetAt(wall - half, timeZone);
  const after = wall - offsetAt(wall + half, timeZone);
  const told = [before, after].filter((instant) => instant + offsetAt(instant, timeZone) === wall);
  return new Date(told.length > 0 ? Math.min(...told) : before);
}

/** A formatter costs 0.1 ms and some memory to make, and a label has one zone. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  clocks.set(timeZone, made);
  return made;
}

/** How far the clocks of a zone are ahead of UTC, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = clockOf(timeZone).formatToParts(instant);
  const get = (type: Intl.DateTimeFormatPartTypes): number =>
    Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second'));
  return wall - Math.floor(instant / 1000) * 1000;
}

/** How many instants of a rhythm lie between two of them, both left out. Counts to 1,000. */
export function missedBetween(rhythm: Rhythm, from: Date, to: Date): number {
  let count = -1;
  for (let at = to; at > from && count < 1_000; count++) at = rhythm.latest(new Date(at.getTime() - 1));
  return Math.max(0, count);
}
