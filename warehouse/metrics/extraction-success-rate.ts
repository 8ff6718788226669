import { defineMetric } from '../kit/metric.ts';
import { daysIn, scopeOf, told, UNTOLD } from '../kit/ops-rows.ts';
import { GRAINS } from '../kit/question.ts';
import { type Deed, deedsBetween } from '../ops/deeds.ts';

/** How it ended that says nothing of the source or of us: a person stopped it, or somebody else was at it. */
const NOT_COUNTED: readonly (string | undefined)[] = ['stopped', 'busy', 'bad_question'];
/** A collecting is stopped after half an hour: one that has told no end long after was killed. */
const LONGEST_MS = 2 * 3_600_000;

export default defineMetric({
  name: 'extraction_success_rate',
  label: 'Extraction success rate',
  means:
    'The share of the times a platform was collected from that brought something, by hand or by the scheduler.',
  formula: 'collectings that ended well / all that ended or were cut off',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: {
    is: 'computed',
    of: [],
    by: ['platform'],
    grains: GRAINS,
    compute(question, { ops, label, today }) {
      if (!ops || !label || !today) return UNTOLD;
      const day = daysIn(label.timeZone);
      const all = deedsBetween(ops, 'collect', '', '9');
      const last = Math.max(...all.map(({ startedAt }) => Date.parse(startedAt)));
      const counted = all
        .filter((deed) => !NOT_COUNTED.includes(deed.summary.error) && !goesOn(deed, last))
        .map((deed) => ({ deed, feed: '', platform: deed.what, day: day(deed.startedAt) }));
      const { asked, ...found } = told(
        counted,
        question,
        scopeOf(ops, question),
        (group) => group.filter(({ deed }) => deed.outcome === 'ok').length / group.length,
      );
      return {
        ...found,
        kind: 'observed',
        completeTo: today,
        newest: today,
        tables: ['deeds'],
        sql: ["SELECT what, started_at, finished_at, outcome, summary FROM deeds WHERE kind = 'collect'"],
        notes: asked.length === 0 ? ['Nothing was collected from a platform in this period.'] : sayWhy(asked),
      };
    },
  },
  sources: [],
  nullRule:
    'Not known where nothing was collected in the period: files that were brought by hand are no extraction.',
  caveats: [
    'What a person stopped, and what found another one at work, is not counted.',
    'A site that had nothing to bring counts as failed: it was expected to.',
  ],
});

/** Among the newest, and without an end. */
const goesOn = ({ finishedAt, startedAt }: Deed, last: number): boolean =>
  finishedAt === null && last - Date.parse(startedAt) < LONGEST_MS;

/** "3 failed: 2 timeout, 1 password refused." */
function sayWhy(asked: readonly { deed: Deed }[]): string[] {
  const bad = asked.filter(({ deed }) => deed.outcome !== 'ok');
  if (bad.length === 0) return [];
  const classes = [...Map.groupBy(bad, ({ deed }) => (deed.summary.error ?? 'cut off').replaceAll('-', ' '))]
    .map(([name, of]) => ({ name, times: of.length }))
    .sort((a, b) => b.times - a.times || (a.name < b.name ? -1 : 1));
  return [
    `${bad.length} of ${asked.length} failed: ${classes.map(({ name, times }) => `${times} ${name}`).join(', ')}.`,
  ];
}
