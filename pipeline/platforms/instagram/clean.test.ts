import { describe, expect, it } from 'vitest';
import { addDays } from '../../../core/days.ts';
import { dayEnded, dayOfMidnight, parseName } from './clean.ts';
import { METRICS, metricNames, metricOfApi, metricOfTitle } from './metrics.ts';

const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31));

describe('parseName', () => {
  it.each([
    ['Views-zone.a0.csv', 'zone.a0', null],
    ['Content interactions-@PIG_1987.csv', 'PIG_1987', null],
    ['Link clicks (1)-zone.a0 (2).CSV', 'zone.a0', null],
    ['instagram profile visits-zone.a0.csv', 'zone.a0', null],
    ['insights-zone.a0.json', 'zone.a0', null],
    ['insights-zone.a0-2026-08-22 (1).json', 'zone.a0', '2026-08-22'],
  ])('%s', (name, handle, day) => expect(parseName(name)).toEqual({ handle, day }));

  // Names with a dash that is no account's must not make one.
  it.each([
    'Views.csv',
    'Views (1).csv',
    'Aug-Sep.csv',
    'export-zone.a0.csv',
    'Views-.csv',
    'Views-a b.csv',
    'Views-zone.a0.txt',
    'insights-zone.a0-2026-02-30.json',
  ])('%s tells nothing', (name) => expect(parseName(name)).toBeNull());
});

describe('dayEnded', () => {
  it.each([
    ['2026-06-23T07:00:00+0000', '2026-06-22'],
    ['2018-01-11T08:00:00+0000', '2018-01-10'],
    ['2026-06-23T00:00:00Z', '2026-06-22'],
    ['2026-06-23T00:00:00+02:00', '2026-06-22'],
    ['2026-06-22', null],
    ['', null],
    ['2026-06-31T25:00:00+0000', null],
  ])('%s ended %s', (text, day) => expect(dayEnded(text)).toBe(day));

  it(`is the day before the midnight, in every zone and season (SEED=${seed})`, () => {
    let state = seed;
    const random = (below: number): number => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
      return Math.floor((state / 2 ** 31) * below);
    };
    const wrong: string[] = [];
    for (let round = 0; round < 5000; round++) {
      const day = addDays('2015-01-01', random(5000));
      // From UTC-11:45 to UTC+12, by quarters of an hour.
      const offsetMinutes = (random(96) - 47) * 15;
      const midnight = new Date(Date.parse(`${addDays(day, 1)}T00:00:00Z`) - offsetMinutes * 60_000);
      const told = midnight.toISOString().replace('.000Z', '+0000');
      if (dayEnded(told) !== day) wrong.push(`${day} at ${offsetMinutes}: ${told} -> ${dayEnded(told)}`);
    }
    expect(wrong).toEqual([]);
  });
});

it.each([
  ['2026-08-22T00:00:00', '2026-08-22'],
  [' 2026-08-22T00:00:00.000', '2026-08-22'],
  ['2026-08-22', '2026-08-22'],
  ['2026-08-22T12:30:00', '2026-08-22T12:30:00'],
])('%s at midnight is %s', (text, day) => expect(dayOfMidnight(text)).toBe(day));

describe('metrics', () => {
  it('no title and no name of the API stands for two', () => {
    for (const of of ['titles', 'api'] as const) {
      const names = metricNames.flatMap((metric): readonly string[] => METRICS[metric][of]);
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
    }
  });

  it('followers gained are what the page calls follows and the API a count', () => {
    expect(metricOfTitle('follows')).toBe('followers_gained');
    expect(metricOfApi('follower_count')).toBe('followers_gained');
    expect(metricOfApi('followers_count')).toBeNull();
    expect(metricOfTitle('Visualizaciones')).toBeNull();
  });
});
