import { addDays } from '../../core/days.ts';
import { defineMetric } from '../kit/metric.ts';
import { bucketOf, daysIn, keysOf, scopeOf, UNTOLD } from '../kit/ops-rows.ts';
import {
  bandOf,
  type Dimension,
  QUALITY_DIMENSIONS,
  type QualityScore,
  scoreOverall,
  weigh,
} from '../kit/quality.ts';
import { GRAINS } from '../kit/question.ts';
import { readSources } from '../ops/policies.ts';
import { checkedRuns, type PastQuality, qualityOfRuns } from '../ops/quality.ts';

const SQL = 'SELECT source, check_name, dimension, passed, total FROM quality_results';

export default defineMetric({
  name: 'quality_score',
  label: 'Quality score',
  means:
    'How far the data can be trusted, as the checks of the newest run up to the end of the period gave it.',
  formula:
    'of a source: 20 % completeness + 30 % accuracy + 20 % timeliness + 20 % consistency + 10 % validity, each the mean of passed / total of its checks; of several sources the mean of their scores',
  unit: '%',
  format: 'percent',
  access: 'numbers',
  measure: {
    is: 'computed',
    of: [],
    by: ['feed', 'platform'],
    grains: GRAINS,
    compute(question, { ops, label, today }) {
      if (!ops || !label || !today) return UNTOLD;
      const day = daysIn(label.timeZone);
      const { grain, from, to } = question;
      // Two days more than any zone is ahead; the days themselves are compared below.
      const runs = checkedRuns(ops, addDays(to, 2))
        .map((run) => ({ ...run, day: day(run.at) }))
        .filter((run) => run.day <= to);
      const newest = runs.at(-1);
      const tables = ['quality_results', 'runs'];
      const sql = [`${SQL} WHERE run_id = ${newest?.runId ?? '(none was checked)'}`];
      if (!newest)
        return {
          ...{ total: null, kind: 'observed', tables, sql },
          notes: ['Nothing was checked up to then: "bedrot run" checks the data.'],
        };
      // The newest run of each step, and the newest of all.
      const steps = new Map(
        grain
          ? runs.filter((run) => run.day >= from).map((run) => [bucketOf(run.day, grain), run] as const)
          : [],
      );
      const chosen = [...steps.values(), newest];
      const scope = scopeOf(ops, question);
      const platforms = new Map(readSources(ops).map(({ source, platform }) => [source, platform]));
      const results = Map.groupBy(
        qualityOfRuns(
          ops,
          chosen.map(({ runId }) => runId),
        ),
        ({ runId }) => runId,
      );
      const scoresOf = ({ runId, day: on }: (typeof runs)[number]) =>
        [...Map.groupBy(results.get(runId) ?? [], ({ source }) => source)].flatMap(([source, own]) => {
          // What never delivered is told by its platform.
          const one = { feed: source, platform: platforms.get(source) ?? source, day: on };
          const score = scope.has(one) ? scoreOf(own) : null;
          return score ? [{ ...one, score }] : [];
        });
      const mean = (scores: readonly { score: QualityScore }[]): number | null => {
        const overall = scoreOverall(scores.map(({ score }) => score));
        return overall && overall.score / 100;
      };
      const grouped = grain || question.by?.length ? (grain ? [...steps.values()] : [newest]) : [];
      return {
        total: mean(scoresOf(newest)),
        rows: grouped.flatMap((run) =>
          [...Map.groupBy(scoresOf(run), (one) => JSON.stringify(keysOf(one, question, scope)))].map(
            ([keys, group]) => ({ keys: JSON.parse(keys), value: mean(group), partial: false }),
          ),
        ),
        kind: 'observed',
        completeTo: today,
        newest: newest.day,
        ...{ tables, sql },
        notes: [`Checked on ${newest.day}, by run ${newest.runId}.`],
      };
    },
  },
  sources: [],
  nullRule: 'Not known before the first run that checked something.',
  caveats: [
    'A dimension with nothing to check leaves its weight to the others.',
    'A platform that is expected and never delivered has 0.',
  ],
});

/** Null: nothing of it was checked. */
function scoreOf(own: readonly PastQuality[]): QualityScore | null {
  const dimensions = Object.fromEntries(
    QUALITY_DIMENSIONS.map((name) => [name, own.find(({ dimension }) => dimension === name)?.value ?? null]),
  ) as Record<Dimension, number | null>;
  if (own.some(({ never }) => never === 1)) return { score: 0, band: 'failed', dimensions };
  const score = weigh(dimensions);
  return score === null ? null : { score, band: bandOf(score), dimensions };
}
