import type { Day } from '../../core/days.ts';
import type { ActiveHour, Segment } from '../../warehouse/kit/audience.ts';
import { unique } from './compose.ts';

/** A segment with its share, and the page it is of. */
export interface Share extends Segment {
  page: string;
  /** The share is ours: people over the people the page lists. */
  computed: boolean;
}

/** "ZONE A0 · TikTok"; the account where nobody knows whose it is. */
export const pageName = (of: Pick<Segment, 'artist' | 'account' | 'platform'>): string =>
  `${of.artist ?? (of.account || 'not known')} · ${of.platform}`;

export const pagesOf = (told: readonly Segment[]): string[] => unique(told.map(pageName));

/**
 * Segments of one breakdown with the share of each: as told, else the people over those of the page's fullest breakdown (a
 * list of cities has only the largest).
 */
export function sharesOf(told: readonly Segment[], breakdown: Segment['breakdown']): Share[] {
  return told
    .filter((one) => one.breakdown === breakdown)
    .map((one) => {
      const page = pageName(one);
      const computed = one.share === null && one.people !== null;
      const whole = computed ? peopleOf(told, one) : 0;
      const share = computed && whole > 0 ? (one.people ?? 0) / whole : one.share;
      return { ...one, page, computed, share };
    });
}

/** People of a page: the most that one of its breakdowns of that reading and window lists. */
function peopleOf(told: readonly Segment[], of: Segment): number {
  const same = told.filter(
    (one) => pageName(one) === pageName(of) && one.as_of === of.as_of && one.period === of.period,
  );
  const sums = unique(same.map(({ breakdown }) => breakdown)).map((breakdown) =>
    same.reduce((sum, one) => sum + (one.breakdown === breakdown ? (one.people ?? 0) : 0), 0),
  );
  return Math.max(0, ...sums);
}

/** When the followers of a page are active. */
export interface Busy {
  page: string;
  from: Day;
  to: Day;
  days: number;
  /** Mean of each hour over the days that tell it; null where none does. */
  hours: (number | null)[];
  /** The busiest and the quietest hour, and how many are active in the busiest. */
  hour: number;
  active: number;
  quiet: number;
  /** "Saturday": the day with the highest mean of its hours, of days that tell all of them; '' where none does. */
  weekday: string;
}

const DAY_HOURS = 24;
const WEEKDAY = new Intl.DateTimeFormat('en-US', { weekday: 'long', timeZone: 'UTC' });

export function busyOf(told: readonly ActiveHour[]): Busy[] {
  return [...Map.groupBy(told, pageName)].map(([page, hours]) => {
    const means = Array.from({ length: DAY_HOURS }, (_, hour) =>
      mean(hours.filter((one) => one.hour === hour).map(({ active }) => active)),
    );
    const days = [...Map.groupBy(hours, ({ date }) => date)];
    const whole = days
      .filter(([, of]) => of.length === DAY_HOURS)
      .map(([date, of]) => ({ date, mean: mean(of.map(({ active }) => active)) ?? 0 }))
      .sort((a, b) => b.mean - a.mean);
    const dates = days.map(([date]) => date).sort();
    const ranked = means
      .flatMap((value, hour) => (value === null ? [] : [{ hour, value }]))
      .sort((a, b) => b.value - a.value);
    const [top, last] = [ranked[0], ranked.at(-1)];
    return {
      ...{ page, from: dates[0] ?? '', to: dates.at(-1) ?? '', days: dates.length, hours: means },
      ...{ hour: top?.hour ?? 0, active: Math.round(top?.value ?? 0), quiet: last?.hour ?? 0 },
      weekday: whole[0] ? WEEKDAY.format(new Date(whole[0].date)) : '',
    };
  });
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** 9 -> "09:00". */
export const sayHour = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
