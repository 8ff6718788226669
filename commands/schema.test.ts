import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sample, sampleLabel } from './kit/sample.testing.ts';

let sample: Sample;
beforeAll(() => {
  sample = sampleLabel();
});
afterAll(() => sample.remove());

describe('schema', () => {
  it('lists tables and views with what they are', async () => {
    const answer = await sample.ask('viewer', 'schema');
    const rows = answer.table?.rows ?? [];
    expect(rows.find(([name]) => name === 'revenue_transactions')).toEqual([
      'revenue_transactions',
      'table',
      16,
      'reported: what stores paid, as statements say it.',
    ]);
    expect(rows.map(([name]) => name)).toEqual(
      expect.arrayContaining(['streaming_performance', 'monthly_streaming_summary', 'pnl_by_month']),
    );
    expect(rows.every(([, , , about]) => about !== '')).toBe(true);
    expect(answer.audience).toBe('numbers');
  });

  it('says what the columns of one mean', async () => {
    const answer = await sample.ask('viewer', 'schema', { table: 'content_streams' });
    expect(answer.table?.rows[0]).toEqual(['date', 'TEXT', 'key', 'the day']);
    expect(answer.table?.rows).toHaveLength(10);
    expect(answer.notes[0]).toContain('1e-9');
  });

  it('finds by a word, and names the nearest table', async () => {
    const answer = await sample.ask('viewer', 'schema', { table: 'royalty_transactions', search: 'decimal' });
    expect(answer.table?.rows.map(([name]) => name)).toEqual([
      'amount_decimal',
      'withheld_decimal',
      'recoup_decimal',
    ]);
    await expect(sample.ask('viewer', 'schema', { table: 'royalty_transaction' })).rejects.toThrow(
      /Did you mean "royalty_transactions"/,
    );
  });
});
