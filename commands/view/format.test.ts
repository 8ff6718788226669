import { describe, expect, it } from 'vitest';
import { formatChange, formatDelta, formatShort, formatValue } from './format.ts';

describe('formatValue', () => {
  it.each([
    [12345, 'count', 'streams', '12,345'],
    [-3, 'count', '', '-3'],
    [-0, 'count', '', '0'],
    [218_412, 'compact', '', '218.4k'],
    [1_250_000, 'compact', '', '1.3M'],
    ['1531.02', 'money', 'USD', '1,531.02 USD'],
    ['-0.691', 'money', 'USD', '-0.69 USD'],
    ['5', 'money', 'EUR', '5.00 EUR'],
    ['0.003062', 'money6', 'USD/stream', '0.003062 USD/stream'],
    [0.124, 'percent', '%', '12.4 %'],
    [2.4149, 'ratio', '', '2.41'],
    [1, 'days', 'days', '1 day'],
    [3, 'days', 'days', '3 days'],
    ['Neon', 'text', '', 'Neon'],
    ['2026-11-20', 'day', '', '2026-11-20'],
  ] as const)('%s as %s', (value, format, unit, text) => {
    expect(formatValue(value, format, unit)).toBe(text);
  });

  it('says that nothing is known, never 0', () => {
    for (const format of ['count', 'money', 'percent', 'day'] as const)
      expect(formatValue(null, format, 'USD')).toBe('not known');
  });

  it('keeps every cent of an amount that no float can hold', () => {
    expect(formatValue('90071992547409.93', 'money', 'USD')).toBe('90,071,992,547,409.93 USD');
  });
});

describe('formatShort', () => {
  it('shortens from 10,000 on', () => {
    expect(formatShort(9_999, 'count')).toBe('9,999');
    expect(formatShort(218_412, 'count')).toBe('218.4k');
    expect(formatShort('15310.20', 'money', 'USD')).toBe('15.3k USD');
    expect(formatShort(null, 'count')).toBe('not known');
  });
});

describe('formatDelta', () => {
  it('has a sign, an arrow, and = where nothing moved', () => {
    expect(formatDelta(0.124)).toBe('▲ +12.4 %');
    expect(formatDelta(-0.03)).toBe('▼ -3.0 %');
    expect(formatDelta(0.0001)).toBe('= 0.0 %');
    expect(formatDelta(0)).toBe('= 0.0 %');
  });

  it('tells the difference where there is no fraction, and admits when there is none', () => {
    expect(formatDelta(null, 120, 'count')).toBe('▲ +120');
    expect(formatDelta(null, '-1.50', 'money', 'USD')).toBe('▼ -1.50 USD');
    expect(formatDelta(null, null)).toBe('not known');
  });

  it('moves a percentage by points', () => {
    expect(formatDelta(0.0615, 0.004, 'percent', '%')).toBe('▲ +0.4 points');
    expect(formatDelta(-0.5, -0.031, 'percent', '%')).toBe('▼ -3.1 points');
    expect(formatDelta(0, 0, 'percent', '%')).toBe('= 0.0 points');
  });

  it('says against what', () => {
    const change = { absolute: 10, relative: 0.1, against: 'the 28 days before' };
    expect(formatChange({ change, format: 'count', unit: 'streams' })).toBe(
      '▲ +10.0 % against the 28 days before',
    );
    expect(formatChange({ format: 'count', unit: 'streams' })).toBe('');
    const unknown = { absolute: null, relative: null, against: 'the month before' };
    expect(formatChange({ change: unknown, format: 'count', unit: '' })).toBe(
      'no comparison with the month before',
    );
  });
});
