import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseLabel } from '../../core/label.ts';
import { createNames } from './names.ts';
import { resolveNames } from './names-resolve.ts';
import { createTransactionRules } from './names-transactions.ts';
import { type Db, openWarehouseForWriting } from './open.ts';
import { BUILT_IN } from './transactions.ts';

const labelOf = (categories: readonly unknown[] = []) =>
  parseLabel(JSON.stringify({ name: 'TEST LABEL', artists: [{ name: 'ZONE A0' }], categories }));
const settle = (description: string, bank = '', categories: readonly unknown[] = []) => {
  const { category, kind, known } = createTransactionRules(labelOf(categories))(description, bank);
  return [category, kind, known];
};

describe('a line of a bank or card', () => {
  it.each([
    ['FACEBK ADS', '', 'advertising', 'expense'],
    ['FACEBK *7XK2ABCDE2', 'Merchandise', 'advertising', 'expense'],
    ['META PLATFORMS, INC.', '', 'advertising', 'expense'],
    ['TikTok Ads', '', 'advertising', 'expense'],
    ['GOOGLE *ADS8812345678 CC GOOGLE.COM', '', 'advertising', 'expense'],
    ['GOOGLE ADS', '', 'advertising', 'expense'],
    ['SUBMITHUB.COM', '', 'advertising', 'expense'],
    ['ADOBE CREATIVE CLOUD', 'Software', 'software', 'expense'],
    ['PAYPAL *ABLETON', 'Other Services', 'software', 'expense'],
    ['OPENAI *CHATGPT SUBSCR', '', 'software', 'expense'],
    ['Debit Card Purchase - PRINTFUL INC', 'Debit', 'merchandise', 'expense'],
    ['MUSICIAN’S FRIEND', '', 'equipment', 'expense'],
    ['B&H PHOTO 800-606-6969', '', 'equipment', 'expense'],
    ['UBER EATS', '', 'meals', 'expense'],
    ['UBER   *TRIP', '', 'travel', 'expense'],
    ['PAYMENT - THANK YOU', 'Payment/Credit', 'transfer', 'transfer'],
    ['CAPITAL ONE AUTOPAY PYMT', 'Payment/Credit', 'transfer', 'transfer'],
    ['SOMETHING ELSE PYMT', 'Payment/Credit', 'transfer', 'transfer'],
    ['Withdrawal to 360 Performance Savings XXXXXX1234', 'Debit', 'transfer', 'transfer'],
    ['Monthly Interest Paid', 'Credit', 'interest', 'income'],
    ['INTEREST CHARGE:PURCHASES', 'Fee/Interest Charge', 'fees', 'expense'],
  ])('%s (%s) is %s, %s', (description, bank, category, kind) =>
    expect(settle(description, bank)).toEqual([category, kind, true]),
  );

  it.each([
    // A part of a word is no word: these hold "ad", "meta", "ads", "uber", "adobe".
    ['DOWNLOAD STORE'],
    ['BROADCAST SUPPLY'],
    ['METALLICA STORE'],
    ['GOOGLE *ADSENSE'],
    ['TUBERCULOSIS FUND'],
    ['ADOBEAN BRICKS'],
    ['GOOGLE *ADS88X'],
  ])('%s is nobody’s', (description) =>
    expect(settle(description)).toEqual(['uncategorised', 'expense', false]),
  );

  it('takes the bank’s own word where no rule fits, but not its word for everything a shop sells', () => {
    expect(settle('SBARRO', 'Dining')).toEqual(['meals', 'expense', true]);
    expect(settle('A DOCTOR', 'Health Care')).toEqual(['health care', 'expense', true]);
    expect(settle('TARGET', 'Merchandise')).toEqual(['purchases', 'expense', true]);
    expect(settle('SOMEBODY', 'Other Services')).toEqual(['uncategorised', 'expense', false]);
    expect(settle('SOMEBODY', 'constructor')).toEqual(['constructor', 'expense', true]);
  });

  it('is told by its way: a platform’s deposit is a payout, its charge an expense, what nobody knows income', () => {
    expect(settle('Deposit from DISTROKID', 'Credit')).toEqual(['distribution', 'payout', true]);
    expect(settle('DISTROKID', 'Debit')).toEqual(['distribution', 'expense', true]);
    expect(settle('DISTROKID', 'Other')).toEqual(['distribution', 'expense', true]);
    expect(settle('DISTROKID')).toEqual(['distribution', 'payout', true]);
    expect(settle('Deposit from PAYPAL TRANSFER', 'Credit')).toEqual(['transfer', 'payout', true]);
    expect(settle('ASCAP DOMESTIC', 'Credit')).toEqual(['publishing', 'income', true]);
    expect(settle('Deposit from VENUE LLC', 'Credit')).toEqual(['uncategorised', 'income', false]);
  });

  it('is spending where only a part of a transfer’s words stands in it', () => {
    expect(settle('T-MOBILE PAYMENT', 'Debit')[1]).toBe('expense');
    expect(settle('WIRE TRANSFER TO VENUE LLC', 'Debit')[1]).toBe('expense');
    // A refund the bank calls Payment/Credit, by a merchant nobody knows.
    expect(settle('SOME SHOP', 'Payment/Credit')).toEqual(['uncategorised', 'expense', false]);
  });
});

