import type { Answer } from '../kit/answer.ts';

/** A small document whose every line can be told by hand: two sections, one with a chart and letters that Inter lacks. */
export const documentSample: Answer = {
  command: 'report',
  title: 'Report: 2026-10',
  subtitle: '2026-10-01 to 2026-10-31',
  label: 'TEST LABEL',
  demo: true,
  period: { from: '2026-10-01', to: '2026-10-31', name: '2026-10' },
  kind: 'mixed',
  figures: [
    {
      ...{ key: 'streams', label: 'Streams', value: 12345, unit: 'streams', format: 'count', kind: 'trend' },
      change: { absolute: 1365, relative: 0.1243, against: 'the month before' },
      partial: true,
    },
    { key: 'ads', label: 'Ad spend', value: null, unit: 'USD', format: 'money', note: 'No ads | yet.' },
  ],
  parts: [
    {
      key: 'tracks',
      title: 'Top tracks',
      subtitle: 'streams, by track',
      text: 'NEON leads.\nOthers follow.',
      kind: 'reported',
      figures: [],
      table: {
        columns: [
          { key: 'name', label: 'Track', format: 'text' },
          { key: 'streams', label: 'Streams', format: 'count', unit: 'streams' },
          { key: 'money', label: 'Earned', format: 'money', unit: 'USD' },
        ],
        rows: [
          ['NEON *ABATTOIR*', 11000, '31.50'],
          ['夜 <b>|x', 1345, null],
        ],
        total_rows: 12,
        truncated: true,
      },
      chart: {
        ...{ kind: 'line', title: 'Streams a day', subtitle: 'streams', format: 'count', unit: 'streams' },
        labels: ['2026-10-30', '2026-10-31'],
        series: [{ name: 'Spotify', values: [300, 450] }],
      },
      notes: ['Statements come later.'],
    },
    {
      key: 'money',
      title: 'Money',
      figures: [{ key: 'net', label: 'Net', value: '-1531.02', unit: 'USD', format: 'money' }],
      table: {
        columns: [
          { key: 'category', label: 'Category', format: 'text' },
          { key: 'total', label: 'Total', format: 'money', unit: 'USD' },
        ],
        rows: [['software', '-1531.02']],
        total_rows: 1,
        truncated: false,
      },
      notes: [],
      csv: true,
    },
  ],
  as_of: [{ source: 'x', label: 'Statements', day: '2026-10-31', age_days: 30, state: 'late' }],
  stale: true,
  partial: true,
  notes: ['See https://example.com/a_b for <more>.'],
  computed_from: { metrics: ['streams', 'net_revenue'], tables: [] },
  audience: 'money',
};
