import { addMonths, firstOfMonth, lastOfMonth, monthOf } from '../../core/days.ts';
import { type Asked, askMetric } from './ask.ts';
import { sayRange } from './compose.ts';
import type { Context } from './define.ts';

/** Settled sale months that a country's part is taken from. */
const MONTHS = 3;

/** Countries' parts of each artist's streams in statements, over the newest settled months; null while none is. */
export function streamsByCountry(
  context: Context,
  artist: string | undefined,
): { asked: Asked; range: string; shareOf(artist: string | null, country: string): number | null } | null {
  const asking = {
    metric: 'streams',
    kind: 'reported' as const,
    filters: { artist },
    others: false as const,
  };
  const { completeTo, begins } = askMetric(context, { ...asking, period: context.today }).result;
  if (completeTo === null || begins === null || completeTo < begins) return null;
  const last = monthOf(completeTo);
  const period = { from: firstOfMonth(addMonths(last, 1 - MONTHS)), to: lastOfMonth(last), name: '' };
  const asked = askMetric(context, { ...asking, period, by: ['artist', 'country'] });
  const whole = askMetric(context, { ...asking, period, by: ['artist'] });
  const streams = new Map(
    asked.result.rows.map(({ keys, value }) => [`${keys.artist}\u001f${keys.country}`, value]),
  );
  const totals = new Map(whole.result.rows.map(({ keys, value }) => [keys.artist, value]));
  return {
    asked,
    range: sayRange(period),
    shareOf: (name, country) => {
      const [own, all] = [streams.get(`${name}\u001f${country}`), Number(totals.get(name ?? '') ?? 0)];
      return own === undefined || own === null || all <= 0 ? null : Number(own) / all;
    },
  };
}