describe('rules of label.json', () => {
  it('go first, in their order, whole words only', () => {
    const rules = [
      { match: 'ad', category: 'first' },
      { match: 'Adobe Stock', category: 'pictures' },
      { match: 'adobe', category: 'second' },
    ];
    expect(settle('ADOBE *STOCK', '', rules)[0]).toBe('pictures');
    expect(settle('ADOBE CREATIVE CLOUD', 'Software', rules)[0]).toBe('second');
    expect(settle('AD AGENCY', '', rules)[0]).toBe('first');
    expect(settle('DOWNLOAD', '', rules)[0]).toBe('uncategorised');
  });

  it('say the kind, or leave it to what is known of the line', () => {
    const without = [{ match: 'distrokid', category: 'distro' }];
    expect(settle('Deposit from DISTROKID', 'Credit', without)).toEqual(['distro', 'payout', true]);
    expect(settle('VENUE LLC', 'Credit', [{ match: 'venue llc', category: 'live' }])[1]).toBe('expense');
    const kinds = [{ match: 'venue llc', category: 'live', kind: 'income' }];
    expect(settle('Deposit from VENUE LLC', 'Credit', kinds)).toEqual(['live', 'income', true]);
  });

  it('without a word are refused, for they would fit every line', () => {
    expect(() => settle('ANY', '', [{ match: '***', category: 'stars' }])).toThrow(
      /"stars" has a rule without a word/,
    );
  });

  it('built in are written as they are compared', () => {
    for (const word of BUILT_IN.flatMap(({ words }) => words))
      expect(word).toMatch(/^[a-z0-9]+( [a-z0-9]+)*#?$/);
  });
});

describe('resolveNames', () => {
  let folder: string;
  let db: Db;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bedrot-transactions-'));
    db = openWarehouseForWriting(folder);
  });
  afterEach(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });
  const read = () =>
    db
      .prepare('SELECT description, category, kind, known FROM transaction_names ORDER BY description')
      .raw()
      .all();

  it('re-labels the past when label.json changes, and writes nothing twice', () => {
    const names = createNames(db, labelOf());
    names.ensureTransactionName('ADOBE', 'Software');
    names.ensureTransactionName('VENUE LLC', 'Credit');
    resolveNames(db, labelOf());
    expect(read()).toEqual([
      ['ADOBE', 'software', 'expense', 1],
      ['VENUE LLC', 'uncategorised', 'income', 0],
    ]);
    const rules = labelOf([
      { match: 'venue', category: 'live', kind: 'payout' },
      { match: 'adobe', category: 'design' },
    ]);
    resolveNames(db, rules);
    expect(read()).toEqual([
      ['ADOBE', 'design', 'expense', 1],
      ['VENUE LLC', 'live', 'payout', 1],
    ]);
    const before = db.prepare('SELECT total_changes()').pluck().get();
    resolveNames(db, rules);
    expect(db.prepare('SELECT total_changes()').pluck().get()).toBe(before);
  });
});
