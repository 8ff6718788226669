import { join } from 'node:path';
import { discover } from './discover.ts';
import type { Metric, MetricRegistry } from './metric.ts';

const FOLDER = join(import.meta.dirname, '..', 'metrics');

/** Every metric of `warehouse/metrics`, by name. @throws Error naming the file that does not fit. */
export async function loadMetrics(folder = FOLDER): Promise<MetricRegistry> {
  const metrics = await discover<Metric>(folder, 'files', check);
  return new Map(metrics.map((metric) => [metric.name, metric]));
}

function check(name: string, value: unknown): asserts value is Metric {
  const metric = value as Partial<Metric>;
  const expected = name.replaceAll('-', '_');
  if (metric.name !== expected)
    throw new Error(`warehouse/metrics/${name}.ts: the metric must be named "${expected}"`);
}
