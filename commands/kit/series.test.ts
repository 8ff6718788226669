import { describe, expect, it } from 'vitest';
import { bucketOf, buckets, movingAverage, seriesOf } from './series.ts';

describe('buckets', () => {
  it('has no holes, over month and year ends', () => {
    expect(buckets('2025-12-30', '2026-01-02', 'day')).toEqual([
      '2025-12-30',
      '2025-12-31',
      '2026-01-01',
      '2026-01-02',
    ]);
    expect(buckets('2025-11-15', '2026-02-01', 'month')).toEqual([
      '2025-11',
      '2025-12',
      '2026-01',
      '2026-02',
    ]);
    expect(buckets('2024-06-01', '2026-01-01', 'year')).toEqual(['2024', '2025', '2026']);
  });

  it('weeks begin on Monday', () => {
    // 2026-11-22 is a Sunday
    expect(bucketOf('2026-11-22', 'week')).toBe('2026-11-16');
    expect(buckets('2026-11-22', '2026-11-23', 'week')).toEqual(['2026-11-16', '2026-11-23']);
  });
});

describe('seriesOf', () => {
  it('a day nobody knows is null, not 0', () => {
    const rows = [
      { keys: { date: '2026-11-01' }, value: 5, partial: false },
      { keys: { date: '2026-11-03' }, value: 0, partial: true },
    ];
    expect(seriesOf(rows, ['2026-11-01', '2026-11-02', '2026-11-03'])).toEqual({
      labels: ['2026-11-01', '2026-11-02', '2026-11-03'],
      values: [5, null, 0],
      partial: [2],
    });
  });
});

describe('movingAverage', () => {
  it('needs every day of its window, complete', () => {
    const labels = ['a', 'b', 'c', 'd', 'e', 'f'];
    expect(movingAverage({ labels, values: [1, 2, 6, null, 4, 8], partial: [] }, 2)).toEqual([
      null,
      1.5,
      4,
      null,
      null,
      6,
    ]);
    expect(movingAverage({ labels, values: [1, 2, 6, 2, 4, 8], partial: [5] }, 3)).toEqual([
      null,
      null,
      3,
      10 / 3,
      4,
      null,
    ]);
  });
});
