import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../commands/kit/answer.ts';
import { openContext } from '../commands/kit/context.ts';
import { loadCommands } from '../commands/kit/registry.ts';
import { answerCommand } from '../commands/kit/run.ts';
import type { Role } from '../core/config.ts';
import { type BankRow, bankFile, bankStyle } from '../sandbox/label/formats/distrokid.ts';
import { type TestLake, testLake } from './support/import.ts';
import { line } from './support/rows.ts';

let lake: TestLake;
const bank = (...rows: Partial<BankRow>[]): Buffer =>
  bankFile(
    rows.map((other) => line({ quantity: '10', earnings: '0.5', ...other })),
    bankStyle(2),
  );
beforeAll(async () => {
  lake = testLake();
  const countries = ['US', 'DE', 'FR', 'GB', 'JP'];
  await lake.bring(['first.csv', bank(...countries.map((country) => ({ country })))]);
  await lake.bring([
    'second.csv',
    bank(
      { country: 'US', quantity: '25', earnings: '0.75' },
      { country: 'DE', earnings: '0.4' },
      { country: 'FR' },
      { country: 'GB' },
    ),
  ]);
});
afterAll(() => lake.remove());

async function changes(role: Role, params: Record<string, unknown> = {}): Promise<Answer> {
  const command = (await loadCommands()).find((one) => one.name === 'changes');
  if (!command) throw new Error('no command changes');
  const context = await openContext({ config: { data: lake.house.data }, role, clock: lake.house.clock });
  try {
    return answerCommand(command, params, context);
  } finally {
    context.close();
  }
}

describe('what changed since', () => {
  it('adds up what each file changed, and what it withdrew', async () => {
    const answer = await changes('owner');
    expect(answer.figures.map(({ key, value }) => [key, value])).toEqual([
      ['corrected', 3],
      ['withdrawn', 1],
    ]);
    const rows = answer.table?.rows.map((row) => row.slice(1));
    expect(rows).toEqual([
      ['DistroKid bank details', 'amount', 2, '0.15', '2026-07', 'second.csv'],
      ['DistroKid bank details', 'quantity', 1, '15', '2026-07', 'second.csv'],
      ['DistroKid bank details', 'rows withdrawn', 1, null, '2026-07', 'second.csv'],
    ]);
    expect(answer.audience).toBe('money');
  });

  it('says what it did to totals, by source', async () => {
    const answer = await changes('owner');
    // US 0.5 to 0.75 and DE 0.5 to 0.4: 0.15 more; JP told 0.5 and 10 plays and is gone. US had 10 plays and has 25.
    expect(answer.details).toEqual([
      {
        title: 'What it did to totals',
        text: [
          'DistroKid bank details: amount -0.35 USD (2 values corrected by 0.15, 1 row withdrawn with 0.50)',
          'DistroKid bank details: quantity 5 (1 value corrected by 15, 1 row withdrawn with 10)',
        ].join('\n'),
      },
    ]);
    expect(answer.notes[0]).toContain('in place of rows it withdrew');
    expect((await changes('viewer')).details?.[0]?.text).not.toContain('amount');
  });

  it('lists the single values of a source, the largest change first', async () => {
    const answer = await changes('owner', { source: 'distrokid_bank', limit: 2 });
    expect(answer.table?.rows.map((row) => row.slice(1, 5))).toEqual([
      ['2026-07 · NEON ABATTOIR · Spotify · US · 2026-09-24 · DistroKid', 'quantity', '10', '25'],
      ['2026-07 · NEON ABATTOIR · Spotify · US · 2026-09-24 · DistroKid', 'amount', '0.50', '0.75'],
    ]);
    expect(answer.table).toMatchObject({ total_rows: 3, truncated: true });
  });

  it('shows a viewer no money', async () => {
    const answer = await changes('viewer');
    expect(answer.table?.rows.map((row) => row[2])).toEqual(['quantity', 'rows withdrawn']);
    expect(answer.audience).toBe('numbers');
    expect(answer.notes).toContain('Money is left out: a viewer does not see it.');
    const values = await changes('viewer', { source: 'distrokid_bank' });
    expect(values.table?.rows.map((row) => row[2])).toEqual(['quantity']);
  });

  it('says when nothing changed, and names the sources there are', async () => {
    const answer = await changes('owner', { since: '2030-01-01' });
    expect(answer.notes).toEqual(['No file that came from 2030-01-01 on changed what earlier files told.']);
    await expect(changes('owner', { source: 'distrokid_bnak' })).rejects.toThrow(
      /Did you mean "distrokid_bank"/,
    );
  });
});
