import { describe, expect, it } from 'vitest';
import { writtenDay } from './written-day.ts';

describe('writtenDay', () => {
  it.each([
    ['2026-07-11', '2026-07-11'],
    [' 2026-07-11T23:59:59Z ', '2026-07-11'],
    ['2026-07-11 08:00', '2026-07-11'],
    ['2026/7/1', '2026-07-01'],
    ['Jul 11, 2026', '2026-07-11'],
    ['July 1st, 2026', '2026-07-01'],
    ['Sept. 30, 2026', '2026-09-30'],
    ['11 August 2026', '2026-08-11'],
    ['13/07/2026', '2026-07-13'],
    ['7/13/2026', '2026-07-13'],
    // Both orders give the same day.
    ['07/07/2026', '2026-07-07'],
  ])('%j is %s', (text, day) => expect(writtenDay(text)).toBe(day));

  it.each(['', '-', 'n/a', 'N/A', ' - '])('%j is not known', (text) => expect(writtenDay(text)).toBe(''));

  it.each([
    '03/04/2026',
    '11 juillet 2026',
    'Julember 1, 2026',
    '2026-02-30',
    '31/31/2026',
    'soon',
    '7/13/26',
  ])('%j is not guessed', (text) => expect(writtenDay(text)).toBe(text));
});
