import { describe, expect, it } from 'vitest';
import type { Row } from '../../warehouse/kit/query.ts';
import type { Asked } from './ask.ts';
import { joinRows } from './query-rows.ts';

const row = (artist: string, value: Row['value']): Row => ({ keys: { artist }, value, partial: false });
const asked = (...rows: Row[]) => ({ result: { rows }, compared: null }) as unknown as Asked;
const joined = (...all: Asked[]) => {
  const { lines, alike } = joinRows(all, { by: ['artist'] });
  return {
    lines: lines.map(({ keys, cells }) => [...keys, ...cells.map((cell) => cell?.value ?? null)]),
    alike,
  };
};

describe('metrics side by side', () => {
  it('have one order, also among equals: the first metric, the next ones, the name', () => {
    const rows = [row('D', 5), row('B', 7), row('C', 5), row('A', 5), row('E', null)];
    const second = [row('D', '0.10'), row('A', '0.10'), row('C', '0.20')];
    const expected = [
      ['B', 7, null],
      ['C', 5, '0.20'],
      ['A', 5, '0.10'],
      ['D', 5, '0.10'],
      ['E', null, null],
    ];
    expect(joined(asked(...rows), asked(...second)).lines).toEqual(expected);
    expect(joined(asked(...rows.toReversed()), asked(...second.toReversed())).lines).toEqual(expected);
  });

  it('are not joined where two of one metric are called alike', () => {
    expect(joined(asked(row('A', 2), row('A', 1), row('B', 3)), asked(row('A', 9), row('B', 8)))).toEqual({
      lines: [
        ['B', 3, 8],
        ['A', 2, null],
        ['A', 1, null],
        ['A', null, 9],
      ],
      alike: ['A'],
    });
  });
});
