import { type Day, dayOf, isDay } from '../../../core/days.ts';
import { fileWords } from './metrics.ts';

const COPY = String.raw`(?: ?\(\d+\))?`;
/** Handles have letters, digits, dots and underscores, no dash. */
const NAME = new RegExp(
  String.raw`^(?:${fileWords.join('|')})${COPY}-@?([\p{L}\p{N}._]{1,30})(?:-(\d{4}-\d{2}-\d{2}))?${COPY}\.(?:csv|json)$`,
  'iu',
);

/** What a name tells, after the metric: `Views-zone.a0.csv`, `insights-zone.a0-2026-08-22.json`. */
export interface FileName {
  handle: string;
  /** For totals, which have no day in them. */
  day: Day | null;
}

/** Null where the name tells no account. */
export function parseName(name: string): FileName | null {
  const [, handle, day] = NAME.exec(name) ?? [];
  if (handle === undefined || (day !== undefined && !isDay(day))) return null;
  return { handle, day: day ?? null };
}

const HALF_DAY_MS = 12 * 3_600_000;

/**
 * The day a daily value is of: `end_time` is the midnight that ended it in the account's zone, told in UTC
 * ("2026-06-23T07:00:00+0000" is the end of June 22 in California). Half a day before is within it in every zone.
 * Null where it is no instant.
 */
export function dayEnded(endTime: string): Day | null {
  const [, at, hours, minutes] =
    /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:([+-]\d{2}):?(\d{2})|Z)$/.exec(endTime) ?? [];
  const instant = Date.parse(`${at}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`);
  return Number.isNaN(instant) ? null : dayOf(new Date(instant - HALF_DAY_MS));
}

/** "2026-08-22T00:00:00" -> "2026-08-22"; another time of the day stays as it is, and is refused. */
export const dayOfMidnight = (text: string): string => text.trim().replace(/T00:00:00(?:\.0+)?$/, '');
