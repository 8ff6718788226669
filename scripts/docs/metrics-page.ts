import type { Measure, Metric, MetricSource } from '../../warehouse/kit/metric.ts';
import { partsOf } from '../../warehouse/kit/metric-parts.ts';
import { code, codes, list, made, plain, table } from './markdown.ts';

/** docs/metrics.md: what each number means, for the person who signs it. */
export const metricsPage = (metrics: readonly Metric[]): string => `${made('The numbers')}
Every number that can be asked, from its file in \`warehouse/metrics/\`. On a terminal: \`bedrot metrics\`, and
\`bedrot explain\` for the formula, the query and the files behind one of them. What "not known" means, and why kinds are
never added, is in [data rules](data-rules.md).

${table(
  ['Metric', 'Unit', 'What it means'],
  metrics.map(({ name, unit, means }) => [`[\`${name}\`](#${anchor(name)})`, unitOf(unit), means]),
)}
${metrics.map(section).join('')}`;

const anchor = (name: string): string => name.toLowerCase();
const unitOf = (unit: string): string => unit.replace('CURRENCY', 'currency of the amounts');

const section = (metric: Metric): string => `
## ${metric.name}

${plain(metric.means)}

- Name in answers: ${metric.label}
- Formula: ${code(metric.formula)}
- Unit: ${unitOf(metric.unit)}
- Over days and parts: ${howItAdds(metric.measure)}
- Where it is missing: ${plain(metric.nullRule)}
- Who may see it: ${metric.access === 'money' ? 'analyst and owner (money)' : 'everybody'}
${metric.sources.length === 0 ? '' : `\n${sources(metric.sources)}\n`}${standsOn(metric.measure)}${
  metric.caveats.length === 0 ? '' : `\nTo know:\n\n${list(metric.caveats.map(plain))}\n`
}`;

function howItAdds(measure: Measure): string {
  if (measure.is === 'sum') return 'added';
  if (measure.is === 'ratio') return 'the ratio of the sums, never a mean of ratios';
  if (measure.is === 'last')
    return 'the newest known value of each account, then added over accounts; never over days';
  if (measure.is === 'average') return 'the mean of the known days of each account, then added over accounts';
  if (measure.is === 'derived') return 'made anew of its parts for each; known where all of them are';
  if (measure.is === 'computed') return 'made anew for each from what it stands on';
  return `the relative change of another metric against the ${measure.against ? 'year' : 'period'} before`;
}

/** What a number made of others is made of, and what it can be asked by. */
function standsOn(measure: Measure): string {
  const parts = partsOf(measure).map(
    ({ metric, kind, where = {} }) =>
      `[\`${metric}\`](#${anchor(metric)})${[kind, ...Object.values(where).flat()]
        .filter(Boolean)
        .map((pin, at) => `${at === 0 ? ' (' : ', '}${pin}`)
        .join('')}${kind || Object.keys(where).length > 0 ? ')' : ''}`,
  );
  if (measure.is !== 'computed') return parts.length === 0 ? '' : `\nMade of: ${parts.join(', ')}.\n`;
  const read = (measure.reads ?? []).map(code);
  return `
- Made of: ${[...parts, ...read].join(', ')}
- Can be broken down by: ${measure.by.length > 0 ? codes(measure.by) : 'nothing'}
- Over time: ${measure.grains.length > 0 ? `by ${measure.grains.join(', ')}` : 'no steps'}
`;
}

const sources = (all: readonly MetricSource[]): string =>
  table(
    ['Kind', 'Table', 'By date', 'Can be broken down by'],
    all.map(({ kind, table: name, date, finest, dimensions }) => [
      kind,
      code(name),
      `${code(date)}, ${finest === 'day' ? 'days' : 'months'}`,
      codes(dimensions),
    ]),
  );
