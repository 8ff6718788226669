import { addMonths, firstOfMonth, lastOfMonth, type Month } from '../../core/days.ts';
import { parseNanos } from '../../core/money.ts';
import type { Question } from './metric.ts';
import type { At, Result } from './query-types.ts';

/** What platforms paid for a stream, as it could be known when a month began. */
export interface Rates {
  /** Platform, as answers print it -> 1e-9 of the currency for one stream. */
  of: Map<string, bigint>;
  currency: string | null;
  /** Sale months of the statements. */
  from: Month;
  to: Month;
}

/** Sale months a rate is taken over. */
const MONTHS = 3;
/** The newest of them lies so many months back: stores report a month for three more. */
const SETTLED = 4;
/** How far it is looked back where no newer statement was brought. */
const LOOK_BACK = 18;

/**
 * The rates a month's streams are expected to be paid by: revenue per stream of each platform over the newest three settled
 * sale months, by statements that had come in before the month began. A statement that comes later changes nothing of it.
 * @returns null where no statement tells any.
 */
export function ratesBefore(at: At, month: Month, currency: string | undefined): Rates | null {
  const reportedBy = lastOfMonth(addMonths(month, -1));
  const newest = addMonths(month, -SETTLED);
  const usual = { from: addMonths(newest, 1 - MONTHS), to: newest };
  const read = (window: { from: Month; to: Month }, more: Partial<Question>) =>
    at.ask({ ...days(window), kind: 'reported', metric: 'revenue_per_stream', ...more }, { reportedBy });
  const by: Partial<Question> = { by: ['platform'], ...(currency ? { currency } : {}) };
  const found = read(usual, by);
  if (found.total !== null || found.apart.length > 0) return ratesOf(found, usual);
  const earlier = { from: addMonths(month, -LOOK_BACK), to: addMonths(usual.from, -1) };
  const told = read(earlier, { metric: 'streams', grain: 'month' }).rows;
  const last = told.map(({ keys }) => keys.date ?? '').at(-1);
  if (last === undefined) return null;
  const window = { from: addMonths(last, 1 - MONTHS), to: last };
  return ratesOf(read(window, by), window);
}

const days = ({ from, to }: { from: Month; to: Month }) => ({
  from: firstOfMonth(from),
  to: lastOfMonth(to),
});

/** Of several currencies without a rate between them nothing can be expected. */
function ratesOf(found: Result, { from, to }: { from: Month; to: Month }): Rates | null {
  const [currency = ''] = found.unit.split('/');
  if (found.apart.length > 0 || found.total === null) return null;
  const rates = found.rows.flatMap(({ keys, value }): [string, bigint][] =>
    value === null ? [] : [[keys.platform ?? '', parseNanos(String(value)) ?? 0n]],
  );
  return { of: new Map(rates), currency, from, to };
}
