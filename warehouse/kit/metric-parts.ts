import {
  GRAINS,
  type Grain,
  type Kind,
  type Measure,
  type Metric,
  type MetricDimension,
  type MetricRegistry,
  type MetricSource,
  type Part,
} from './metric.ts';

/** The metrics a measure is made of, in its order; none where it is read from facts. */
export function partsOf(measure: Measure): Part[] {
  if (measure.is === 'growth') return [{ metric: measure.of }];
  const parts =
    measure.is === 'computed'
      ? measure.of
      : measure.is === 'derived'
        ? [...measure.plus, ...measure.minus, ...(measure.over ? [measure.over] : [])]
        : [];
  return parts.map((part) => (typeof part === 'string' ? { metric: part } : part));
}

/** The metrics under a number that are read from facts, each once: itself where it is one. */
export function readUnder(metrics: MetricRegistry, metric: Metric): Metric[] {
  const parts = partsOf(metric.measure);
  if (parts.length === 0) return metric.measure.is === 'computed' ? [] : [metric];
  const under = parts.flatMap(({ metric: name }) => {
    const part = metrics.get(name);
    return part ? readUnder(metrics, part) : [];
  });
  return [...new Set(under)];
}

/** Where a number is read: its own sources, or those of the parts it is made of, without the kinds it is not made of. */
export function sourcesUnder(metrics: MetricRegistry, metric: Metric): MetricSource[] {
  const parts = partsOf(metric.measure);
  if (parts.length === 0) return [...metric.sources];
  return parts.flatMap(({ metric: name, kind }) => {
    const part = metrics.get(name);
    return part ? sourcesUnder(metrics, part).filter((source) => !kind || source.kind === kind) : [];
  });
}

/** The kinds a metric has figures of, each once. */
export const kindsOf = (metrics: MetricRegistry, metric: Metric): Kind[] => [
  ...new Set(sourcesUnder(metrics, metric).map(({ kind }) => kind)),
];

/** What a metric can be asked by: what one of its sources tells; of a metric made of others what all of them do. */
export function dimensionsOf(metrics: MetricRegistry, metric: Metric): MetricDimension[] {
  const { measure } = metric;
  if (measure.is === 'computed') return [...measure.by];
  const parts = partsOf(measure);
  const told =
    parts.length === 0
      ? [metric.sources.flatMap((source) => source.dimensions)]
      : parts.flatMap(({ metric: name }) => {
          const part = metrics.get(name);
          return part ? [dimensionsOf(metrics, part)] : [];
        });
  const [first = [], ...rest] = told;
  return [...new Set(first)].filter((name) => rest.every((names) => names.includes(name)));
}

/** Steps of time a metric can be told in, the finest first: of one of its kinds; of a metric made of others, those of all. */
export function grainsOf(metrics: MetricRegistry, metric: Metric): Grain[] {
  const { measure } = metric;
  if (measure.is === 'computed') return [...measure.grains];
  const daily = readUnder(metrics, metric).every(({ sources }) =>
    [...Map.groupBy(sources, ({ kind }) => kind).values()].some((of) =>
      of.every(({ finest }) => finest === 'day'),
    ),
  );
  return GRAINS.filter((grain) => daily || grain === 'month' || grain === 'year');
}
