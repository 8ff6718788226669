import { describe, expect, it } from 'vitest';
import { bandOf, type QualityResult, scoreOverall, scoreSource, weigh } from './quality.ts';

const result = (
  check: string,
  dimension: QualityResult['dimension'],
  passed: number,
  total: number,
): QualityResult => ({
  source: 's',
  check,
  dimension,
  passed,
  total,
  detail: {},
});

describe('a score', () => {
  it('weighs the five dimensions: 98, 99, 95, 97 and 99 make 97.6', () => {
    expect(
      weigh({ completeness: 0.98, accuracy: 0.99, timeliness: 0.95, consistency: 0.97, validity: 0.99 }),
    ).toBe(97.6);
  });

  it('leaves the weight of what is not known to the others', () => {
    expect(
      weigh({ completeness: 0.5, accuracy: 1, timeliness: null, consistency: null, validity: null }),
    ).toBe(80);
    expect(
      weigh({ completeness: null, accuracy: null, timeliness: null, consistency: null, validity: null }),
    ).toBeNull();
  });

  it('takes the mean of the checks of a dimension', () => {
    const score = scoreSource([
      result('gaps', 'completeness', 1, 2),
      result('known', 'completeness', 1000, 1000),
    ]);
    expect(score).toMatchObject({
      score: 75,
      band: 'warning',
      dimensions: { completeness: 0.75, accuracy: null },
    });
    expect(scoreSource([])).toBeNull();
  });

  it('is 0 for what never delivered, and over all not healthy then', () => {
    const never = scoreSource([result('delivered', 'completeness', 0, 1)]);
    expect(never).toMatchObject({ score: 0, band: 'failed' });
    const good = scoreSource([result('gaps', 'completeness', 10, 10)]);
    if (!never || !good) throw new Error('no score');
    expect(scoreOverall([good, good, good, good, never])).toMatchObject({ score: 80, band: 'warning' });
    expect(scoreOverall([good, good])).toMatchObject({ score: 100, band: 'healthy' });
    expect(scoreOverall([])).toBeNull();
  });

  it('has its bands from 80, 60 and 30 on', () => {
    expect([80, 79.999, 60, 59.999, 30, 29.999].map(bandOf)).toEqual([
      'healthy',
      'warning',
      'warning',
      'critical',
      'critical',
      'failed',
    ]);
  });
});
