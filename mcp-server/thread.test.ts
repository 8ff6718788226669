import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleLabel } from '../commands/kit/sample.testing.ts';
import { fixedClock } from '../core/clock.ts';
import { type Config, loadConfig } from '../core/config.ts';
import { silentLog } from '../core/log.ts';
import { threadedToolbox } from './thread.ts';

const sample = sampleLabel();
const clock = fixedClock('2026-11-22T17:00:00Z');
let empty: string;
const configOf = (data: string): Config => ({
  ...loadConfig({ BEDROT_DATA: data, BEDROT_LOG_LEVEL: 'silent' }, join(data, 'no.env')),
});

beforeAll(() => {
  empty = mkdtempSync(join(tmpdir(), 'bedrot-mcp-'));
});
afterAll(() => {
  sample.remove();
  rmSync(empty, { recursive: true });
});

describe('a toolbox in a thread of its own', () => {
  it('lists and answers as of the clock it was given', async () => {
    const box = threadedToolbox(configOf(sample.data), clock, silentLog);
    expect((await box.list()).map(({ name }) => name)).toContain('kpi_summary');
    const first = await box.call('data_freshness', {});
    expect(JSON.stringify(first.structured)).toContain('"age_days":2');
    clock.set('2026-11-25T17:00:00Z');
    const later = await box.call('data_freshness', {});
    expect(JSON.stringify(later.structured)).toContain('"age_days":5');
    clock.set('2026-11-22T17:00:00Z');
  });

  it('gives a question up at its limit, in words, and answers the next', async () => {
    const hasty = threadedToolbox(configOf(sample.data), clock, silentLog, 1);
    const [late, behind] = await Promise.all([
      hasty.call('kpi_summary', {}),
      hasty.call('data_freshness', {}),
    ]);
    expect(late).toMatchObject({ failed: true });
    expect(late.text).toMatch(/^No answer within 0.001 seconds\.\nTry: a shorter period/);
    expect(behind.text).toMatch(/took too long|No answer within/);
    await expect(hasty.list()).rejects.toThrow('No answer within');
  });

  it('keeps the main thread free while it works', async () => {
    const box = threadedToolbox(configOf(sample.data), clock, silentLog);
    await box.list();
    let ticks = 0;
    const ticking = setInterval(() => {
      ticks += 1;
    }, 5);
    const drawn = await box.call('render_chart', { command: 'streams_trend' });
    clearInterval(ticking);
    expect(drawn.failed).toBeUndefined();
    // The first picture takes hundreds of milliseconds of loading and drawing.
    expect(ticks).toBeGreaterThan(5);
  });

  it('tells that nothing was loaded yet', async () => {
    const box = threadedToolbox(configOf(empty), clock, silentLog);
    expect((await box.call('kpi_summary', {})).text).toContain('Run "bedrot init" first.');
  });
});
