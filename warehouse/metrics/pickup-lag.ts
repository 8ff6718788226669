import { defineMetric } from '../kit/metric.ts';
import { percentile, pickups } from '../kit/ops-files.ts';
import { daysIn, scopeOf, told, UNTOLD } from '../kit/ops-rows.ts';
import { GRAINS } from '../kit/question.ts';

/** The part of the files that was there within the time told. */
const PART = 0.95;

export default defineMetric({
  name: 'pickup_lag',
  label: 'Pickup lag, seconds (95 % of files)',
  means:
    'Within how many seconds of its landing a file could be asked about, for 95 % of the files that came.',
  formula:
    'over the files that landed in the period: end of the first run that ended well after the landing - landing; 95th percentile by nearest rank',
  unit: 'seconds',
  format: 'count',
  access: 'numbers',
  measure: {
    is: 'computed',
    of: [],
    by: ['feed', 'platform'],
    grains: GRAINS,
    compute(question, { ops, warehouse, label, today }) {
      if (!ops || !label || !today) return UNTOLD;
      const day = daysIn(label.timeZone);
      const { taken, waiting } = pickups(ops, warehouse);
      const files = taken.map((one) => ({ ...one, day: day(one.landedAt) }));
      const { asked, ...found } = told(files, question, scopeOf(ops, question), (group) =>
        percentile(
          group.map(({ seconds }) => seconds),
          PART,
        ),
      );
      return {
        ...found,
        kind: 'observed',
        completeTo: today,
        newest: today,
        tables: ['landed_files', 'runs', 'files'],
        sql: [
          "SELECT path, feed, landed_at FROM landed_files WHERE adopted_from IS NULL\nSELECT finished_at FROM runs WHERE outcome IN ('ok', 'partial')",
        ],
        notes: [
          ...(asked.length === 0 ? ['No file came in this period.'] : [`Of ${asked.length} files.`]),
          ...(waiting > 0 ? [`${waiting} landed files are in no run yet, and not counted.`] : []),
        ],
      };
    },
  },
  sources: [],
  nullRule: 'Not known where no file landed and was loaded in the period.',
  caveats: [
    'It begins when the file landed here: when the source could have offered it is not known.',
    'The end of the run is taken: a file of a long run could be asked about earlier.',
    'Adopted files carry their own time and are left out.',
  ],
});
