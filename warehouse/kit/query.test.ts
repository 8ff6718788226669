import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadMetrics } from './discover-metrics.ts';
import type { Question } from './metric.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { ask } from './query.ts';

const metrics = await loadMetrics();
let made: HandMade;
beforeEach(() => {
  made = handMade();
});
afterEach(() => made.close());

const asked = (question: Partial<Question> & { metric: string }) =>
  ask(made.db, metrics, { from: '2026-07-01', to: '2026-07-31', ...question });
const values = (question: Parameters<typeof asked>[0]) =>
  asked(question).rows.map((row) => [...Object.values(row.keys), row.value]);

describe('statements', () => {
  it('ratio of sums, not mean of ratios, and only over streaming stores', () => {
    // Spotify 1,000 for 4 USD, Apple 500 for 0.593 USD; Facebook's 1,000,000 uses would drown them.
    made.sale({ month: '2026-07', quantity: 1000, amount: 4_000_000_000 });
    made.sale({ month: '2026-07', store: 3, quantity: 500, amount: 593_000_000 });
    made.sale({ month: '2026-07', store: 4, quantity: 1_000_000, amount: 1_000_000_000 });
    const result = asked({ metric: 'revenue_per_stream' });
    // 4.593 / 1,500 = 0.003062
    expect(result).toMatchObject({ total: '0.003062000', unit: 'USD/stream', kind: 'reported' });
    expect(asked({ metric: 'streams', kind: 'reported' }).total).toBe(1500);
    expect(asked({ metric: 'revenue' }).total).toBe('5.593');
  });

  it('adds stores of one platform, largest platform first, and reads Namibia as a country', () => {
    made.sale({ month: '2026-07', store: 1, country: 'NA', quantity: 10, amount: 1_000_000_000 });
    made.sale({ month: '2026-07', store: 2, country: 'US', quantity: 10, amount: 2_500_000_000 });
    made.sale({ month: '2026-07', store: 3, country: 'NA', quantity: 10, amount: 5_000_000_000 });
    expect(values({ metric: 'revenue', by: ['platform'] })).toEqual([
      ['Apple Music', '5.00'],
      ['Spotify', '3.50'],
    ]);
    expect(values({ metric: 'revenue', where: { country: ['na'] }, by: ['country', 'platform'] })).toEqual([
      ['Namibia', 'Apple Music', '5.00'],
      ['Namibia', 'Spotify', '1.00'],
    ]);
  });

  it('takes reversals off, and can end below zero', () => {
    made.sale({ month: '2026-07', quantity: 3, amount: 2_000_000_000 });
    made.sale({ month: '2026-07', quantity: -4, amount: -2_691_000_000 });
    expect(asked({ metric: 'revenue' }).total).toBe('-0.691');
    expect(asked({ metric: 'streams', kind: 'reported' }).total).toBe(-1);
  });

  it('an unknown amount is left out and told; quantities that add up to 0 give no rate', () => {
    made.sale({ month: '2026-07', quantity: 5, amount: 1_000_000_000 });
    made.sale({ month: '2026-07', quantity: -5, amount: null });
    const revenue = asked({ metric: 'revenue' });
    expect(revenue).toMatchObject({ total: '1.00', partial: true });
    expect(asked({ metric: 'revenue_per_stream' }).total).toBe('0.200000000');
    made.sale({ month: '2026-07', quantity: -5, amount: 0 });
    expect(asked({ metric: 'revenue_per_stream' }).total).toBeNull();
  });

  it('adds beyond 2^53 exactly', () => {
    // 9,007,199.254740993 USD is 2^53 + 1 nanos.
    made.sale({ month: '2026-07', quantity: 1, amount: 9_007_199_254_740_993n });
    made.sale({ month: '2026-07', quantity: 1, amount: 9_007_199_254_740_993n });
    expect(asked({ metric: 'revenue' }).total).toBe('18014398.509481986');
  });

  it('a collaboration counts for each artist, once in the total, once under a filter of both', () => {
    made.sale({ month: '2026-07', track: 2, quantity: 1, amount: 3_000_000_000 });
    made.sale({ month: '2026-07', track: 1, quantity: 1, amount: 1_000_000_000 });
    const result = asked({ metric: 'revenue', by: ['artist'] });
    expect(result.rows.map((row) => [row.keys.artist, row.value])).toEqual([
      ['Sxnctuary', '3.00'],
      ['ZONE A0', '3.00'],
      ['PIG1987', '1.00'],
    ]);
    expect(result.total).toBe('4.00');
    expect(result.notes).toContain(
      'A collaboration counts for each of its artists; the total counts it once.',
    );
    expect(asked({ metric: 'revenue', where: { artist: ['zone_a0', 'SXNCTUARY'] } }).total).toBe('3.00');
  });

  it('tells two tracks of one title apart by ISRC, and finds them by title or ISRC', () => {
    made.sale({ month: '2026-07', track: 1, quantity: 1, amount: 1_000_000_000 });
    made.sale({ month: '2026-07', track: 3, quantity: 1, amount: 2_000_000_000 });
    expect(values({ metric: 'revenue', by: ['track'] })).toEqual([
      ['NEON ABATTOIR (QZTST2600003)', '2.00'],
      ['NEON ABATTOIR (QZTST2600001)', '1.00'],
    ]);
    expect(asked({ metric: 'revenue', where: { track: ['neon abattoir'] } }).total).toBe('3.00');
    expect(asked({ metric: 'revenue', where: { track: ['qztst2600001'] } }).total).toBe('1.00');
  });

  it('refuses to add currencies, unless one is asked for or they are told apart', () => {
    made.sale({ month: '2026-07', quantity: 1, amount: 1_000_000_000 });
    made.sale({ month: '2026-07', quantity: 1, amount: 2_000_000_000, currency: 'EUR' });
    expect(() => asked({ metric: 'revenue' })).toThrow(/EUR and USD, which are not added/);
    const euro = asked({ metric: 'revenue', where: { currency: ['eur'] } });
    expect(euro).toMatchObject({ total: '2.00', unit: 'EUR' });
    const split = asked({ metric: 'revenue', by: ['currency'] });
    expect(split.rows.map((row) => [row.keys.currency, row.value])).toEqual([
      ['EUR', '2.00'],
      ['USD', '1.00'],
    ]);
    expect(split).toMatchObject({ total: null, unit: 'money' });
  });

  it('reads whole months, says so, and marks sale months that are not settled', () => {
    made.sale({ month: '2026-06', quantity: 1, amount: 1_000_000_000, reported: '2026-08-24' });
    made.sale({ month: '2026-07', quantity: 1, amount: 2_000_000_000, reported: '2026-09-24' });
    const result = asked({ metric: 'revenue', from: '2026-06-10', to: '2026-07-20', grain: 'month' });
    expect(result.period).toEqual({ from: '2026-06-01', to: '2026-07-31' });
    expect(result.notes[0]).toBe('Statements tell whole months: read 2026-06-01 to 2026-07-31.');
    // Statements to September settle June (three months before) and not yet July.
    expect(result).toMatchObject({ newest: '2026-07-31', completeTo: '2026-06-30', reported: '2026-09-24' });
    expect(result.rows).toEqual([
      { keys: { date: '2026-06' }, value: '1.00', partial: false },
      { keys: { date: '2026-07' }, value: '2.00', partial: true },
    ]);
  });

  it('puts the same money at the day it came in', () => {
    made.sale({ month: '2026-05', quantity: 1, amount: 1_000_000_000, reported: '2026-07-24' });
    made.sale({ month: '2026-06', quantity: 1, amount: 2_000_000_000, reported: '2026-08-24' });
    expect(asked({ metric: 'revenue_received' }).total).toBe('1.00');
    expect(asked({ metric: 'revenue' }).total).toBeNull();
  });
});

