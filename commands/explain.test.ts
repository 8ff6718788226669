import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import explain from './explain.ts';
import type { Command } from './kit/define.ts';
import { answerCommand } from './kit/run.ts';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';
import { sha256Of } from './kit/sample-facts.testing.ts';

let sample: Sample;
beforeAll(() => {
  sample = sampleLabel();
});
afterAll(() => sample.remove());

describe('explain', () => {
  it('shows formula, SQL, files, lines and SHA-256 behind an amount', async () => {
    const answer = await sample.ask('owner', 'explain', { metric: 'revenue', period: '2026-07' });
    expect(figure(answer, 'revenue').value).toBe('7.65');
    // The third, fourth and fifth sale; the header is line 1.
    expect(answer.table?.rows.map((row) => row.slice(0, 2))).toEqual([
      ['distrokid_bank.csv', 4],
      ['distrokid_bank.csv', 5],
      ['distrokid_bank.csv', 6],
    ]);
    expect(answer.computed_from).toEqual({
      metrics: ['revenue'],
      tables: ['revenue_transactions'],
      files: [
        {
          path: 'landing/distrokid/distrokid_bank/1.csv',
          original_name: 'distrokid_bank.csv',
          sha256: sha256Of(1),
          rows: 3,
        },
      ],
    });
    const details = Object.fromEntries((answer.details ?? []).map(({ title, text }) => [title, text]));
    expect(details.SQL).toMatch(/revenue_transactions[\s\S]*@from = 2026-07/);
    expect(details.Formula).toContain('sale_month');
  });

  it('lists the first 20 lines and counts all', async () => {
    const answer = await sample.ask('viewer', 'explain', { platform: 'spotify', period: 'last_28d' });
    expect(answer.table?.rows).toHaveLength(20);
    expect(answer.table).toMatchObject({ total_rows: 28, truncated: true });
    // Sep 25 is line 2, so Oct 24 is line 31.
    expect(answer.table?.rows[0]?.[1]).toBe(31);
  });

  it('takes the filters of query, and refuses one that stands twice', async () => {
    const one = await sample.ask('owner', 'explain', {
      metric: 'revenue',
      platform: 'spotify',
      period: '2026-07',
    });
    const same = await sample.ask('owner', 'explain', {
      metric: 'revenue',
      where: 'platform=spotify; kind=reported',
      period: '2026-07',
    });
    // 6.10 and 1.50
    expect(figure(same, 'revenue').value).toBe('7.60');
    expect(same.table).toEqual(one.table);
    expect(same.title).toContain('(platform spotify)');
    await expect(
      sample.ask('owner', 'explain', { platform: 'spotify', where: 'platform=tiktok' }),
    ).rejects.toThrow('platform stands twice');
  });

  it('explains every metric: meaning, formula, and what it was read from', async () => {
    const context = await sample.contextAs('owner');
    for (const metric of context.metrics.keys()) {
      const answer = answerCommand(explain as Command, { metric, period: 'all' }, context);
      const details = Object.fromEntries((answer.details ?? []).map(({ title, text }) => [title, text]));
      expect(details.Formula, metric).toBeTruthy();
      expect(details.SQL, metric).toMatch(/select/i);
      expect(answer.computed_from.tables.length, metric).toBeGreaterThan(0);
    }
    context.close();
  });

  it('explains no money to a viewer', async () => {
    await expect(sample.ask('viewer', 'explain', { metric: 'revenue' })).rejects.toMatchObject({
      code: 'not_allowed',
    });
  });
});
