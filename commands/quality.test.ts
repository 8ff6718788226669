import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOps } from '../warehouse/kit/open.ts';
import type { QualityResult } from '../warehouse/kit/quality.ts';
import { writeSources } from '../warehouse/ops/policies.ts';
import { writeQuality } from '../warehouse/ops/quality.ts';
import { startRun } from '../warehouse/ops/runs.ts';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';

let sample: Sample;
beforeEach(() => {
  sample = sampleLabel();
});
afterEach(() => sample.remove());

const howToGet = { page: '', steps: [], file: '' };
const result = (
  source: string,
  check: string,
  dimension: QualityResult['dimension'],
  [passed, total]: [number, number],
  detail: QualityResult['detail'] = {},
): QualityResult => ({ source, check, dimension, passed, total, detail });

/** A run of a day, as the pipeline leaves it. */
function checked(day: string, results: readonly QualityResult[]): void {
  const ops = openOps(sample.data);
  writeSources(ops, [
    {
      source: 'distrokid_bank',
      platform: 'distrokid',
      platformLabel: 'DistroKid',
      label: 'DistroKid bank details',
      kind: 'reported',
      cadence: 'month',
      howToGet,
    },
    {
      source: 'linktree_days',
      platform: 'linktree',
      platformLabel: 'Linktree',
      label: 'Linktree days',
      kind: 'observed',
      cadence: 'day',
      howToGet,
    },
  ]);
  writeQuality(ops, startRun(ops, 'run', new Date(`${day}T12:00:00Z`)), results, new Map());
  ops.close();
}

const BANK = [
  result('distrokid_bank', 'gaps', 'completeness', [9, 10], { examples: ['2026-03 missing'] }),
  result('distrokid_bank', 'known', 'completeness', [10, 10]),
  result('distrokid_bank', 'totals', 'accuracy', [1, 2], {
    examples: ['bank.tsv: 8 of its 9 rows are there'],
    money: ['bank.tsv: 12.00 USD of its total is not there'],
  }),
  result('distrokid_bank', 'timeliness', 'timeliness', [1, 1]),
  result('distrokid_bank', 'names', 'consistency', [8, 10]),
  result('distrokid_bank', 'refused', 'validity', [10, 10]),
];

describe('quality', () => {
  it('gives the score, the dimensions and the worst checks with what passed of what', async () => {
    checked('2026-11-21', BANK);
    const answer = await sample.ask('analyst', 'quality');
    // .2 * .95 + .3 * .5 + .2 * 1 + .2 * .8 + .1 * 1 = .80
    expect(figure(answer, 'score')).toMatchObject({ value: 0.8, note: 'healthy' });
    expect(figure(answer, 'completeness').value).toBeCloseTo(0.95);
    expect(['healthy', 'warning', 'critical', 'failed'].map((band) => figure(answer, band).value)).toEqual([
      1, 0, 0, 0,
    ]);
    expect(answer.table?.rows[0]).toEqual([
      'DistroKid bank details',
      'Totals tie',
      1,
      2,
      'files',
      0.5,
      'accuracy',
    ]);
    expect(answer.table?.rows).toHaveLength(6);
    const [worst] = answer.details ?? [];
    expect(worst?.text).toContain('1 of 2 files pass.');
    expect(worst?.text).toContain('12.00 USD');
    expect(worst?.text).toContain('What to do: ');
  });

  it('shows no money to a viewer', async () => {
    checked('2026-11-21', BANK);
    const answer = await sample.ask('viewer', 'quality');
    expect(answer.audience).toBe('numbers');
    expect(JSON.stringify(answer)).toContain('8 of its 9 rows');
    expect(JSON.stringify(answer)).not.toContain('12.00');
  });

  it('gives a platform that never delivered 0, and is not healthy over all', async () => {
    checked('2026-11-21', [...BANK, result('linktree', 'delivered', 'completeness', [0, 1])]);
    const answer = await sample.ask('viewer', 'quality');
    expect(figure(answer, 'score')).toMatchObject({ value: 0.4, note: 'critical' });
    expect(figure(answer, 'failed').value).toBe(1);
    expect(answer.table?.rows[0]?.slice(0, 4)).toEqual(['Linktree', 'Delivered at all', 0, 1]);
    const one = await sample.ask('viewer', 'quality', { source: 'DistroKid bank' });
    expect(one.title).toBe('Quality of DistroKid bank details');
    expect(figure(one, 'score').value).toBe(0.8);
    await expect(sample.ask('viewer', 'quality', { source: 'distrokid_bnk' })).rejects.toThrow(
      'Did you mean "distrokid_bank"?',
    );
  });

  it('draws the past runs, the last of each day', async () => {
    checked('2026-11-19', BANK.slice(0, 1));
    checked('2026-11-20', BANK.slice(1, 2));
    checked('2026-11-20', BANK.slice(0, 1));
    checked('2026-11-21', BANK.slice(1, 2));
    const { chart } = await sample.ask('viewer', 'quality');
    expect(chart?.labels).toEqual(['2026-11-19', '2026-11-20', '2026-11-21']);
    expect(chart?.series[0]?.values).toEqual([0.9, 0.9, 1]);
  });

  it('says how to check what was never checked', async () => {
    const answer = await sample.ask('viewer', 'quality');
    expect(figure(answer, 'score').value).toBeNull();
    expect(answer.notes).toContain('The data was not checked yet. "bedrot run" checks it.');
  });
});