describe('the kind of number', () => {
  beforeEach(() => {
    made.trend('2026-07-01', 1, 100);
    made.trend('2026-07-01', 2, 10);
    made.spotify('2026-07-01', 2, { streams: 105 });
    made.sale({ month: '2026-07', quantity: 90, amount: 1_000_000_000 });
  });

  it('is the first of trend, observed, reported that tells every dimension; the others are named, not added', () => {
    const trend = asked({ metric: 'streams', by: ['platform'] });
    expect(trend).toMatchObject({ kind: 'trend', total: 110, source: 'content_streams' });
    expect(trend.others).toEqual([
      { kind: 'observed', total: 105, period: { from: '2026-07-01', to: '2026-07-31' } },
      { kind: 'reported', total: 90, period: { from: '2026-07-01', to: '2026-07-31' } },
    ]);
    expect(asked({ metric: 'streams', by: ['artist'] })).toMatchObject({ kind: 'observed', total: 105 });
    expect(asked({ metric: 'streams', by: ['country'] })).toMatchObject({ kind: 'reported', total: 90 });
    // Spotify for Artists knows no Apple Music, so it cannot answer for the artist there.
    expect(
      asked({ metric: 'streams', where: { artist: ['pig 1987'], platform: ['apple-music'] } }),
    ).toMatchObject({
      kind: 'reported',
      total: null,
    });
  });

  it('a filter another kind does not tell leaves that kind out', () => {
    expect(asked({ metric: 'streams', where: { artist: ['PIG1987'] } }).others).toEqual([
      { kind: 'reported', total: 90, period: { from: '2026-07-01', to: '2026-07-31' } },
    ]);
  });

  it('says what there is when no kind can answer', () => {
    expect(() => asked({ metric: 'streams', by: ['country'], grain: 'day' })).toThrow(
      /No source tells streams country, by day\. There is trend: platform, distributor, account \(by day at the finest\); observed: artist, platform/,
    );
    expect(() => asked({ metric: 'streams', kind: 'trend', by: ['artist'] })).toThrow(/as trend/);
  });
});

