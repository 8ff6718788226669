import { describe, expect, it } from 'vitest';
import type { Chart } from '../kit/answer.ts';
import { incomplete, isAdditive, seriesOf } from './chart-series.ts';

const chart = (kind: Chart['kind'], rows: (number | null)[][], rest: Partial<Chart> = {}): Chart => ({
  kind,
  title: '',
  subtitle: '',
  format: 'count',
  unit: 'streams',
  labels: ['2026-01', '2026-02'],
  series: rows.map((values, index) => ({ name: `s${index}`, values })),
  ...rest,
});
const eight: (number | null)[][] = [
  [1, 1],
  [8, 8],
  [2, null],
  [7, 7],
  [3, 3],
  [6, 6],
  [null, null],
  [5, 5],
];

describe('seriesOf', () => {
  it('orders the bands of an area by size, and adds up what is beyond six', () => {
    const { series } = seriesOf(chart('area', eight));
    expect(series.map(({ name }) => name)).toEqual(['s1', 's3', 's5', 's7', 's4', 'Other (3)']);
    // s0 + s2 + s6: 1 + 2 + not known, 1 + not known + not known
    expect(series.at(-1)?.values).toEqual([3, 1]);
    // s2 was known in January and is not in February: the sum of February is not the whole.
    expect(series.at(-1)?.partial).toEqual([1]);
  });

  it('keeps the order of bars', () => {
    expect(seriesOf(chart('bar', eight)).series.map(({ name }) => name)).toEqual([
      's1',
      's3',
      's4',
      's5',
      's7',
      'Other (3)',
    ]);
  });

  it('never adds followers, rates or shares', () => {
    const line = seriesOf(chart('line', eight));
    expect(line.series).toHaveLength(6);
    expect(line.note).toBe('6 of 8 shown');
    expect(isAdditive(chart('bar', [], { format: 'percent' }))).toBe(false);
    expect(isAdditive(chart('bar', [], { format: 'money', unit: 'USD/stream' }))).toBe(false);
    expect(isAdditive(chart('bar', [], { format: 'money', unit: 'USD' }))).toBe(true);
  });

  it('pads a series that is too short with "not known"', () => {
    expect(seriesOf(chart('bar', [[4]])).series[0]?.values).toEqual([4, null]);
  });
});

it('incomplete: a gap counts from the first value on, what has not begun is not missing', () => {
  const one = (values: (number | null)[], partial: number[] = []) => ({ name: '', values, partial });
  expect(incomplete([one([null, null, 3, null, 5]), one([1, 1, 1, 1, 1], [4])])).toEqual([3, 4]);
  expect(incomplete([one([null, null])])).toEqual([]);
});
