import { firstOfMonth, lastOfMonth, monthOf } from '../../core/days.ts';
import { nanosToDecimal } from '../../core/money.ts';
import { type ExpectedLine, expectedLines, nanosIn, notesOfRates } from './expected-revenue.ts';
import { bucketOf } from './query-buckets.ts';
import type { Compute, Result, Row, Value } from './query-types.ts';
import type { Question } from './question.ts';

/** What the streams of a period are expected to bring. */
export const expectedRevenue: Compute = (question, at) => {
  const expected = expectedLines(question, at);
  const rated = expected.lines.filter(({ amount }) => amount !== null);
  const total = rated.length === 0 ? null : nanosToDecimal(sum(rated, ({ amount }) => amount));
  const unrated = rated.length < expected.lines.length;
  return {
    kind: 'trend',
    ...(expected.currency ? { currency: expected.currency } : {}),
    total,
    rows: grouped(question, expected.lines, (lines) => {
      const known = lines.filter(({ amount }) => amount !== null);
      return known.length === 0 ? null : nanosToDecimal(sum(known, ({ amount }) => amount));
    }),
    period: expected.streams.period,
    ...reachOf(expected.streams),
    partial: total === null || unrated || expected.streams.partial,
    notes: [...notesOfRates(expected), ...expected.streams.notes],
  };
};

interface Held extends ExpectedLine {
  expected: bigint;
  actual: bigint;
}

/**
 * What statements paid for the streams of closed sale months less what was expected, over the platforms and months of which
 * both are known. `as`: the amount, or as a part of what was expected.
 */
export const revenueVariance =
  (as: 'amount' | 'part'): Compute =>
  (question, at) => {
    const whole = {
      ...question,
      from: firstOfMonth(monthOf(question.from)),
      to: lastOfMonth(monthOf(question.to)),
    };
    const { kind: _kind, by: _by, grain: _grain, ...rest } = whole;
    const paid = at.ask({ ...rest, metric: 'streaming_revenue', by: ['platform'], grain: 'month' });
    const { completeTo } = paid;
    const closed = completeTo !== null && completeTo >= whole.from;
    const until = closed && completeTo < whole.to ? completeTo : whole.to;
    const expected = closed ? expectedLines({ ...whole, to: until }, at) : null;
    const amounts = new Map(
      paid.rows.map(({ keys, value }) => [`${keys.date} ${keys.platform}`, nanosIn(value)]),
    );
    const one =
      paid.apart.length === 0 &&
      (!expected?.currency || paid.total === null || expected.currency === paid.unit);
    const lines = one ? (expected?.lines ?? []) : [];
    const full = lines.filter(({ amount, partial }) => amount !== null && !partial);
    const held = full.flatMap((line): Held[] => {
      const actual = amounts.get(`${line.month} ${line.platform}`) ?? null;
      return actual === null ? [] : [{ ...line, expected: line.amount ?? 0n, actual }];
    });
    const value = (all: readonly Held[]): Value => {
      const [is, was] = [sum(all, ({ actual }) => actual), sum(all, (line) => line.expected)];
      if (all.length === 0) return null;
      if (as === 'amount') return nanosToDecimal(is - was);
      return was === 0n ? null : Number(is - was) / Number(was);
    };
    const silent = full.length - held.length;
    return {
      kind: 'reported',
      ...(expected?.currency ? { currency: expected.currency } : {}),
      total: value(held),
      rows: grouped(question, held, value),
      period: { from: whole.from, to: whole.to },
      ...reachOf(paid),
      reported: paid.reported,
      partial: held.length === 0 || until < whole.to || held.length < lines.length,
      notes: [
        ...(completeTo === null || completeTo < whole.to
          ? [
              `Only closed sale months count${completeTo === null ? '' : `, to ${monthOf(completeTo)}`}: stores report for three months more.`,
            ]
          : []),
        ...(one ? [] : ['Amounts of several currencies are not set against each other.']),
        ...(expected ? notesOfRates(expected) : []),
        ...(silent > 0
          ? [
              `Left out: ${silent} ${silent === 1 ? 'month' : 'months'} of a platform of which statements tell nothing.`,
            ]
          : []),
        ...(lines.some(({ partial }) => partial)
          ? ['Left out: months of a platform of which distributors do not tell every day.']
          : []),
        ...(as === 'part' ? sayMatch(value(held)) : []),
      ],
    };
  };

/** Below 5 % the two are taken as matched. */
const sayMatch = (value: Value): string[] =>
  value === null
    ? []
    : Math.abs(Number(value)) < 0.05
      ? ['Within 5 %: matched.']
      : Math.abs(Number(value)) < 0.1
        ? ['Within 10 %.']
        : ['More than 10 % apart.'];

const reachOf = ({ begins, newest, completeTo }: Result) => ({ begins, newest, completeTo });

const sum = <T>(lines: readonly T[], of: (line: T) => bigint | null): bigint =>
  lines.reduce((all, line) => all + (of(line) ?? 0n), 0n);

/** Lines by platform and step of time, where that was asked for; a group of which nothing is known has no row. */
function grouped<T extends ExpectedLine>(
  { by = [], grain }: Question,
  lines: readonly T[],
  made: (lines: readonly T[]) => Value,
): Row[] {
  if (by.length === 0 && !grain) return [];
  const groups = Map.groupBy(lines, ({ month, platform }) =>
    JSON.stringify([
      grain ? bucketOf(firstOfMonth(month), grain) : '',
      by.includes('platform') ? platform : '',
    ]),
  );
  return [...groups].flatMap(([key, all]): Row[] => {
    const [date = '', platform = ''] = JSON.parse(key) as string[];
    const value = made(all);
    if (value === null) return [];
    const partial = all.some((line) => line.partial || line.amount === null);
    return [
      {
        keys: { ...(grain ? { date } : {}), ...(by.includes('platform') ? { platform } : {}) },
        value,
        partial,
      },
    ];
  });
}
