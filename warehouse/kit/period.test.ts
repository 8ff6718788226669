import { describe, expect, it } from 'vitest';
import { previousPeriod, previousYear, resolvePeriod } from './period.ts';

const dates = (text: string, today: string, data = {}) => {
  const { from, to } = resolvePeriod(text, today, data);
  return `${from} ${to}`;
};

describe('periods by name', () => {
  it.each([
    ['last_7d', '2026-11-22', '2026-11-15 2026-11-21'],
    ['last_28d', '2026-01-03', '2025-12-06 2026-01-02'],
    ['last_90d', '2024-03-31', '2024-01-01 2024-03-30'],
    ['mtd', '2026-11-01', '2026-11-01 2026-11-01'],
    ['ytd', '2026-01-01', '2026-01-01 2026-01-01'],
    ['ytd', '2024-12-31', '2024-01-01 2024-12-31'],
    ['last_month', '2024-03-15', '2024-02-01 2024-02-29'],
    ['last_month', '2026-01-31', '2025-12-01 2025-12-31'],
    ['all', '2026-11-22', '2000-01-01 2026-11-22'],
    ['2026-02', '2026-11-22', '2026-02-01 2026-02-28'],
    ['2025', '2026-11-22', '2025-01-01 2025-12-31'],
    ['2026-02-03', '2026-11-22', '2026-02-03 2026-02-03'],
    ['2026-01-01..2026-03-31', '2026-11-22', '2026-01-01 2026-03-31'],
    ['2026-01-01 to 2026-03-31', '2026-11-22', '2026-01-01 2026-03-31'],
    ['2026-01-01 2026-03-31', '2026-11-22', '2026-01-01 2026-03-31'],
    ['2026-01-01, 2026-03-31', '2026-11-22', '2026-01-01 2026-03-31'],
  ])('%s on %s', (text, today, expected) => expect(dates(text, today)).toBe(expected));

  it('the last days are those of the data, when these lag no more than sources do', () => {
    expect(dates('last_7d', '2026-11-22', { end: '2026-11-19' })).toBe('2026-11-13 2026-11-19');
    // Three months old: the last 7 days are not known, and the period does not pretend otherwise.
    expect(dates('last_7d', '2026-11-22', { end: '2026-08-19' })).toBe('2026-11-15 2026-11-21');
    // A value of today is of an unfinished day.
    expect(dates('last_7d', '2026-11-22', { end: '2026-11-22' })).toBe('2026-11-15 2026-11-21');
    expect(dates('all', '2026-11-22', { start: '2024-05-28' })).toBe('2024-05-28 2026-11-22');
  });

  it.each([
    'last_8d',
    'yesterday',
    '2026-13',
    '2026-02-30',
    '2026-01-01..2026-02-30',
    '2026-01-01 2026-02-01 2026-03-01',
    '',
  ])('refuses "%s" and names the valid ones', (text) =>
    expect(() => resolvePeriod(text, '2026-11-22')).toThrow(/is not a period\. Valid: last_7d, last_28d/),
  );

  it('refuses dates the wrong way round', () =>
    expect(() => resolvePeriod('2026-03-31..2026-01-01', '2026-11-22')).toThrow(/before it begins/));
});

describe('the period before', () => {
  it.each([
    ['last_7d', '2026-11-15', '2026-11-21', '2026-11-08 2026-11-14', 'the 7 days before'],
    ['mtd', '2026-03-01', '2026-03-31', '2026-02-01 2026-02-28', 'the month before'],
    ['mtd', '2026-03-01', '2026-03-30', '2026-02-01 2026-02-28', 'the same days of the month before'],
    ['mtd', '2026-01-01', '2026-01-15', '2025-12-01 2025-12-15', 'the same days of the month before'],
    ['ytd', '2026-01-01', '2026-11-22', '2025-01-01 2025-11-22', 'the same days of the year before'],
    ['ytd', '2024-01-01', '2024-02-29', '2023-01-01 2023-02-28', 'the same days of the year before'],
    ['last_month', '2026-02-01', '2026-02-28', '2026-01-01 2026-01-31', 'the month before'],
    ['2026-01-01..2026-03-31', '2026-01-01', '2026-03-31', '2025-10-01 2025-12-31', 'the 3 months before'],
    ['x', '2026-03-05', '2026-03-05', '2026-03-04 2026-03-04', 'the day before'],
    ['x', '2026-02-15', '2026-03-14', '2026-01-18 2026-02-14', 'the 28 days before'],
  ])('%s %s..%s', (name, from, to, expected, against) => {
    const before = previousPeriod({ name, from, to });
    expect(`${before?.from} ${before?.to}`).toBe(expected);
    expect(before?.against).toBe(against);
  });

  it('there is none before all', () => {
    expect(previousPeriod({ name: 'all', from: '2000-01-01', to: '2026-11-22' })).toBeNull();
    expect(previousYear({ name: 'all', from: '2000-01-01', to: '2026-11-22' })).toBeNull();
  });

  it.each([
    ['2024-02-01', '2024-02-29', '2023-02-01 2023-02-28'],
    ['2025-02-01', '2025-02-28', '2024-02-01 2024-02-29'],
    ['2024-02-29', '2024-03-02', '2023-02-28 2023-03-02'],
    ['2026-11-15', '2026-11-21', '2025-11-15 2025-11-21'],
  ])('a year before %s..%s', (from, to, expected) => {
    const before = previousYear({ name: '', from, to });
    expect(`${before?.from} ${before?.to}`).toBe(expected);
  });
});
