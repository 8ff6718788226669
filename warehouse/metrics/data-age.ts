import { behindOf, NOT_NOW, reachesNow } from '../kit/health.ts';
import { defineMetric } from '../kit/metric.ts';
import { scopeOf, told, UNTOLD } from '../kit/ops-rows.ts';
import type { Computed } from '../kit/query-types.ts';

const READ: Pick<Computed, 'kind' | 'tables' | 'sql'> = {
  kind: 'observed',
  tables: ['source_dates', 'policies'],
  sql: [
    'SELECT source, account, newest_day FROM source_dates\nSELECT source, cadence, lag_days FROM policies',
  ],
};

export default defineMetric({
  name: 'data_age',
  label: 'Age of the data beyond the usual',
  means:
    'How many days the newest data of the slowest expected source is behind what is usual for that source.',
  formula:
    'max over the expected sources of (today - newest day of the data - lag of the source - days until its next delivery), not below 0; of several accounts the slowest',
  unit: 'days',
  format: 'days',
  access: 'numbers',
  measure: {
    is: 'computed',
    of: [],
    by: ['feed', 'platform'],
    grains: [],
    compute(question, { ops, warehouse, label, today }) {
      if (!ops || !label || !today) return UNTOLD;
      if (!reachesNow(question, today)) return { ...READ, total: null, notes: [NOT_NOW] };
      const scope = scopeOf(ops, question);
      const sources = behindOf({ ops, warehouse, label, today }).map((one) => ({ ...one, day: question.to }));
      const { asked, ...found } = told(sources, question, scope, (group) => {
        const known = group.flatMap(({ days }) => days ?? []);
        return known.length === 0 ? null : Math.max(...known);
      });
      const never = asked.filter(({ days }) => days === null);
      const slowest = asked.filter(({ days }) => days !== null && days > 0 && days === found.total);
      return {
        ...found,
        period: { from: today, to: today },
        completeTo: today,
        newest: today,
        // What is not there at all has no age: what is told is not the whole.
        partial: never.length > 0 || found.total === null,
        ...READ,
        notes: [
          ...(slowest.length > 0 ? [`The slowest: ${slowest.map((one) => one.label).join(', ')}.`] : []),
          ...(never.length > 0
            ? [`Never delivered, so without an age: ${never.map((one) => one.label).join(', ')}.`]
            : []),
          ...(asked.length === 0 ? ['No source is expected yet.'] : []),
        ],
      };
    },
  },
  sources: [],
  nullRule: 'Not known where no expected source has delivered anything, and of any time but now.',
  caveats: [
    'By the newest day of the data, never by the time of a file: a file brought anew with old days is old.',
    'Days until the next delivery: none of a daily source, 6 of a weekly, 30 of a monthly one.',
  ],
});
