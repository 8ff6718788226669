import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../pipeline/kit/report.ts';
import { openWarehouse } from '../warehouse/kit/open.ts';
import { Shell } from './cli-run.ts';
import { LABEL } from './support/import.ts';

let shell: Shell;
beforeAll(() => {
  shell = new Shell();
  mkdirSync(shell.data, { recursive: true });
  writeFileSync(join(shell.data, 'label.json'), JSON.stringify({ ...LABEL, currency: 'EUR' }));
});
afterAll(() => shell.remove());

const SYNC = ['--date', '2026-10-02', '--type', 'sync', '--source', 'Film, Co', '--artist', 'PIG1987'];
const amounts = (): unknown[] => {
  const db = openWarehouse(shell.data);
  try {
    return db
      .prepare('SELECT income_type, currency, amount / 1e9 FROM revenue_transactions ORDER BY 3')
      .raw()
      .all();
  } finally {
    db.close();
  }
};

describe('bedrot add --template', () => {
  it('writes a form that bedrot import takes once it is filled in, and never over a file', () => {
    expect(shell.bedrot(['add', '--template', 'rates', 'rates.csv'])).toMatchObject({
      status: 0,
      out: expect.stringContaining('Fill it in, then: bedrot import rates.csv'),
    });
    const file = shell.at('rates.csv');
    expect(readFileSync(file, 'utf8')).toBe('date,currency,quote,rate,source\n');
    expect(shell.bedrot(['add', '--template', 'income', 'rates.csv'])).toMatchObject({
      status: 64,
      err: expect.stringContaining('is there already. Give another name.'),
    });
    writeFileSync(file, `${readFileSync(file, 'utf8')}2026-10-02,EUR,USD,1.08,my bank\n`);
    expect(shell.bedrot(['import', file])).toMatchObject({ status: 0 });
  });
});

// One payment after the other: each step stands on the one before.
describe('bedrot add income', () => {
  it('says what it needs', () => {
    expect(shell.bedrot(['add', 'income', '--type', 'sync']).err).toContain(
      'It needs --date, --source, --amount as well.',
    );
    expect(shell.bedrot(['add', 'income', ...SYNC, '--amount', '1,50']).err).toContain(
      '--amount 1,50 is not an amount',
    );
    expect(shell.bedrot(['add', 'outgo']).err).toContain('It adds "income", not "outgo".');
    expect(shell.bedrot(['add', 'income', ...SYNC, '--amount', '1', '--date', '2026-02-30']).status).toBe(64);
  });

  it('brings one line in as any file, in the currency of the label where none is given', () => {
    const { status, out, err } = shell.bedrot(['add', 'income', ...SYNC, '--amount', '250.5', '--json']);
    expect(err).toBe('');
    expect(status).toBe(0);
    expect((JSON.parse(out) as RunReport).files).toMatchObject([
      { state: 'loaded', feed: 'own_income', rows: 1, loaded: 1, refused: 0 },
    ]);
    expect(amounts()).toEqual([['sync', 'EUR', 250.5]]);
  });

  it('asks whether a like one is one more or a correction', () => {
    const again = ['add', 'income', ...SYNC, '--amount', '99', '--currency', 'usd'];
    expect(shell.bedrot(again)).toMatchObject({
      status: 64,
      err: expect.stringContaining('There is already 250.50 EUR of that day, source and kind. Say --again'),
    });
    expect(shell.bedrot([...again, '--replace']).status).toBe(0);
    expect(amounts()).toEqual([['sync', 'USD', 99]]);
    // Back to what it was: the same words a second time are not taken for a file that came before.
    expect(shell.bedrot(['add', 'income', ...SYNC, '--amount', '250.5', '--replace']).status).toBe(0);
    expect(amounts()).toEqual([['sync', 'EUR', 250.5]]);
    expect(shell.bedrot([...again, '--again']).status).toBe(0);
    expect(shell.bedrot([...again, '--again']).status).toBe(0);
    expect(amounts()).toEqual([
      ['sync', 'USD', 99],
      ['sync', 'USD', 99],
      ['sync', 'EUR', 250.5],
    ]);
    expect(shell.bedrot([...again, '--replace'])).toMatchObject({
      status: 64,
      err: expect.stringContaining('There are several like it'),
    });
  });

  it('takes another kind of the same evening, and a repayment, without asking', () => {
    const show = ['--date', '2026-10-02', '--source', 'Film, Co', '--artist', 'PIG1987'];
    expect(shell.bedrot(['add', 'income', ...show, '--type', 'live', '--amount=-25']).status).toBe(0);
    expect(amounts()).toContainEqual(['live', 'EUR', -25]);
    expect(amounts()).toHaveLength(4);
  });
});
