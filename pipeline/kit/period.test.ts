import { describe, expect, it } from 'vitest';
import { period, periodDay, writtenMonth } from './period.ts';

describe('writtenMonth', () => {
  it.each([
    '2026-10',
    '2026-10-31',
    '2026-10-01T00:00:00Z',
    '10-2026',
    '10/2026',
    '202610',
    'October 2026',
    'Oct 2026',
    ' oct. 2026',
  ])('%j is October 2026', (text) => expect(writtenMonth(text)).toBe('2026-10'));

  it.each(['', '2026', '2026-13', '13-2026', '01/10/2026', 'Octember 2026', 'oktober 2026', '2026-02-30'])(
    '%j is no month',
    (text) => expect(writtenMonth(text)).toBeNull(),
  );
});

describe('columns', () => {
  it('read a month, or the day that stands for it', () => {
    expect(period().parse('Sept 2026')).toBe('2026-09');
    expect(period().parse(' ')).toBeNull();
    expect(period().parse('soon')).toHaveProperty('refuse');
    expect(periodDay().parse('2026-09')).toBe('2026-09-01');
    expect(periodDay().parse('2026-09-17')).toBe('2026-09-01');
    expect(periodDay().parse('17/09/2026')).toHaveProperty('refuse');
  });
});
