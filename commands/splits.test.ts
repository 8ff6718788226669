import { afterEach, describe, expect, it } from 'vitest';
import type { Label } from '../core/label.ts';
import { nanosToDecimal, parseNanos } from '../core/money.ts';
import { openWarehouseForWriting } from '../warehouse/kit/open.ts';
import { put } from '../warehouse/kit/views.testing.ts';
import { timesShare } from './kit/allot.ts';
import type { Answer } from './kit/answer.ts';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';
import { answerToCsv } from './view/csv.ts';

let sample: Sample;
afterEach(() => sample.remove());

// Statements of the sample, USD. NEON: 3.00 of June, 6.10 and 0.05 of July, -0.69 of August, 0.31 of September.
// BASEMENT: 0.60 and 2.90. DUET: 1.50 of July. Together 13.77.
const SPLITS: Label['splits'] = [
  { title: 'NEON', party: 'Alice', share: 0.25 },
  { title: 'NEON', party: 'Alice', share: 0.5, from: '2026-08-16' },
  { title: 'DUET', party: 'Bob', share: 0.333333 },
];
const split = (splits = SPLITS): void => {
  sample = sampleLabel({ label: { splits } });
};
function change(sql: string): void {
  const db = openWarehouseForWriting(sample.data);
  db.exec(sql);
  db.close();
}
/** What the parties and the label have together, in 1e-9. */
const together = (answer: Answer): string =>
  nanosToDecimal(
    (answer.table?.rows ?? []).reduce((sum, row) => sum + (parseNanos(String(row[1])) ?? 0n), 0n),
  );

describe('splits', () => {
  it('go by the split of the sale month, and add up to the revenue to the last digit', async () => {
    split();
    const answer = await sample.ask('owner', 'splits');
    // Alice: 0.75 + 1.525 + 0.0125 at 25 %, -0.345 + 0.155 at 50 %: from August 16 on that is all of August.
    // Bob: a third of 1.50 in millionths.
    expect(answer.table?.rows).toEqual([
      ['Alice', '2.0975', 2_097_500_000 / 13_770_000_000, '8.77'],
      ['Bob', '0.4999995', 499_999_500 / 13_770_000_000, '1.50'],
      ['TEST LABEL', '11.1725005', 11_172_500_500 / 13_770_000_000, '13.77'],
    ]);
    expect(together(answer)).toBe('13.77');
    expect(answer.figures.map(({ key, value }) => [key, value])).toEqual([
      ['owed', '2.5974995'],
      ['own', '11.1725005'],
      ['revenue', '13.77'],
      ['retention', 11.1725005 / 13.77],
    ]);
    expect(answer.notes.join(' ')).toContain('What was already paid to them is not known');
  });

  it('a statement lists each line of one party, by payment or by sale', async () => {
    split();
    const paid = await sample.ask('owner', 'splits', { party: 'alice', period: '2026-09-01..2026-10-31' });
    expect(paid.title).toBe('Statement for Alice');
    expect(paid.table?.rows).toEqual([
      ['NEON', '2026-07', 'Meta', 100_000, '0.05', 0.25, '0.0125'],
      ['NEON', '2026-07', 'Spotify', 2000, '6.10', 0.25, '1.525'],
      ['NEON', '2026-08', 'iTunes', -1, '-0.69', 0.5, '-0.345'],
    ]);
    expect(figure(paid, 'owed')).toMatchObject({ label: 'Owed to Alice', value: '1.1925' });
    expect(figure(paid, 'base').value).toBe('5.46');
    const sold = await sample.ask('owner', 'splits', { party: 'Alice', period: '2026-08', basis: 'sale' });
    expect(sold.table?.rows.map((row) => row[6])).toEqual(['-0.345']);
    expect(answerToCsv(paid).split('\r\n')[1]).toBe('NEON,2026-07,Meta,100000,0.05,0.25,0.0125');
  });

  it('refuses splits over 100 % aloud, and allots nothing of them', async () => {
    split([...SPLITS, { title: 'NEON', party: 'Carl', share: 0.6, from: '2026-08-01' }]);
    const answer = await sample.ask('owner', 'splits');
    // August and September at 110 %: -0.69 + 0.31. Alice keeps June and July.
    expect(answer.table?.rows.map((row) => row.slice(0, 2))).toEqual([
      ['Alice', '2.2875'],
      ['Bob', '0.4999995'],
      ['TEST LABEL', '11.3625005'],
      ['Not allotted', '-0.38'],
    ]);
    expect(together(answer)).toBe('13.77');
    expect(answer.notes[0]).toBe(
      'Refused: the splits of "NEON" add up to 110 % in 2026-08 to 2026-09. Its -0.38 USD is allotted to nobody until label.json or the catalog is mended.',
    );
  });

  it('does not share out again what the distributor has shared out', async () => {
    split();
    change(`UPDATE revenue_transactions SET team_percentage = 500000 WHERE track_name_id IN
      (SELECT id FROM track_names WHERE title = 'DUET')`);
    const answer = await sample.ask('owner', 'splits');
    expect(answer.table?.rows.map((row) => row.slice(0, 2))).toEqual([
      ['Alice', '2.0975'],
      ['TEST LABEL', '11.6725'],
    ]);
    expect(answer.notes.join(' ')).toContain(
      '1.50 USD of these tracks was shared out by the distributor already',
    );
  });

  it('ties to what the metric own_revenue leaves, also where splits name the label with less', async () => {
    split([...SPLITS, { title: 'BASEMENT', party: 'TEST LABEL', share: 0.9 }]);
    const answer = await sample.ask('owner', 'splits', { basis: 'sale' });
    // A tenth of 0.60 + 2.90 is nobody's; 11.1725005 less 0.35 is left.
    expect(answer.table?.rows.map((row) => row.slice(0, 2))).toEqual([
      ['Alice', '2.0975'],
      ['Bob', '0.4999995'],
      ['Named nowhere', '0.35'],
      ['TEST LABEL', '10.8225005'],
    ]);
    const own = await sample.ask('owner', 'explain', { metric: 'own_revenue', period: 'ytd' });
    expect(JSON.stringify(own.figures)).toContain('10.8225005');
  });

  it('a statement tells its reader nothing of the tracks of others', async () => {
    split([
      ...SPLITS,
      { title: 'BASEMENT', party: 'Carl', share: 0.7 },
      { title: 'BASEMENT', party: 'Dora', share: 0.7 },
    ]);
    change('UPDATE revenue_transactions SET team_percentage = 500000 WHERE quantity = 500');
    // DUET, Bob's, is shared out already; BASEMENT is refused.
    const alice = JSON.stringify(await sample.ask('owner', 'splits', { party: 'Alice' }));
    expect(alice).not.toMatch(/BASEMENT|DUET|1\.50|3\.50|shared out|Bob|Carl/);
    const carl = await sample.ask('owner', 'splits', { party: 'Carl' });
    expect(carl.notes[0]).toMatch(/^Refused: the splits of "BASEMENT" add up to 140 %/);
    expect(figure(carl, 'owed').value).toBe('0.00');
  });

  it('without splits everything is the label’s, and a party nobody knows is refused', async () => {
    split([]);
    const answer = await sample.ask('owner', 'splits');
    expect(answer.table?.rows).toEqual([['TEST LABEL', '13.77', 1, '13.77']]);
    expect(answer.notes[0]).toContain('No split is set');
    sample.remove();
    split();
    await expect(sample.ask('owner', 'splits', { party: 'Alise' })).rejects.toThrow('Did you mean "Alice"?');
    await expect(sample.ask('owner', 'splits', { party: 'test label' })).rejects.toThrow('is the label');
    await expect(sample.ask('viewer', 'splits')).rejects.toThrow('does not see money');
  });

  it('without data nothing is known, not 0', async () => {
    sample = sampleLabel({ label: { splits: SPLITS }, facts: false });
    const answer = await sample.ask('owner', 'splits');
    for (const key of ['owed', 'own', 'revenue', 'retention'])
      expect(figure(answer, key).value, key).toBeNull();
    expect(answer.table?.rows).toEqual([]);
  });
});

