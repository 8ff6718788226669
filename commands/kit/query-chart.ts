import type { Chart } from './answer.ts';
import type { Asked } from './ask.ts';
import { chartSeries, MAX_LINES } from './lines.ts';
import type { Keying, Line } from './query-rows.ts';
import { hasFractions, rankingChart, shortLabel } from './ranking.ts';
import { labelsOf, seriesOf } from './series.ts';

type Words = Pick<Chart, 'title' | 'subtitle'>;

/**
 * Lines or bars of all rows; undefined where there is nothing to draw. One axis has one unit: of metrics in several units,
 * and of several metrics with a breakdown, the first is drawn, and the title says which.
 */
export function queryChart(
  asked: readonly Asked[],
  lines: readonly Line[],
  keying: Keying,
  words: Words,
): Chart | undefined {
  const [first] = asked;
  if (!first || lines.length === 0) return undefined;
  const alike = asked.filter(
    ({ metric, result }) => metric.format === first.metric.format && result.unit === first.result.unit,
  );
  const drawn = keying.by.length === 0 ? alike : [first];
  const title = drawn.length < asked.length ? `${words.title}: ${shortLabel(first.metric)}` : words.title;
  if (!keying.grain) return bars(first, lines, { ...words, title });
  const labels = labelsOf(first.result, keying.grain, first.period.name === 'all');
  if (labels.length === 0) return undefined;
  const series =
    keying.by.length === 0
      ? drawn.map(({ metric, result }) => chartSeries(shortLabel(metric), seriesOf(result.rows, labels)))
      : lineEach(first, keying, labels);
  return {
    kind: 'line',
    ...words,
    title,
    format: first.metric.format,
    unit: first.result.unit,
    labels,
    series,
  };
}

/** The largest combinations of names, a line each. */
function lineEach({ result }: Asked, { by }: Keying, labels: readonly string[]): Chart['series'] {
  const named = Map.groupBy(result.rows, ({ keys }) => by.map((name) => keys[name] ?? '').join(' · '));
  const size = (name: string): number =>
    (named.get(name) ?? []).reduce((sum, { value }) => sum + Math.abs(Number(value ?? 0)), 0);
  return [...named.keys()]
    .sort((a, b) => size(b) - size(a) || (a < b ? -1 : 1))
    .slice(0, MAX_LINES)
    .map((name) => chartSeries(name, seriesOf(named.get(name) ?? [], labels)));
}

function bars({ metric, result }: Asked, lines: readonly Line[], words: Words): Chart | undefined {
  const ranking = lines.flatMap(({ keys, cells: [cell] }) =>
    cell
      ? [
          {
            name: keys.join(' · '),
            value: cell.value,
            share: null,
            change: hasFractions(metric) ? cell.change.relative : null,
            partial: cell.partial,
          },
        ]
      : [],
  );
  return ranking.length === 0 ? undefined : rankingChart(ranking, { ...words, unit: result.unit, metric });
}
