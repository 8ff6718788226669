import { describe, expect, it } from 'vitest';
import { answerSchema } from '../kit/answer.ts';
import { cleanAnswer } from '../kit/clean-answer.ts';
import { altText } from './alt.ts';
import { answerToCsv } from './csv.ts';
import { documentSample as sample } from './document-sample.testing.ts';
import { mainChart } from './main-chart.ts';
import { answerToText } from './text.ts';

describe('an answer in parts', () => {
  it('is an answer', () => {
    expect(answerSchema.parse(sample)).toEqual(sample);
  });

  it('as text tells its sections in order, each with its figures, table and notes', () => {
    const text = answerToText(sample, { width: 80 });
    const order = [
      'Ad spend',
      'Top tracks',
      'streams, by track',
      'NEON leads.\nOthers follow.',
      'NEON *ABATTOIR*   11,000         31.50',
      'Note: Statements come later.',
      'Money\n\nNet  -1,531.02 USD',
      'software    -1,531.02',
      'As of: Statements 2026-10-31',
    ];
    const at = order.map((piece) => text.indexOf(piece));
    expect(at).not.toContain(-1);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(text).toContain('not known');
  });

  it('bounds the rows of a section', () => {
    const [first, second] = sample.parts ?? [];
    if (!first?.table || !second) throw new Error('no table');
    const rows = Array.from({ length: 50 }, (_, index) => [`T${index}`, index, '1.00']);
    const long = { ...first, table: { ...first.table, rows, total_rows: 50, truncated: false } };
    const text = answerToText({ ...sample, parts: [long, second] });
    expect(text).toContain('… 30 more rows');
    expect(text).toContain('T19');
    expect(text).not.toContain('T20');
  });

  it('as CSV is the table that is for it, else the figures of all sections', () => {
    expect(answerToCsv({ ...sample, demo: false })).toBe('Category,Total (USD)\r\nsoftware,-1531.02\r\n');
    const parts = sample.parts?.map(({ csv: _, ...part }) => part) ?? [];
    expect(answerToCsv({ ...sample, demo: false, parts })).toBe(
      [
        'Section,Figure,Value,Unit,Kind,Change,Change against,Note',
        'Report: 2026-10,Streams,12345,streams,trend,0.1243,the month before,',
        'Report: 2026-10,Ad spend,,USD,,,,No ads | yet.',
        'Money,Net,-1531.02,USD,,,,',
        '',
      ].join('\r\n'),
    );
  });

  it('has one picture, that of the first section with a chart, and the same alt text', () => {
    expect(mainChart(sample)?.title).toBe('Streams a day');
    expect(altText(sample)).toContain(
      'Spotify: 450 on 2026-10-31, lowest 300 (2026-10-30), highest 450 (2026-10-31)',
    );
  });

  it('is cleaned of what hides in the texts of its sections', () => {
    const hidden = 'a\u202eb';
    const [part] = sample.parts ?? [];
    if (!part?.table || !part.chart) throw new Error('no part');
    const [answer] = [
      cleanAnswer({
        ...sample,
        parts: [
          {
            ...part,
            ...{ title: hidden, subtitle: hidden, text: `${hidden}\n${hidden}`, notes: [hidden] },
            figures: [{ key: 'k', label: hidden, value: hidden, unit: '', format: 'text', note: hidden }],
            table: { ...part.table, rows: [[hidden, 1, null]] },
            chart: { ...part.chart, title: hidden, series: [{ name: hidden, values: [1, 2] }] },
          },
        ],
      }),
    ];
    expect(JSON.stringify(answer.parts)).not.toContain('\u202e');
    expect(answer.parts?.[0]?.text).toBe('ab\nab');
    expect(answer.parts?.[0]?.table?.rows).toEqual([['ab', 1, null]]);
  });
});
