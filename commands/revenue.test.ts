import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';

let sample: Sample;
beforeAll(() => {
  sample = sampleLabel();
});
afterAll(() => sample.remove());

describe('revenue', () => {
  it('by platform and sale month: exact, with share and rate, and says that it is accrual', async () => {
    const answer = await sample.ask('owner', 'revenue');
    // 3.00 + 0.60 + 6.10 + 0.05 + 1.50 + 2.90 - 0.69 + 0.31
    expect(figure(answer, 'revenue')).toMatchObject({ value: '13.77', unit: 'USD', partial: true });
    // Streaming stores only: 14.41 over 4,700
    expect(figure(answer, 'revenue_per_stream')).toMatchObject({ value: '0.003065957', unit: 'USD/stream' });
    expect(answer.table?.rows).toEqual([
      // 13.81 / 4,600; 0.60 / 100; Facebook and iTunes are no streams
      [1, 'Spotify', '13.81', 13.81 / 13.77, '0.003002174'],
      [2, 'Apple Music', '0.60', 0.6 / 13.77, '0.006000000'],
      [3, 'Meta', '0.05', 0.05 / 13.77, null],
      [4, 'iTunes', '-0.69', -0.69 / 13.77, null],
    ]);
    expect(answer.chart?.labels).toEqual(['Spotify', 'Apple Music', 'Meta', 'iTunes']);
    expect(answer.notes[0]).toMatch(/accrual/);
    expect(answer.partial).toBe(true);
    expect(answer.audience).toBe('money');
    expect(answer.as_of).toEqual([
      {
        source: 'distrokid_bank',
        label: 'DistroKid bank details',
        day: '2026-11-20',
        age_days: 2,
        state: 'fresh',
      },
    ]);
  });

  it('by month: sale months are what was earned, reporting months what was paid', async () => {
    const sale = await sample.ask('analyst', 'revenue', { by: 'month', period: '2026-06-01..2026-11-22' });
    expect(sale.table?.rows).toEqual([
      ['2026-06', '3.60', 'complete'],
      ['2026-07', '7.65', 'complete'],
      ['2026-08', '2.21', 'complete'],
      // Statements came to Nov 20: a sale month is settled after three months.
      ['2026-09', '0.31', 'not complete'],
    ]);
    const paid = await sample.ask('analyst', 'revenue', {
      by: 'month',
      basis: 'reporting',
      period: '2026-08-01..2026-11-22',
    });
    expect(paid.table?.rows.map((row) => row.slice(0, 2))).toEqual([
      ['2026-08', '3.60'],
      ['2026-09', '7.65'],
      ['2026-10', '2.21'],
      ['2026-11', '0.31'],
    ]);
    expect(paid.notes[0]).toMatch(/cash/);
  });

  it('a collaboration counts for both of its artists, and once in the total', async () => {
    const answer = await sample.ask('owner', 'revenue', { by: 'artist', compare: 'none' });
    // ZONE A0: 3.00 + 6.10 + 0.05 + 1.50 - 0.69 + 0.31; PIG1987: 0.60 + 1.50 + 2.90
    expect(answer.table?.rows.map((row) => row.slice(1, 3))).toEqual([
      ['ZONE A0', '10.27'],
      ['PIG1987', '5.00'],
    ]);
    expect(figure(answer, 'revenue').value).toBe('13.77');
  });

  it('by income type and by distributor', async () => {
    const types = await sample.ask('owner', 'revenue', { by: 'income_type', compare: 'none' });
    expect(types.title).toBe('Revenue by income type');
    expect(types.table?.rows.map((row) => row.slice(1, 3))).toEqual([['royalty', '13.77']]);
    const distributors = await sample.ask('owner', 'revenue', { by: 'distributor', basis: 'reporting' });
    expect(distributors.table?.rows.map((row) => row.slice(1, 3))).toEqual([['DistroKid', '13.77']]);
    expect(distributors.subtitle).toMatch(/^by reporting month · /);
  });

  it('Namibia is a country', async () => {
    const answer = await sample.ask('owner', 'revenue', { country: 'NA' });
    expect(figure(answer, 'revenue').value).toBe('1.50');
    expect(answer.title).toBe('Revenue in NA by platform');
  });

  it('is not for viewers', async () => {
    await expect(sample.ask('viewer', 'revenue')).rejects.toMatchObject({
      code: 'not_allowed',
      message: expect.stringContaining('a viewer does not see money'),
    });
  });
});
