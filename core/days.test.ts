import { expect, it } from 'vitest';
import { addDays, addMonths, dayIn, daysBetween, isDay, isMonth, lastOfMonth, mondayOf } from './days.ts';

it('knows which days and months exist', () => {
  expect(['2024-02-29', '2026-02-29', '2026-13-01', '2026-1-01', '1999-12-31'].map(isDay)).toEqual([
    true,
    false,
    false,
    false,
    true,
  ]);
  expect(['2026-12', '2026-00', '2026-13', '2026-1'].map(isMonth)).toEqual([true, false, false, false]);
});

it('counts days and months over year ends and leap days', () => {
  expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
  expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  expect(daysBetween('2026-01-02', '2025-12-31')).toBe(-2);
  expect(addMonths('2025-12', 1)).toBe('2026-01');
  expect(addMonths('2026-01', -13)).toBe('2024-12');
  expect(lastOfMonth('2024-02')).toBe('2024-02-29');
  // 2026-11-22 is a Sunday: its ISO week began on the 16th.
  expect(mondayOf('2026-11-22')).toBe('2026-11-16');
  expect(mondayOf('2026-11-16')).toBe('2026-11-16');
});

it('tells the calendar day of a place', () => {
  const at = new Date('2026-11-22T03:30:00Z');
  expect(dayIn(at, 'America/New_York')).toBe('2026-11-21');
  expect(dayIn(at, 'Asia/Tokyo')).toBe('2026-11-22');
});
