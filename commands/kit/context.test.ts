import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fixedClock } from '../../core/clock.ts';
import { openContext } from './context.ts';
import { sampleLabel } from './sample.testing.ts';

const data = mkdtempSync(join(tmpdir(), 'bedrot-context-'));
afterAll(() => rmSync(data, { recursive: true }));

describe('openContext', () => {
  it('reads the warehouse and cannot write it', async () => {
    const sample = sampleLabel({ facts: false });
    const context = await sample.contextAs('owner');
    expect(context.metrics.has('streams')).toBe(true);
    expect(() => context.warehouse.exec('DELETE FROM artists')).toThrow(/readonly|query_only/);
    context.close();
    sample.remove();
  });

  it('knows the day of the label, as the clock moves on', async () => {
    const sample = sampleLabel({ facts: false });
    const clock = fixedClock('2026-11-22T04:30:00Z');
    const context = await openContext({ config: { data: sample.data }, role: 'owner', clock });
    // Half past eleven in the evening of the 21st in New York
    expect(context.today).toBe('2026-11-21');
    clock.set('2026-11-22T05:30:00Z');
    expect(context.today).toBe('2026-11-22');
    context.close();
    sample.remove();
  });

  it('says what is missing: first the label, then the data', async () => {
    const options = { config: { data }, role: 'owner' as const, clock: fixedClock('2026-11-22T00:00:00Z') };
    await expect(openContext(options)).rejects.toMatchObject({ code: 'config_invalid' });
    writeFileSync(join(data, 'label.json'), JSON.stringify({ name: 'L', artists: [{ name: 'A' }] }));
    await expect(openContext(options)).rejects.toMatchObject({ code: 'warehouse_missing' });
  });
});
