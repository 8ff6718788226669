import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { columnsOf } from './compile-shape.ts';
import { fromOf, TABLES } from './compile-tables.ts';
import { loadMetrics } from './discover-metrics.ts';
import { partsOf } from './metric-parts.ts';
import { handMade } from './query.testing.ts';

it('every metric describes itself, and reads columns and dimensions that are there', async () => {
  const made = handMade();
  const metrics = await loadMetrics();
  expect(metrics.size).toBeGreaterThan(10);
  for (const metric of metrics.values()) {
    expect(metric.means).toMatch(/^[A-Z].*\.$/);
    expect(metric.nullRule).toMatch(/^Not known/);
    expect(metric.caveats.length, metric.name).toBeGreaterThan(0);
    if (metric.unit.includes('CURRENCY')) expect(metric.access, metric.name).toBe('money');
    const { measure } = metric;
    for (const part of partsOf(measure)) expect(metrics.has(part.metric), part.metric).toBe(true);
    if (measure.is === 'growth' || measure.is === 'derived' || measure.is === 'computed') continue;
    for (const source of metric.sources) {
      const columns = made.db.prepare(`SELECT * FROM ${fromOf(source.table)} AS f LIMIT 0`).columns();
      const names = columns.map(({ name }) => name);
      const alike = source.alike === undefined ? [] : [source.alike];
      for (const column of [source.date, ...alike, ...columnsOf(measure, source)])
        expect(names).toContain(column);
      for (const dimension of source.dimensions)
        expect(
          source.fixed?.[dimension as 'platform'] ?? TABLES[source.table].dimensions[dimension],
        ).toBeDefined();
    }
  }
  made.close();
});

it('a file whose metric has another name stops the start, and is named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bedrot-metrics-'));
  writeFileSync(join(folder, 'video-views.ts'), "export default { name: 'views' };");
  await expect(loadMetrics(folder)).rejects.toThrow(
    /video-views\.ts: the metric must be named "video_views"/,
  );
  rmSync(folder, { recursive: true });
});