describe('questions that cannot be asked', () => {
  it.each([
    [{ metric: 'stream' }, 'Unknown metric "stream". Did you mean "streams"'],
    [
      { metric: 'streams', where: { artist: ['pig1978'] } },
      'Unknown artist "pig1978". Did you mean "PIG1987"',
    ],
    [{ metric: 'revenue', where: { country: ['Namibya'] } }, 'Did you mean "Namibia"'],
    [{ metric: 'streams', where: { platform: ['spotfy'] } }, 'Did you mean "Spotify"'],
    [{ metric: 'streams', where: { artist: ['Pigeon'] } }, 'Unknown artist "Pigeon"'],
    [
      { metric: 'streams', from: '2026-08-01' },
      'The period ends (2026-07-31) before it begins (2026-08-01).',
    ],
    [{ metric: 'streams', from: '2026-02-30' }, '"2026-02-30" is not a day.'],
    [{ metric: 'streams', limit: 0 }, 'A limit is a whole number above 0.'],
  ] as const)('%j', (question, message) => {
    expect(() => asked(question as Parameters<typeof asked>[0])).toThrow(message);
  });

  it('a joint credit is nobody’s other name', () => {
    expect(() => asked({ metric: 'streams', where: { artist: ['ZONE A0 & Sxnctuary'] } })).toThrow(
      'Unknown artist',
    );
  });
});

describe('limits', () => {
  it('keep the largest, or the newest dates, and leave the total alone', () => {
    for (const [day, streams] of [
      ['01', 5],
      ['02', 7],
      ['03', 6],
    ] as const)
      made.trend(`2026-07-${day}`, 1, streams);
    made.trend('2026-07-01', 2, 100);
    const top = asked({ metric: 'streams', by: ['platform'], limit: 1 });
    expect(top.rows.map((row) => row.keys.platform)).toEqual(['Apple Music']);
    expect(top).toMatchObject({ total: 118 });
    expect(top.notes).toContain('The 1 largest of 2.');
    expect(values({ metric: 'streams', grain: 'day', limit: 2, where: { platform: ['Spotify'] } })).toEqual([
      ['2026-07-02', 7],
      ['2026-07-03', 6],
    ]);
  });

  it('reads from a read-only connection too', () => {
    made.trend('2026-07-01', 1, 5);
    const db = made.readonly();
    expect(ask(db, metrics, { metric: 'streams', from: '2026-07-01', to: '2026-07-31' }).total).toBe(5);
    db.close();
  });
});
