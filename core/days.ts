/** Calendar days are text `YYYY-MM-DD`, months `YYYY-MM`: no time, no zone, so no shift. */
export type Day = string;
export type Month = string;

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MS_PER_DAY = 86_400_000;

const utc = (day: Day): number =>
  Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)));

/** True for a day that exists ("2026-02-30" does not). */
export function isDay(text: string): boolean {
  return DAY.test(text) && dayOf(new Date(utc(text))) === text;
}

export const isMonth = (text: string): boolean => /^\d{4}-(0[1-9]|1[0-2])$/.test(text);

/** The UTC day of an instant. */
export const dayOf = (at: Date): Day => at.toISOString().slice(0, 10);

/** The calendar day it is in a time zone ("America/New_York"). */
export function dayIn(at: Date, timeZone: string): Day {
  let format = dayFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    dayFormats.set(timeZone, format);
  }
  return format.format(at);
}

/** By time zone: making one takes as long as a question. */
const dayFormats = new Map<string, Intl.DateTimeFormat>();

export const addDays = (day: Day, days: number): Day => dayOf(new Date(utc(day) + days * MS_PER_DAY));

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => Math.round((utc(to) - utc(from)) / MS_PER_DAY);

export const monthOf = (day: Day): Month => day.slice(0, 7);
export const firstOfMonth = (month: Month): Day => `${month}-01`;
export const lastOfMonth = (month: Month): Day => addDays(firstOfMonth(addMonths(month, 1)), -1);

export function addMonths(month: Month, months: number): Month {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + months;
  return `${String(Math.floor(index / 12)).padStart(4, '0')}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** Monday of the ISO week. */
export const mondayOf = (day: Day): Day => addDays(day, -((new Date(utc(day)).getUTCDay() + 6) % 7));
