import { describe, expect, it } from 'vitest';
import { dailyAt, everyMinutes, instantOf, missedBetween } from './due.ts';

const NEW_YORK = 'America/New_York';
const iso = (day: string, time: string, zone: string): string => instantOf(day, time, zone).toISOString();

describe('a time of day in a zone', () => {
  // 8 March 2026: 01:59 EST (UTC-5) is followed by 03:00 EDT (UTC-4). 1 November: 01:59 EDT by 01:00 EST.
  it.each([
    ['the day before spring', '2026-03-07', '06:30', '2026-03-07T11:30:00.000Z'],
    ['spring, after the switch', '2026-03-08', '06:30', '2026-03-08T10:30:00.000Z'],
    ['spring, before the switch', '2026-03-08', '01:30', '2026-03-08T06:30:00.000Z'],
    ['spring, a time left out is an hour later', '2026-03-08', '02:30', '2026-03-08T07:30:00.000Z'],
    ['spring, the first minute left out', '2026-03-08', '02:00', '2026-03-08T07:00:00.000Z'],
    ['autumn, before the switch', '2026-11-01', '00:30', '2026-11-01T04:30:00.000Z'],
    ['autumn, a time that comes twice is the first', '2026-11-01', '01:30', '2026-11-01T05:30:00.000Z'],
    ['autumn, after the switch', '2026-11-01', '06:30', '2026-11-01T11:30:00.000Z'],
  ])('%s', (_, day, time, instant) => expect(iso(day, time, NEW_YORK)).toBe(instant));

  it('holds in zones of halves, of the south and beyond the date line', () => {
    expect(iso('2026-11-22', '06:30', 'Asia/Kolkata')).toBe('2026-11-22T01:00:00.000Z');
    // Lord Howe jumps half an hour, from 02:00 (+10:30) to 02:30 (+11) on 4 October 2026.
    expect(iso('2026-10-04', '02:15', 'Australia/Lord_Howe')).toBe('2026-10-03T15:45:00.000Z');
    expect(iso('2026-11-22', '00:00', 'Pacific/Kiritimati')).toBe('2026-11-21T10:00:00.000Z');
  });
});

describe('what is due', () => {
  it.each([NEW_YORK, 'Australia/Lord_Howe', 'UTC'])('is due once a day in all of 2026 in %s', (zone) => {
    const rhythm = dailyAt('02:30', zone);
    const seen = new Set<number>();
    let early = 0;
    for (let at = Date.UTC(2026, 0, 2, 1); at < Date.UTC(2027, 0, 2, 1); at += 3 * 3_600_000) {
      const due = rhythm.latest(new Date(at)).getTime();
      if (due > at) early++;
      seen.add(due);
    }
    expect(early).toBe(0);
    // The one that was due before we looked first, and one for each of the 365 days.
    expect(seen.size).toBe(366);
    const sorted = [...seen].sort((a, b) => a - b);
    const hours = sorted.slice(1).map((due, index) => (due - (sorted[index] as number)) / 3_600_000);
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(22);
    expect(Math.max(...hours)).toBeLessThanOrEqual(26);
  });

  it('every half hour is so on the days of the switch as well', () => {
    const rhythm = everyMinutes(30);
    expect(rhythm.latest(new Date('2026-11-01T05:59:59.999Z')).toISOString()).toBe(
      '2026-11-01T05:30:00.000Z',
    );
    expect(rhythm.latest(new Date('2026-11-01T06:00:00.000Z')).toISOString()).toBe(
      '2026-11-01T06:00:00.000Z',
    );
  });

  it('counts what was missed between two', () => {
    const rhythm = dailyAt('06:30', NEW_YORK);
    const from = instantOf('2026-10-30', '06:30', NEW_YORK);
    expect(missedBetween(rhythm, from, instantOf('2026-11-03', '06:30', NEW_YORK))).toBe(3);
    expect(missedBetween(rhythm, from, instantOf('2026-10-31', '06:30', NEW_YORK))).toBe(0);
    expect(missedBetween(rhythm, from, from)).toBe(0);
  });
});
