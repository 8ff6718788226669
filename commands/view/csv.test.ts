import { describe, expect, it } from 'vitest';
import type { Answer } from '../kit/answer.ts';
import { answerToCsv } from './csv.ts';

const base: Answer = {
  command: 'top',
  title: 'Top tracks',
  label: 'L',
  demo: false,
  figures: [
    {
      key: 'streams',
      label: 'Streams',
      value: 1200,
      unit: 'streams',
      format: 'count',
      kind: 'trend',
      change: { absolute: 200, relative: 0.2, against: 'the month before' },
    },
    { key: 'ad_spend', label: 'Ad spend', value: null, unit: 'USD', format: 'money', note: 'No ads, yet' },
  ],
  as_of: [],
  stale: false,
  partial: false,
  notes: [],
  computed_from: { metrics: [], tables: [] },
  audience: 'money',
};
const table: NonNullable<Answer['table']> = {
  columns: [
    { key: 'name', label: 'Track', format: 'text' },
    { key: 'revenue', label: 'Revenue', format: 'money', unit: 'USD' },
    { key: 'share', label: 'Share', format: 'percent', unit: '%' },
  ],
  rows: [
    ['NEON, "LIVE"', '1531.02', 0.124],
    ['=HYPERLINK("x")', '-0.691', null],
    ['+1 @ home', null, 0],
    ['two\nlines', '0.00', 0.5],
  ],
  total_rows: 4,
  truncated: false,
};

describe('answerToCsv', () => {
  it('is RFC 4180: numbers raw, nothing known is empty, formulas are defused', () => {
    expect(answerToCsv({ ...base, table })).toBe(
      [
        'Track,Revenue (USD),Share',
        '"NEON, ""LIVE""",1531.02,0.124',
        '"\'=HYPERLINK(""x"")",-0.691,',
        "'+1 @ home,,0",
        '"two\nlines",0.00,0.5',
        '',
      ].join('\r\n'),
    );
  });

  it('has the figures where there is no table, and says when data is generated', () => {
    expect(answerToCsv({ ...base, demo: true })).toBe(
      [
        'Figure,Value,Unit,Kind,Change,Change against,Note,Data',
        'Streams,1200,streams,trend,0.2,the month before,,demo',
        'Ad spend,,USD,,,,"No ads, yet",demo',
        '',
      ].join('\r\n'),
    );
  });
});
