import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWarehouseForWriting } from '../warehouse/kit/open.ts';
import { put } from '../warehouse/kit/views.testing.ts';
import type { Answer, Part } from './kit/answer.ts';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';
import { answerToCsv } from './view/csv.ts';

let sample: Sample;
beforeEach(() => {
  sample = sampleLabel();
});
afterEach(() => sample.remove());

const DOLLAR = 1_000_000_000;
const NAMES = [
  [1, 'ADOBE', 'software', 'expense'],
  [2, 'FACEBK', 'advertising', 'expense'],
  [3, 'GRANT', 'grants', 'income'],
] as const;

/** Lines of a card beside the sample: date, name, amount, currency. */
function book(...lines: [date: string, name: number, amount: number, currency?: string][]): void {
  const db = openWarehouseForWriting(sample.data);
  for (const [id, description, category, kind] of NAMES)
    put(db, 'transaction_names', { id, description, bank_category: '', category, kind, known: 1 });
  for (const [index, [date, name, amount, currency = 'USD']] of lines.entries())
    put(db, 'financial_transactions', {
      ...{ date, account: '4821', transaction_name_id: name, amount: amount * DOLLAR, occurrence: 0 },
      ...{ currency, file_id: 1, line: index + 2 },
    });
  db.close();
}
const OCTOBER_AND_NOVEMBER: Parameters<typeof book> = [
  ['2026-10-02', 1, -1],
  ['2026-10-03', 2, -0.5],
  ['2026-10-04', 3, 3],
  ['2026-11-20', 1, -1],
];

const part = (answer: Answer, key: string): Part => {
  const found = answer.parts?.find((one) => one.key === key);
  if (!found) throw new Error(`no section ${key}`);
  return found;
};
const report = (role: 'owner' | 'viewer', params: Record<string, unknown> = {}) =>
  sample.ask(role, 'report', params);

describe('report', () => {
  it('is of the newest month that is told to its end, and says in sentences what stands in its figures', async () => {
    book(...OCTOBER_AND_NOVEMBER);
    const answer = await report('owner');
    expect([answer.title, answer.period?.from, answer.period?.to]).toEqual([
      'Report: 2026-10',
      '2026-10-01',
      '2026-10-31',
    ]);
    // 31 days of 100 and 10 streams; 2.90 - 0.69 paid; 1.00 + 0.50 spent; 2.21 + 3.00 - 1.50.
    expect(figure(answer, 'streams').value).toBe(3410);
    expect(figure(answer, 'revenue_received').value).toBe('2.21');
    expect(figure(answer, 'expenses').value).toBe('1.50');
    expect(figure(answer, 'net_revenue').value).toBe('3.71');
    // 7.65 was paid in September: 2.21 / 7.65 is 71.1 % less. Followers were 1,000 + 500 + 2,000 before.
    // Sale months after August are not settled: NEON has 4,700 - ... of August: BASEMENT with 1,000.
    expect(part(answer, 'headline').text).toBe(
      '3,410 streams in 2026-10. Spotify brought 90.9 % of them. ' +
        'In 2026-08, the newest month statements tell in full, the most played track was BASEMENT with 1,000 streams. ' +
        'Stores paid 2.21 USD, down 71.1 % against the month before. 1.50 USD was spent. The net is 3.71 USD. ' +
        'Followers stand at 3,700, up 5.7 % against the month before. 1 of 5 sources is late: TikTok Followers.',
    );
    expect(answer.parts?.map(({ key }) => key)).toEqual([
      ...[
        'headline',
        'streams',
        'tracks',
        'revenue',
        'pnl',
        'ads',
        'fans',
        'links',
        'anomalies',
        'goals',
        'missing',
        'changes',
      ],
    ]);
    expect(part(answer, 'streams').table?.rows.map((row) => row.slice(0, 4))).toEqual([
      [1, 'Spotify', 3100, 3100 / 3410],
      [2, 'Apple Music', 310, 310 / 3410],
    ]);
    expect(part(answer, 'streams').chart?.labels).toHaveLength(31);
    // Nothing of ads and link pages came: one sentence, no table of "not known".
    expect(part(answer, 'ads')).toMatchObject({ figures: [], text: expect.stringMatching(/^Not known\. /) });
    expect(part(answer, 'missing').text).toContain('Not known: Link page clicks; Ad spend.');
    expect(part(answer, 'missing').table?.rows.map(([source]) => source)).toEqual(['TikTok Followers']);
    expect(answer).toMatchObject({ audience: 'money', kind: 'mixed', stale: true });
    expect(answer.as_of).toHaveLength(5);
  });

  it('tells the same numbers as the commands it is taken from', async () => {
    book(...OCTOBER_AND_NOVEMBER);
    const answer = await report('owner', { period: '2026-10' });
    const pnl = await sample.ask('owner', 'pnl', { period: '2026-10' });
    expect(part(answer, 'pnl').figures).toEqual(pnl.figures);
    expect(part(answer, 'pnl').table).toEqual(pnl.table);
    const social = await sample.ask('owner', 'social', { period: '2026-10' });
    expect(part(answer, 'fans').table).toEqual(social.table);
    const goals = await sample.ask('owner', 'goals');
    expect(part(answer, 'goals').figures).toEqual(goals.figures);
  });

  it('shows a viewer no money, and says so', async () => {
    book(...OCTOBER_AND_NOVEMBER);
    const answer = await report('viewer');
    expect(answer.audience).toBe('numbers');
    expect(JSON.stringify(answer)).not.toMatch(/USD|net_revenue|expenses|ad_spend|2\.21/);
    expect(answer.parts?.map(({ key }) => key)).toEqual([
      'headline',
      'streams',
      'tracks',
      'fans',
      'links',
      'anomalies',
      'goals',
      'missing',
      'changes',
    ]);
    expect(answer.notes[0]).toBe('Money is left out: a viewer does not see it.');
    // The section of corrections says it too: once is enough.
    expect(answer.parts?.flatMap(({ notes }) => notes)).not.toContain(answer.notes[0]);
  });

  it('of an artist has no profit and loss, for spending is nobody’s', async () => {
    const answer = await report('owner', { artist: 'zonea0', period: '2026-10' });
    expect(answer.title).toBe('Report: 2026-10 of ZONE A0');
    // Observed: 60 a day.
    expect(figure(answer, 'streams').value).toBe(31 * 60);
    expect(answer.parts?.map(({ key }) => key)).not.toContain('pnl');
    expect(answer.parts?.map(({ key }) => key)).not.toContain('goals');
  });

  it('of a week compares with the week before', async () => {
    // Nov 9 to 15: 120 to the 13th, 134 after it, and 10 a day: 600 + 268 + 70. Nov 2 to 8: 840 + 60, the 5th not known.
    const answer = await report('viewer', { period: '2026-W46' });
    expect(answer.period).toMatchObject({ from: '2026-11-09', to: '2026-11-15' });
    expect(figure(answer, 'streams')).toMatchObject({ value: 938, change: { absolute: 38 } });
  });

  it('refuses what is no period, what contradicts itself and what has not begun', async () => {
    await expect(report('owner', { period: 'last_28d' })).rejects.toThrow(
      '"last_28d" is no period of a report',
    );
    await expect(report('owner', { span: 'year', period: '2026-10' })).rejects.toThrow(
      'is a month, not a year',
    );
    await expect(report('owner', { period: '2027' })).rejects.toThrow('has not begun');
  });
});

