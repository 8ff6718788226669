import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table } from '../kit/answer.ts';
import { FORMATS } from '../kit/answer.ts';
import { formatValue } from './format.ts';
import { DASH, PHONE_WIDTH, phoneTable } from './phone-table.ts';
import { displayWidth } from './text-layout.ts';

const table = (columns: Table['columns'], rows: Table['rows']): Table => ({
  ...{ columns, rows, total_rows: rows.length, truncated: false },
});
const NAMES = ['I WILL ALWAYS REMEMBER YOU', 'NEON ABATTOIR', '夜行 (NIGHT DRIVE)'];

describe('a table for a phone', () => {
  it('stays as it is where it fits', () => {
    const small = table(
      [
        { key: 'name', label: 'Store', format: 'text' },
        { key: 'revenue', label: 'Revenue', format: 'money', unit: 'USD' },
      ],
      [
        ['Spotify', '1478.81'],
        ['Tidal', null],
      ],
    );
    expect(phoneTable(small, 12)).toEqual({
      lines: [
        ...['Store    Revenue (USD)', '───────  ─────────────', 'Spotify       1,478.81'],
        'Tidal        not known',
      ],
      ...{ hidden: 0, dashes: false, rounded: false },
    });
  });

  it('breaks headers, tells days without their year, and keeps the newest rows of a series', () => {
    const days = table(
      [
        { key: 'date', label: 'Day', format: 'day' },
        { key: 'streams', label: 'Streams', format: 'count' },
        { key: 'average', label: '7-day average', format: 'count' },
        { key: 'state', label: 'State', format: 'text' },
      ],
      [
        ['2026-11-18', 1, 2, ''],
        ['2026-11-19', 3765, 3883, ''],
        ['2026-11-20', 3640, null, 'partial'],
      ],
    );
    expect(phoneTable(days, 2)).toEqual({
      lines: [
        '                 7-day',
        'Day    Streams average State',
        '────── ─────── ─────── ───────',
        '… 1 earlier row',
        'Nov 19   3,765   3,883',
        'Nov 20   3,640       – partial',
      ],
      ...{ hidden: 0, dashes: true, rounded: false },
    });
  });

  it('leaves the rank out before a number, the last columns first, and says how many', () => {
    const top = table(
      [
        { key: 'rank', label: '#', format: 'count' },
        { key: 'name', label: 'Track', format: 'text' },
        { key: 'streams', label: 'Streams', format: 'count' },
        { key: 'share', label: 'Share', format: 'percent' },
        { key: 'change', label: 'Change', format: 'percent' },
      ],
      NAMES.map((name, index) => [index + 1, name, 130_829 - index, 0.148, 2.939]),
    );
    const { lines, hidden, rounded } = phoneTable(top, 12);
    expect(lines).toEqual([
      'Track             Streams  Share',
      '───────────────── ─────── ──────',
      'I WILL ALWAYS RE… 130,829 14.8 %',
      'NEON ABATTOIR     130,828 14.8 %',
      '夜行 (NIGHT DRIV… 130,827 14.8 %',
    ]);
    expect([hidden, rounded]).toEqual([2, false]);
  });

  it('rounds counts before a column is left out, and says so', () => {
    const columns = ['Likes', 'Views', 'Plays'].map((label) => ({
      key: label,
      label,
      format: 'count' as const,
    }));
    const big = table(
      [{ key: 'name', label: 'Name', format: 'text' }, ...columns],
      [['ZONE A0', 1_234_567, 98_765_432, 123_456_789]],
    );
    const { lines, hidden, rounded } = phoneTable(big, 12);
    expect(lines[2]).toBe('ZONE A0  1.2M 98.8M 123.5M');
    expect([hidden, rounded]).toEqual([0, true]);
  });

  it('tells names apart that would be cut to the same', () => {
    const names = ['Spotify for Artists songs', 'Spotify for Artists playlists'];
    const sources = table(
      [
        { key: 'label', label: 'Source', format: 'text' },
        { key: 'file', label: 'File', format: 'text' },
      ],
      names.map((name) => [name, 'a name of 20 letters']),
    );
    const lines = phoneTable(sources, 12).lines.slice(2);
    expect(lines[0]).toMatch(/^….*Artists songs {2}|^…songs {2}/);
    expect(lines[1]).toMatch(/^….*playlists {2}/);
  });

  it('never is wider than a phone, and every number in it is the number of the answer', () => {
    const value = {
      text: fc.string({ unit: fc.constantFrom('a', 'W', ' ', '夜', '🔥', 'é'), minLength: 1, maxLength: 40 }),
      day: fc.date({ min: new Date('2020-01-01'), max: new Date('2026-12-31'), noInvalidDate: true }),
      number: fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }),
    };
    const column = fc.record({ format: fc.constantFrom(...FORMATS), label: value.text });
    const drawn = fc.array(column, { minLength: 1, maxLength: 8 }).chain((columns) => {
      const cell = ({ format }: (typeof columns)[number]): fc.Arbitrary<string | number> =>
        format === 'text'
          ? value.text
          : format === 'day'
            ? value.day.map((day) => day.toISOString().slice(0, 10))
            : value.number.map((number) => (format === 'percent' ? number / 1e9 : number));
      const row = fc.tuple(...columns.map((each) => fc.option(cell(each), { freq: 5 })));
      return fc.record({
        columns: fc.constant(columns),
        rows: fc.array(row, { minLength: 1, maxLength: 5 }),
      });
    });
    fc.assert(
      fc.property(drawn, ({ columns, rows }) => {
        const made = table(
          columns.map(({ label, format }, at) => ({ key: `k${at}`, label, format })),
          rows,
        );
        const { lines, hidden } = phoneTable(made, 12);
        const rule = lines.findIndex((line) => /^─/.test(line));
        const widths = (lines[rule] ?? '').split(/ +/).map((part) => part.length);
        expect(widths.length).toBe(columns.length - hidden);
        // Two numbers of nine digits and more need what they need.
        const fits = Math.max(...lines.map(displayWidth)) <= PHONE_WIDTH;
        expect(fits || columns.length - hidden <= 2).toBe(true);
        const said = new Set(
          rows.flatMap((row) =>
            row.flatMap((cell, at) => {
              const format = columns[at]?.format ?? 'text';
              return cell === null
                ? [DASH, 'not known']
                : [formatValue(cell, format), ...(format === 'count' ? [formatValue(cell, 'compact')] : [])];
            }),
          ),
        );
        const allNumbers = columns.every(({ format }) => format !== 'text' && format !== 'day');
        if (allNumbers) {
          // Numbers are never cut: each stands whole in its line, in the order of its row.
          for (const line of lines.slice(rule + 1)) {
            let rest = line.trim();
            while (rest !== '') {
              const found = [...said]
                .filter((each) => rest.startsWith(each))
                .sort((a, b) => b.length - a.length)[0];
              expect(found, line).toBeDefined();
              rest = rest.slice(found?.length ?? rest.length).trim();
            }
          }
        }
      }),
    );
  });
});
