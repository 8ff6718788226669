import { addDays, daysBetween } from '../../core/days.ts';
import { BASELINE, liftOf, REACH } from '../analysis/lift.ts';
import { sayBand } from '../kit/attribution.ts';
import { defineMetric } from '../kit/metric.ts';
import type { At, Computed } from '../kit/query-types.ts';
import type { Question } from '../kit/question.ts';

const unknown = (why: string): Computed => ({ total: null, kind: 'observed', notes: [`Not known: ${why}`] });

function compute(question: Question, at: At): Computed {
  const { from, to, where } = question;
  const base = { kind: 'observed' as const, ...(where ? { where } : {}) };
  const reach = at.ask({ ...base, metric: 'link_clicks', from, to }, { others: false });
  if (daysBetween(from, to) >= REACH)
    return unknown(`a baseline reaches ${REACH} days, and this period is longer.`);
  const early = addDays(from, -BASELINE);
  const streams = at.ask({ ...base, metric: 'streams', from: early, to, grain: 'day' }, { others: false });
  const end = [to, streams.completeTo ?? '', reach.completeTo ?? ''].sort()[0] ?? '';
  if (end < from) return unknown('streams or clicks of this period are not told yet.');
  const told = new Map(
    streams.rows.filter(({ partial }) => !partial).map(({ keys, value }) => [keys.date, value]),
  );
  const days = Array.from({ length: daysBetween(early, end) + 1 }, (_, index) => addDays(early, index));
  const values = days.map((day) => {
    const value = told.get(day) ?? null;
    return value === null ? null : Number(value);
  });
  const lift = liftOf(
    values,
    days.map((day) => day >= from),
    { from: BASELINE, to: days.length - 1 },
  );
  if (lift.days.length === 0) return unknown('there are no three weeks of known days before it.');
  const clicks =
    end === to ? reach : at.ask({ ...base, metric: 'link_clicks', from, to: end }, { others: false });
  if (clicks.total === null) return unknown('no clicks of this period are known.');
  if (clicks.total === 0) return unknown('there were no clicks.');
  const band = sayBand(lift);
  if (lift.incremental <= 0) {
    const none = unknown('there were no streams above the baseline.');
    return { ...none, notes: [...(none.notes ?? []), band] };
  }
  return {
    total: lift.incremental / Number(clicks.total),
    kind: 'observed',
    period: { from, to: end },
    notes: [
      band,
      `Streams on Spotify less what the ${BASELINE} days before let expect (level and weekday), for each click on the link page; nobody tells which stream came from which click.`,
    ],
  };
}

export default defineMetric({
  name: 'click_to_stream_rate',
  label: 'Click-to-stream rate',
  means:
    'How many streams on Spotify above their trailing baseline there were for each click on our link pages. An estimate.',
  formula: '(streams - baseline of the 56 days before) / link_clicks, over the days both are known',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: {
    is: 'computed',
    of: [{ metric: 'streams', kind: 'observed' }, 'link_clicks'],
    by: ['artist'],
    grains: [],
    compute,
  },
  sources: [],
  nullRule:
    'Not known without clicks, without three weeks of streams before, or where streams were not above the baseline.',
  caveats: [
    'Not a conversion: all streams above the baseline are held against the clicks, whatever brought them.',
    'May be above 100 %.',
    'A page of the whole label has no artist: by artist only pages of that artist count.',
  ],
});