describe('the profit and loss of a year', () => {
  it('has a line for each category and a column for each month, and adds up to its net', async () => {
    book(...OCTOBER_AND_NOVEMBER);
    const answer = await report('owner', { period: '2026' });
    const months = part(answer, 'pnl_months');
    const rows = months.table?.rows ?? [];
    const none = Array(7).fill(null);
    // Paid: 3.00 + 0.60 in August, 6.10 + 0.05 + 1.50 in September, 2.21 in October, 0.31 in November.
    expect(rows).toEqual([
      ['Revenue', 'royalty', ...none, '3.60', '7.65', '2.21', '0.31', '13.77'],
      ['Other income', 'grants', ...none, null, null, '3.00', '0.00', '3.00'],
      ['Income', 'Total', ...none, '3.60', '7.65', '5.21', '0.31', '16.77'],
      ['Expenses', 'advertising', ...none, null, null, '-0.50', '0.00', '-0.50'],
      ['Expenses', 'software', ...none, null, null, '-1.00', '-1.00', '-2.00'],
      ['Expenses', 'Total', ...none, null, null, '-1.50', '-1.00', '-2.50'],
      ['Net', '', ...none, null, null, '3.71', '-0.69', '3.02'],
    ]);
    expect(months.table?.totals).toEqual([2, 5, 6]);
    expect(months.notes.join('\n')).toContain('Cash basis');
    expect(months.notes.join('\n')).toContain(
      'Not known of other income, expenses: 2026-01, 2026-02, 2026-03, 2026-04, 2026-05, 2026-06, 2026-07, 2026-08, 2026-09.',
    );
    const [october, november] = await Promise.all(
      ['2026-10', '2026-11'].map((period) => sample.ask('owner', 'pnl', { period })),
    );
    expect([october, november].map((pnl) => pnl && figure(pnl, 'net_revenue').value)).toEqual([
      '3.71',
      '-0.69',
    ]);
    const csv = answerToCsv(answer).split('\r\n');
    expect(csv[0]).toMatch(/^Section,Category,2026-01 \(USD\),.*,2026-11 \(USD\),Total \(USD\)$/);
    expect(csv[1]).toBe('Revenue,royalty,,,,,,,,3.60,7.65,2.21,0.31,13.77');
  });

  it('adds no currencies: each has lines, totals and a net of its own', async () => {
    book(...OCTOBER_AND_NOVEMBER, ['2026-10-09', 1, -2, 'EUR']);
    const months = part(await report('owner', { period: '2026' }), 'pnl_months');
    const rows = months.table?.rows.map((row) => [row[0], row[1], row[2], row.at(-3), row.at(-1)]) ?? [];
    expect(rows).toEqual([
      ['Income', 'Total', 'EUR', '0.00', '0.00'],
      ['Expenses', 'software', 'EUR', '-2.00', '-2.00'],
      ['Expenses', 'Total', 'EUR', '-2.00', '-2.00'],
      ['Net', '', 'EUR', '-2.00', '-2.00'],
      ['Revenue', 'royalty', 'USD', '2.21', '13.77'],
      ['Other income', 'grants', 'USD', '3.00', '3.00'],
      ['Income', 'Total', 'USD', '5.21', '16.77'],
      ['Expenses', 'advertising', 'USD', '-0.50', '-0.50'],
      ['Expenses', 'software', 'USD', '-1.00', '-2.00'],
      ['Expenses', 'Total', 'USD', '-1.50', '-2.50'],
      ['Net', '', 'USD', '3.71', '3.02'],
    ]);
    expect(months.notes.join('\n')).toContain('Currencies are not added: EUR, USD');
  });
});
