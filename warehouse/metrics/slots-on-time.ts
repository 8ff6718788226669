import { defineMetric } from '../kit/metric.ts';
import { daysIn, scopeOf, told, UNTOLD } from '../kit/ops-rows.ts';
import { GRAINS } from '../kit/question.ts';
import { listSlots } from '../ops/slots.ts';

/** Later than this after its time a slot was not on time. */
const LATE_MS = 15 * 60_000;
/** Looking for alerts, many times a day: beside it a daily run that never came would not be seen. */
const NOT_COUNTED = 'alerts';

export default defineMetric({
  name: 'slots_on_time',
  label: 'Slots on time',
  means:
    'The share of the scheduled times of the daily work at which it began within 15 minutes and came to an end.',
  formula:
    'slots begun at most 15 minutes after they were due and ended / (slots that were due + slots nobody was there for)',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: {
    is: 'computed',
    of: [],
    by: [],
    grains: GRAINS,
    compute(question, { ops, label, today }) {
      if (!ops || !label || !today) return UNTOLD;
      const day = daysIn(label.timeZone);
      const slots = listSlots(ops)
        // What goes on is neither yet.
        .filter(({ name, doneAt }) => name !== NOT_COUNTED && doneAt !== null)
        .map(({ dueAt, takenAt, outcome, missed }) => ({
          feed: '',
          platform: '',
          day: day(dueAt),
          missed,
          good: outcome !== 'busy' && Date.parse(takenAt) - Date.parse(dueAt) <= LATE_MS,
        }));
      const { asked, ...found } = told(slots, question, scopeOf(ops, question), (group) => {
        const due = group.reduce((sum, { missed }) => sum + 1 + missed, 0);
        return group.filter(({ good }) => good).length / due;
      });
      const missed = asked.reduce((sum, one) => sum + one.missed, 0);
      return {
        ...found,
        kind: 'observed',
        completeTo: today,
        newest: today,
        tables: ['schedule_slots'],
        sql: [
          "SELECT name, due_at, taken_at, done_at, outcome, missed FROM schedule_slots WHERE name <> 'alerts'",
        ],
        notes: [
          ...(asked.length === 0 ? ['Nothing was due in this period, or the scheduler never ran.'] : []),
          ...(missed > 0
            ? [`At ${missed} of the times nobody was there: the machine or the scheduler was off.`]
            : []),
        ],
      };
    },
  },
  sources: [],
  nullRule: 'Not known where no slot of the period was taken: a scheduler that never ran is not 0 % on time.',
  caveats: [
    'It tells whether work began and ended, not whether it succeeded: that is extraction_success_rate and the runs.',
    'Times nobody was there for count on the day of the slot that made up for them.',
    'Looking for alerts, which is due many times a day, is left out.',
  ],
});
