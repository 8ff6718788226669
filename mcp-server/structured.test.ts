import { describe, expect, it } from 'vitest';
import { type Answer, answerSchema, type Chart } from '../commands/kit/answer.ts';
import { MOST_ROWS, toStructured } from './structured.ts';

const answer: Answer = {
  command: 'streams',
  title: 'Streams',
  label: 'A label',
  demo: false,
  figures: [],
  as_of: [],
  stale: false,
  partial: false,
  notes: ['One.'],
  computed_from: { metrics: [], tables: [] },
  audience: 'numbers',
};
const chart: Chart = {
  kind: 'line',
  title: 'Streams',
  subtitle: '',
  format: 'count',
  unit: 'streams',
  labels: ['a', 'b'],
  series: [{ name: 'Spotify', values: [1, null] }],
};
const tableOf = (rows: number, format: 'day' | 'text') => ({
  columns: [{ key: 'x', label: 'X', format }],
  rows: Array.from({ length: rows }, (_, index) => [index]),
  total_rows: rows,
  truncated: false,
});

describe('an answer as structured content', () => {
  it('loses the points of the picture where the table has them', () => {
    const table = tableOf(2, 'day');
    expect(toStructured({ ...answer, chart, table })).toEqual({ ...answer, table });
  });

  it('has them as a table where there is none: not known stays null', () => {
    const structured = answerSchema.parse(toStructured({ ...answer, chart }));
    expect(structured.table?.columns.map(({ label, unit }) => [label, unit])).toEqual([
      ['Label', undefined],
      ['Spotify', 'streams'],
    ]);
    expect(structured.table?.rows).toEqual([
      ['a', 1],
      ['b', null],
    ]);
  });

  it('has no table where there is nothing to list', () => {
    expect(toStructured(answer)).toEqual(answer);
  });

  it.each([
    ['day', 'newest', 1],
    ['text', 'first', 0],
  ] as const)(
    'keeps at most its bound of rows, of a %s table the %s, and says so',
    (format, which, first) => {
      const cut = toStructured({ ...answer, table: tableOf(MOST_ROWS + 1, format) });
      expect(cut.table?.rows).toHaveLength(MOST_ROWS);
      expect(cut.table?.rows[0]).toEqual([first]);
      expect(cut.table).toMatchObject({ truncated: true, total_rows: MOST_ROWS + 1 });
      expect(cut.notes.at(-1)).toContain(`the ${which} ${MOST_ROWS} of ${MOST_ROWS + 1} rows`);
      const whole = toStructured({ ...answer, table: tableOf(MOST_ROWS, format) });
      expect(whole.table?.truncated).toBe(false);
      expect(whole.notes).toEqual(['One.']);
    },
  );

  it('shares its bound among the parts of an answer, and leaves their pictures out', () => {
    const part = { key: 'a', title: 'A', figures: [], notes: [], chart, table: tableOf(400, 'text') };
    const cut = toStructured({ ...answer, table: tableOf(3, 'text'), parts: [part, { ...part, key: 'b' }] });
    // 1000 rows for the answer and two parts: 333 each.
    expect(cut.parts?.map(({ table }) => [table?.rows.length, table?.total_rows])).toEqual([
      [333, 400],
      [333, 400],
    ]);
    expect(cut.parts?.[0]?.notes[0]).toContain('the first 333 of 400 rows');
    expect(cut.parts?.[0]).not.toHaveProperty('chart');
    expect(cut.table?.rows).toHaveLength(3);
    expect(answerSchema.parse(cut)).toEqual(cut);
  });
});
