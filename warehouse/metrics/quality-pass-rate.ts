import { defineMetric } from '../kit/metric.ts';
import { landedRows } from '../kit/ops-files.ts';
import { daysIn, scopeOf, told, UNTOLD } from '../kit/ops-rows.ts';
import { GRAINS } from '../kit/question.ts';

export default defineMetric({
  name: 'quality_pass_rate',
  label: 'Rows that passed the gates',
  means:
    'The share of the rows of the files that came in the period that passed every gate and were taken in.',
  formula: 'sum of (rows - refused) / sum of rows, over the files of the ledger that landed in the period',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: {
    is: 'computed',
    of: [],
    by: ['feed', 'platform'],
    grains: GRAINS,
    compute(question, { ops, warehouse, label, today }) {
      if (!ops || !label || !today) return UNTOLD;
      const day = daysIn(label.timeZone);
      const files = landedRows(warehouse).map((file) => ({ ...file, day: day(file.landedAt) }));
      const scope = scopeOf(ops, question);
      const { asked, ...found } = told(files, question, scope, (group) => {
        const rows = group.reduce((sum, one) => sum + one.rows, 0);
        const refused = group.reduce((sum, one) => sum + one.refused, 0);
        return rows === 0 ? null : (rows - refused) / rows;
      });
      return {
        ...found,
        kind: 'observed',
        completeTo: today,
        newest: today,
        tables: ['files'],
        sql: ['SELECT feed, platform, landed_at, rows, refused FROM files'],
        notes: asked.length === 0 ? ['No file came in this period.'] : [],
      };
    },
  },
  sources: [],
  nullRule: 'Not known where no file with rows came in the period.',
  caveats: [
    'A file that could not be read at all is set aside and has no rows: it is told by its alert, not here.',
    'A file counts on the day it landed, an adopted one on its own day.',
  ],
});