describe('splits of several currencies', () => {
  const EURO = `INSERT INTO revenue_transactions SELECT '2026-09', track_name_id, platform_name_id, 'DE', '2026-11-20',
    distributor_id, 0, income_type, 10, 'EUR', 1000000000, withheld, recoup, team_percentage, file_id, 99
    FROM revenue_transactions WHERE sale_month = '2026-09'`;

  it('are told apart without a rate', async () => {
    split();
    change(EURO);
    const answer = await sample.ask('owner', 'splits');
    expect(figure(answer, 'owed')).toMatchObject({ value: null, note: expect.stringContaining('0.50 EUR') });
    expect(answer.table?.rows).toEqual([
      ['Alice', '0.50', 0.5, '1.00', 'EUR'],
      ['TEST LABEL', '0.50', 0.5, '1.00', 'EUR'],
      ['Alice', '2.0975', 2_097_500_000 / 13_770_000_000, '8.77', 'USD'],
      ['Bob', '0.4999995', 499_999_500 / 13_770_000_000, '1.50', 'USD'],
      ['TEST LABEL', '11.1725005', 11_172_500_500 / 13_770_000_000, '13.77', 'USD'],
    ]);
    const one = await sample.ask('owner', 'splits', { party: 'Alice' });
    expect(one.table?.rows.map((row) => row.at(-1))).toContain('EUR');
  });

  it('are one with a rate of the day', async () => {
    split();
    change(EURO);
    const db = openWarehouseForWriting(sample.data);
    put(db, 'fx_rates', {
      ...{ date: '2026-11-19', currency: 'EUR', quote: 'USD', rate: 1_100_000_000, source: null },
      ...{ file_id: 1, line: 1 },
    });
    db.close();
    const answer = await sample.ask('owner', 'splits');
    // 1.00 EUR is 1.10 USD, half of it Alice's.
    expect(answer.table?.rows.map((row) => row.slice(0, 2))).toEqual([
      ['Alice', '2.6475'],
      ['Bob', '0.4999995'],
      ['TEST LABEL', '11.7225005'],
    ]);
    expect(together(answer)).toBe('14.87');
  });
});

it('a part is rounded half to even, and a reversal takes back what it gave', () => {
  sample = sampleLabel({ facts: false });
  expect([1n, 3n, 5n, -3n, 10n].map((nanos) => timesShare(nanos, 500_000n))).toEqual([0n, 2n, 2n, -2n, 5n]);
  expect(timesShare(1_000_000_000n, 333_333n)).toBe(333_333_000n);
});
