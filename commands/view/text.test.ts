import { describe, expect, it } from 'vitest';
import type { Answer } from '../kit/answer.ts';
import { answerToText } from './text.ts';
import { displayWidth, wrap } from './text-layout.ts';

const answer: Answer = {
  command: 'top',
  title: 'Top tracks by streams',
  subtitle: 'streams · 2026-10-01 to 2026-10-31 · data to 2026-10-31',
  label: 'BEDROT PRODUCTIONS',
  demo: false,
  kind: 'reported',
  figures: [
    {
      key: 'streams',
      label: 'Streams',
      value: 12345,
      unit: 'streams',
      format: 'count',
      change: { absolute: 1365, relative: 0.1243, against: 'September 2026' },
      partial: true,
    },
    {
      key: 'ad_spend',
      label: 'Ad spend',
      value: null,
      unit: 'USD',
      format: 'money',
      note: 'No ad spend yet.',
    },
  ],
  table: {
    columns: [
      { key: 'rank', label: '#', format: 'count' },
      { key: 'name', label: 'Track', format: 'text' },
      { key: 'streams', label: 'Streams', format: 'count', unit: 'streams' },
      { key: 'share', label: 'Share', format: 'percent', unit: '%' },
    ],
    rows: [
      [1, 'NEON ABATTOIR', 11000, 0.891],
      [2, '夜', 1345, 0.109],
      [3, 'Later', null, null],
    ],
    total_rows: 12,
    truncated: true,
  },
  as_of: [
    {
      source: 'distrokid_bank',
      label: 'DistroKid bank details',
      day: '2026-10-31',
      age_days: 22,
      state: 'fresh',
    },
    {
      source: 'tiktok_overview',
      label: 'TikTok Overview',
      day: '2026-11-10',
      age_days: 12,
      state: 'overdue',
    },
    { source: 'spotify_audience', label: 'Spotify audience', day: null, age_days: null, state: 'never' },
  ],
  stale: true,
  partial: true,
  notes: ['Not added: trend figures say 99 for 2026-10-01 to 2026-10-31.'],
  computed_from: { metrics: ['streams'], tables: ['revenue_transactions'] },
  audience: 'numbers',
};

describe('answerToText', () => {
  it('is an aligned page of 80 columns', () => {
    expect(answerToText(answer).split('\n')).toEqual([
      'Top tracks by streams · BEDROT PRODUCTIONS',
      'streams · 2026-10-01 to 2026-10-31 · data to 2026-10-31',
      '',
      'Streams      12,345  (not complete) ▲ +12.4 % against September 2026',
      'Ad spend  not known',
      '  No ad spend yet.',
      '',
      '#  Track            Streams      Share',
      '─  ─────────────  ─────────  ─────────',
      '1  NEON ABATTOIR     11,000     89.1 %',
      '2  夜                 1,345     10.9 %',
      '3  Later          not known  not known',
      '… of 12 rows in all',
      '',
      "Kind: reported (stores' statements)",
      'As of: DistroKid bank details 2026-10-31 (22 days old), TikTok Overview',
      '2026-11-10 (12 days old, overdue), Spotify audience never',
      'Note: Not added: trend figures say 99 for 2026-10-01 to 2026-10-31.',
    ]);
  });

  it('marks generated data first of all', () => {
    expect(answerToText({ ...answer, demo: true }).split('\n')[0]).toMatch(/^DEMO DATA/);
    expect(answerToText(answer)).not.toContain('DEMO');
  });

  it('stays within the width, whatever the names are', () => {
    const long: Answer = {
      ...answer,
      notes: ['word '.repeat(60).trim()],
      table: {
        ...(answer.table as NonNullable<Answer['table']>),
        rows: [[1, 'A title that goes on and on and on and on and on and on and on and on and on', 1, 0.5]],
      },
    };
    for (const width of [60, 80, 100])
      for (const line of answerToText(long, { width }).split('\n'))
        expect(displayWidth(line), line).toBeLessThanOrEqual(width);
  });

  it('of a long series shows the newest, of a ranking the first', () => {
    const columns = (format: 'day' | 'text') => [
      { key: 'a', label: 'A', format },
      { key: 'b', label: 'B', format: 'count' as const },
    ];
    const rows = Array.from({ length: 10 }, (_, index) => [`r${index}`, index]);
    const page = (format: 'day' | 'text') =>
      answerToText(
        { ...answer, table: { columns: columns(format), rows, total_rows: 10, truncated: false } },
        { maxRows: 3 },
      );
    expect(page('day')).toContain('… 7 earlier rows\nr7');
    expect(page('text')).toContain('r2  2\n… 7 more rows');
  });

  it('colours only when asked', () => {
    const code = '\u001b[';
    expect(answerToText(answer)).not.toContain(code);
    expect(answerToText(answer, { colour: true })).toContain(`${code}32m▲ +12.4 %`);
  });
});

describe('wrap', () => {
  it('breaks between words and keeps the indentation', () => {
    expect(wrap('aa bb cc', 5)).toEqual(['aa bb', 'cc']);
    expect(wrap('  aa bb', 6, '')).toEqual(['  aa', '  bb']);
    expect(wrap('', 10)).toEqual(['']);
  });
});
