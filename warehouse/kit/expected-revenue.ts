import { type Month, monthOf } from '../../core/days.ts';
import { parseNanos } from '../../core/money.ts';
import type { Question } from './metric.ts';
import type { At, Result } from './query-types.ts';
import { type Rates, ratesBefore } from './stream-rates.ts';

/** What the streams of a platform in a month are expected to bring. */
export interface ExpectedLine {
  month: Month;
  platform: string;
  streams: number;
  /** 1e-9 of the currency; null: no rate of the platform is known. */
  amount: bigint | null;
  /** Not every day of the streams is in. */
  partial: boolean;
}

export interface Expected {
  lines: ExpectedLine[];
  streams: Result;
  currency: string | null;
  /** First and last sale month of the statements the rates are from. */
  rates: { from: Month; to: Month } | null;
}

/** Streams of distributors times the dated rate of their platform, month by month. */
export function expectedLines(question: Question, at: At): Expected {
  const { grain: _grain, by: _by, kind: _kind, currency, ...rest } = question;
  const streams = at.ask({
    ...rest,
    metric: 'streams',
    kind: 'trend',
    by: ['platform'],
    grain: 'month',
  });
  const rates = new Map<Month, Rates | null>();
  const lines = streams.rows.map(({ keys, value, partial }): ExpectedLine => {
    const month = monthOf(keys.date ?? '');
    const known = rates.has(month) ? (rates.get(month) ?? null) : ratesBefore(at, month, currency);
    rates.set(month, known);
    const platform = keys.platform ?? '';
    const rate = known?.of.get(platform);
    const count = Number(value ?? 0);
    return {
      month,
      platform,
      streams: count,
      amount: rate === undefined ? null : BigInt(count) * rate,
      partial,
    };
  });
  const used = [...rates.values()].filter((one) => one !== null);
  const months = used.flatMap(({ from, to }) => [from, to]).sort();
  const [first] = months;
  const last = months.at(-1);
  return {
    lines,
    streams,
    currency: used[0]?.currency ?? null,
    rates: first && last ? { from: first, to: last } : null,
  };
}

/** What the answer must say of the rates. */
export function notesOfRates({ lines, rates }: Expected): string[] {
  const unrated = new Map<string, number>();
  for (const { platform, streams, amount } of lines)
    if (amount === null) unrated.set(platform, (unrated.get(platform) ?? 0) + streams);
  const names = [...unrated].map(([platform, streams]) => `${platform} (${streams} streams)`);
  return [
    ...(rates
      ? [
          `An estimate: by what each platform paid for a stream in settled sale months before, here of ${rates.from} to ${rates.to}.`,
        ]
      : []),
    ...(names.length > 0 ? [`No rate is known of ${names.join(', ')}: left out, not taken as 0.`] : []),
  ];
}

/** Nanos of an amount an answer has. */
export const nanosIn = (value: number | string | null): bigint | null =>
  value === null ? null : parseNanos(String(value));
