import { healthOf, healthState, NOT_NOW, overallHealth, reachesNow } from '../kit/health.ts';
import { defineMetric } from '../kit/metric.ts';
import { scopeOf, told, UNTOLD } from '../kit/ops-rows.ts';
import type { Computed } from '../kit/query-types.ts';

const READ: Pick<Computed, 'kind' | 'tables' | 'sql'> = {
  kind: 'observed',
  tables: ['source_dates', 'policies', 'deeds', 'landed_files', 'quarantined_files'],
  sql: [
    "SELECT source, account, newest_day FROM source_dates\nSELECT source, platform, cadence, lag_days FROM policies\nSELECT what, outcome, summary FROM deeds WHERE kind = 'collect'\nSELECT path, feed FROM landed_files\nSELECT feed, at FROM quarantined_files WHERE feed IS NOT NULL",
  ],
};

export default defineMetric({
  name: 'health_score',
  label: 'Health of the sources (0 to 100)',
  means:
    'How well the sources the label expects are doing now, from 0 to 100: old data, failed collecting and what is stuck take points.',
  formula:
    '100 - int(weight of the platform x 40/30/15/5 points for data more than 14/7/3/1 days behind the usual) - 20 more beyond 7 days for a weight from 1.5 - 30 (a person is needed), 15 (may pass) or 40 (never) for its last collecting by browser - 10 for each feed that is stuck; 0 where nothing was ever delivered; of several platforms the mean',
  unit: 'points',
  format: 'count',
  access: 'numbers',
  measure: {
    is: 'computed',
    of: [],
    by: ['platform'],
    grains: [],
    compute(question, { ops, warehouse, label, today }) {
      if (!ops || !label || !today) return UNTOLD;
      if (!reachesNow(question, today)) return { ...READ, total: null, notes: [NOT_NOW] };
      const scope = scopeOf(ops, question);
      const platforms = healthOf({ ops, warehouse, label, today }).map((one) => ({
        ...{ health: one, feed: '', platform: one.platform, day: question.to },
      }));
      const { asked, ...found } = told(
        platforms,
        question,
        scope,
        (group) => overallHealth(group.map(({ health }) => health))?.score ?? null,
      );
      const overall = overallHealth(asked.map(({ health }) => health));
      const bad = asked
        .filter(({ health }) => health.why.length > 0)
        .sort((a, b) => a.health.score - b.health.score);
      return {
        ...found,
        period: { from: today, to: today },
        completeTo: today,
        newest: today,
        partial: found.total === null,
        ...READ,
        notes: [
          ...(overall ? [`${overall.state}.`] : ['No source is expected yet.']),
          ...bad.map(
            ({ platform, health }) =>
              `${scope.platformName(platform)} ${Math.round(health.score)} (${healthState(health.score)}): ${health.why.join('; ')}.`,
          ),
        ],
      };
    },
  },
  sources: [],
  nullRule: 'Not known where no source is expected, and of any time but now.',
  caveats: [
    'From 80 HEALTHY, from 60 WARNING, from 30 CRITICAL, below FAILED; together not HEALTHY while one platform has FAILED.',
    'A platform that is expected and never delivered has FAILED with 0.',
    'The weight of a platform is in label.json (health); one that is not named has 1.',
  ],
});
