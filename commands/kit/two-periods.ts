import { addDays, type Day, daysBetween } from '../../core/days.ts';
import { change, type Value } from '../../warehouse/kit/query.ts';
import type { Answer } from './answer.ts';
import { type Asked, type Asking, askIn, askMetric, isMonthly, sayFilters } from './ask.ts';
import { compose, figureOf, otherKinds, sayRange } from './compose.ts';
import type { Context } from './define.ts';
import { shortLabel } from './ranking.ts';

/** What the command compare is asked with, whatever its sides are. */
export interface Sides extends Pick<Asking, 'metric' | 'kind'> {
  period: string;
  artist?: string | undefined;
  platform?: string | undefined;
}

/** One metric over two periods, side by side. */
export function comparePeriods(context: Context, params: Sides & { against: string }): Answer {
  const { metric: name, period, against, kind, artist, platform } = params;
  const filters = { artist, platform };
  const now = askMetric(context, { metric: name, period, kind, filters });
  const before = askMetric(context, { metric: name, period: against, kind: now.result.kind, filters });
  const { metric, result } = now;
  const rangeOf = (asked: Asked) => sayRange(asked.result.period);
  const value = (asked: Asked): Value => asked.result.total;
  const alike = sameDays(context, now, before);
  const moved = change(value(alike.now), value(alike.before));
  const title = `${metric.label}${sayFilters(context, filters)}: two periods`;
  const subtitle = [result.unit, `${rangeOf(now)} against ${rangeOf(before)}`].join(' · ');
  return compose(context, 'compare', {
    title,
    subtitle,
    period: now.period,
    figures: [
      {
        ...figureOf(context, now, { key: 'now', label: rangeOf(now) }),
        change: { ...moved, against: rangeOf(alike.before) },
      },
      figureOf(context, before, { key: 'before', label: rangeOf(before) }),
    ],
    chart: {
      kind: 'bar',
      title,
      subtitle,
      format: metric.format,
      unit: result.unit,
      labels: [rangeOf(before), rangeOf(now)],
      series: [
        {
          name: shortLabel(metric),
          values: [before, now].map((asked) => (value(asked) === null ? null : Number(value(asked)))),
        },
      ],
    },
    asked: [now, before],
    notes: [
      ...(alike.now === now
        ? []
        : [`The change compares the days reported: ${rangeOf(alike.now)} with ${rangeOf(alike.before)}.`]),
      ...otherKinds(now),
    ],
  });
}

/** A period that is not fully reported is held against as many days of the other. */
function sameDays(context: Context, now: Asked, before: Asked): { now: Asked; before: Asked } {
  const { from, to } = now.result.period;
  const end = now.result.completeTo;
  if (isMonthly(context, now) || end === null || end < from || end >= to) return { now, before };
  const day = addDays(before.result.period.from, daysBetween(from, end));
  const cut = (asked: Asked, last: Day): Asked => {
    const period = { from: asked.result.period.from, to: last, name: '' };
    const question = { ...asked.question, to: last, period: '' };
    return { ...asked, period, question, result: askIn(context, question) };
  };
  return { now: cut(now, end), before: day < before.result.period.to ? cut(before, day) : before };
}
