import { el } from './dom.js';

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const STYLES = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
};
const LOCALE = 'en-GB';
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** @param {number} ms @param {string} style */
export const format = (ms, style) => new Intl.DateTimeFormat(LOCALE, STYLES[style] ?? STYLES.f).format(ms);

/** "in 9 minutes", "3 hours ago". @param {number} ms */
function relative(ms) {
  const seconds = Math.round((ms - Date.now()) / 1000);
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return RELATIVE.format(Math.trunc(seconds / size), unit);
}

/** A moment as Discord writes `<t:…:R>`. @param {number} ms @param {string} [style] */
export function timestamp(ms, style = 'f') {
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) return 'an unknown time';
  return el(
    'time',
    {
      dateTime: new Date(ms).toISOString(),
      title: format(ms, 'F'),
      class: 'moment',
      'data-relative': style === 'R' ? ms : undefined,
    },
    style === 'R' ? relative(ms) : format(ms, style),
  );
}

/** Lets "3 minutes ago" go on. */
export function keepTime() {
  setInterval(() => {
    for (const time of /** @type {NodeListOf<HTMLElement>} */ (
      document.querySelectorAll('time[data-relative]')
    ))
      time.textContent = relative(Number(time.dataset.relative));
  }, 5_000);
}

/** "14:05" today, "Yesterday 14:05", else with the date. @param {Date} at */
export function clock(at) {
  const time = format(at.getTime(), 't');
  const days = daysAgo(at);
  if (days === 0) return time;
  return days === 1 ? `Yesterday ${time}` : `${format(at.getTime(), 'd')} ${time}`;
}

/** The line between two days. @param {Date} at */
export function day(at) {
  const days = daysAgo(at);
  return days === 0 ? 'Today' : days === 1 ? 'Yesterday' : format(at.getTime(), 'D');
}

/** @param {Date} at */
function daysAgo(at) {
  const midnight = (/** @type {Date} */ date) =>
    Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(new Date()) - midnight(at)) / 86_400_000);
}
