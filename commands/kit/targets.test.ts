import { describe, expect, it } from 'vitest';
import { parseLabel } from '../../core/label.ts';
import { elapsed, metricMeant, progress, requiredGrowth, statusOf } from './targets.ts';

const label = parseLabel(
  JSON.stringify({
    name: 'L',
    artists: [{ name: 'A' }],
    targets: [
      { metric: 'streams', value: 10_000_000, per: 'year', label: '10M streams a year' },
      { metric: 'streams', value: 100_000_000, per: 'year', by: '2030-12-31', label: '100M by 2030' },
      { metric: 'revenue', value: '5000.00', per: 'month' },
    ],
  }),
);

describe('progress', () => {
  it('is a part of each target, with the part of the year that is over', () => {
    // 4,210,000 / 10M = 42.1 %; / 100M = 4.21 %; at the end of 2026-07-01, day 182, 182 of 365 days are over: 49.86 %
    expect(progress(label, { metric: 'streams', per: 'year' }, 4_210_000, '2026-07-01')).toBe(
      '42.1 % of 10M streams a year, on track, 4.2 % of 100M by 2030 (49.9 % of the year is over).',
    );
    expect(progress(label, { metric: 'revenue', per: 'month' }, '1531.02', '2026-07-01')).toBe(
      '30.6 % of the target of 5000.00.',
    );
  });

  it('says nothing without a target or a value', () => {
    expect(progress(label, { metric: 'followers', per: 'total' }, 10, '2026-07-01')).toBe('');
    expect(progress(label, { metric: 'streams', per: 'year' }, null, '2026-07-01')).toBe('');
  });
});

describe('the rule of pace', () => {
  it('is achieved with the whole, and else goes by what is due', () => {
    const status = [
      [1, 1.1],
      [0.99, 5],
      [0.3, 0.75],
      [0.3, 0.7499],
      [0.3, 0.5],
      [0.3, 0.4999],
      [-0.1, -0.1],
    ].map(([reached, pace]) => statusOf(reached as number, pace as number));
    expect(status).toEqual(['achieved', 'on track', 'on track', 'behind', 'behind', 'at risk', 'at risk']);
  });

  it('growth a year is a power, and nothing grows from nothing', () => {
    expect(requiredGrowth(1_300_000, 100_000_000, 5)).toBeCloseTo(1.3835, 3);
    expect(requiredGrowth(100, 400, 2)).toBeCloseTo(1, 12);
    expect(requiredGrowth(400, 100, 2)).toBeCloseTo(-0.5, 12);
    expect([requiredGrowth(0, 10, 1), requiredGrowth(5, 10, 0)]).toEqual([null, null]);
  });

  it('a part of a period is over at the end of a day', () => {
    const november = { from: '2026-11-01', to: '2026-11-30' };
    const at = (day: string) => elapsed(november, day);
    expect(['2026-10-31', '2026-11-01', '2026-11-15', '2026-11-30', '2026-12-05'].map(at)).toEqual([
      0,
      1 / 30,
      0.5,
      1,
      1,
    ]);
  });

  it('knows what short names of label.json mean', () => {
    expect(['margin', 'Profit Margin', 'revenue', 'net', 'streams'].map(metricMeant)).toEqual([
      ...['profit_margin', 'profit_margin', 'revenue_received', 'net_revenue', 'streams'],
    ]);
  });
});
