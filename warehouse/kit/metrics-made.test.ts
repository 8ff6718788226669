import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadMetrics } from './discover-metrics.ts';
import { lineage } from './lineage.ts';
import type { Question } from './metric.ts';
import { type HandMade, handMade } from './query.testing.ts';
import { ask } from './query.ts';

// Numbers that are made of other numbers, worked out by hand from these facts.

const metrics = await loadMetrics();
const USD = 1_000_000_000;
let made: HandMade;
beforeAll(() => {
  made = handMade();
  // Rates of July: sale months January to March, as told by the end of June. 12 USD for 4,000 streams: 0.003.
  made.sale({ month: '2026-01', quantity: 1000, amount: 3 * USD, reported: '2026-03-24' });
  made.sale({ month: '2026-02', store: 2, quantity: 1000, amount: 5 * USD, reported: '2026-04-24' });
  made.sale({ month: '2026-03', quantity: 2000, amount: 4 * USD, reported: '2026-05-24' });
  // None of it: a use in social media, an older month, a statement that came when July had begun.
  made.sale({ month: '2026-02', store: 4, quantity: 100_000, amount: USD, reported: '2026-04-24' });
  made.sale({ month: '2025-12', quantity: 1, amount: 100 * USD, reported: '2026-02-24' });
  made.sale({ month: '2026-03', quantity: 1000, amount: 100 * USD, reported: '2026-07-24' });
  // A store takes back what it paid.
  made.sale({ month: '2025-11', quantity: 10, amount: 2 * USD, reported: '2026-01-24' });
  made.sale({ month: '2025-11', quantity: -10, amount: -2 * USD, reported: '2026-06-24' });
  // What July and August brought. Statements to October: July is closed, August is not.
  made.sale({ month: '2026-07', quantity: 300, amount: 1.03 * USD, reported: '2026-09-24' });
  made.sale({ month: '2026-08', quantity: 20, amount: 2 * USD, reported: '2026-10-24' });
  for (let day = 1; day <= 31; day++) {
    const date = `2026-07-${String(day).padStart(2, '0')}`;
    made.trend(date, 1, 10);
    made.trend(date, 2, 5);
  }
  for (const day of [1, 2, 3]) made.trend(`2026-08-0${day}`, 1, 10);
  // Spotify for Artists: 11 a day for three days; on the fourth one artist is missing.
  for (const day of [1, 2, 3, 4]) made.spotify(`2026-07-0${day}`, 4, { streams: 9 });
  for (const day of [1, 2, 3]) made.spotify(`2026-07-0${day}`, 5, { streams: 2 });
  made.spotify('2026-06-30', 4, { followers: 300, monthly_listeners: 1000 });
  made.spotify('2026-06-30', 5, { followers: 50 });
});
afterAll(() => made.close());

const july = { from: '2026-07-01', to: '2026-07-31' };
const asked = (metric: string, more: Partial<Question> = {}) =>
  ask(made.db, metrics, { metric, ...july, ...more });
const values = (metric: string, more: Partial<Question>) =>
  asked(metric, more).rows.map(({ keys, value }) => [...Object.values(keys), value]);

describe('shares', () => {
  it('are parts of the whole of the same days; a filter asks for its part', () => {
    expect(values('stream_share', { by: ['platform'] })).toEqual([
      ['Spotify', 310 / 465],
      ['Apple Music', 155 / 465],
    ]);
    expect(asked('stream_share', { where: { platform: ['apple-music'] } }).total).toBe(155 / 465);
    expect(values('stream_share', { by: ['distributor'] })).toEqual([['DistroKid', 1]]);
    expect(asked('stream_share').total).toBe(1);
    // By artist it is Spotify for Artists: 36 and 6 of 42.
    expect(values('stream_share', { by: ['artist'] })).toEqual([
      ['ZONE A0', 36 / 42],
      ['PIG1987', 6 / 42],
    ]);
  });

  it('over time each is a part of its own month', () => {
    expect(values('stream_share', { to: '2026-08-31', grain: 'month', by: ['platform'] })).toEqual([
      ['2026-07', 'Apple Music', 155 / 465],
      ['2026-07', 'Spotify', 310 / 465],
      ['2026-08', 'Spotify', 1],
    ]);
  });

  it('of revenue, and without anything known', () => {
    const february = { from: '2026-02-01', to: '2026-02-28' };
    expect(values('revenue_share', { ...february, by: ['platform'] })).toEqual([
      ['Spotify', 5 / 6],
      ['Meta', 1 / 6],
    ]);
    expect(asked('revenue_share', { from: '2026-05-01', to: '2026-05-31' }).total).toBeNull();
  });
});

it('a use in social media has a value of its own, and is in no stream’s', () => {
  const february = { from: '2026-02-01', to: '2026-02-28' };
  expect(asked('revenue_per_use', february)).toMatchObject({ total: '0.000010000', unit: 'USD/use' });
  expect(asked('revenue_per_stream', february).total).toBe('0.005000000');
  expect(asked('streaming_revenue', february).total).toBe('5.00');
  expect(asked('revenue_per_use').total).toBeNull();
});

describe('followers for each monthly listener', () => {
  const june = { from: '2026-06-01', to: '2026-06-30' };
  it('are of the artists whose page tells both', () => {
    expect(asked('follower_conversion', june).total).toBe(0.3);
    expect(values('follower_conversion', { ...june, by: ['artist'] })).toEqual([['ZONE A0', 0.3]]);
    expect(values('follower_conversion', { ...june, grain: 'month' })).toEqual([['2026-06', 0.3]]);
  });
  it('stand on the page of Spotify alone, whose accounts elsewhere may be late', () => {
    expect(asked('follower_conversion', june).tables).toEqual(['spotify_audience_daily']);
    expect(asked('followers', { ...june, where: { platform: ['Spotify', 'TikTok'] } }).tables).toEqual([
      'spotify_audience_daily',
      'social_media_daily',
    ]);
  });
  it('are not known of others, with the reason', () => {
    expect(asked('follower_conversion', { ...june, where: { artist: ['PIG1987'] } })).toMatchObject({
      total: null,
      notes: ['Not known: no page tells both followers and monthly listeners in this period.'],
    });
  });
});

describe('distributors against Spotify for Artists', () => {
  it('over the days both tell in full: 30 against 33', () => {
    const found = asked('streams_variance');
    expect(found.total).toBeCloseTo(-1 / 11, 12);
    expect(found.partial).toBe(true);
    expect(found.notes).toEqual([
      'Over the 3 of 31 days that both tell in full.',
      'Distributors count less than Spotify for Artists, by more than 5 %.',
    ]);
    expect(asked('streams_variance', { to: '2026-07-03' }).partial).toBe(false);
    expect(values('streams_variance', { grain: 'week' })).toEqual([['2026-06-29', -3 / 33]]);
  });
  it('is not known where no day is shared', () => {
    expect(asked('streams_variance', { from: '2026-07-04' })).toMatchObject({ total: null });
  });
});

describe('expected revenue', () => {
  it('is streams times the rate that was known when the month began', () => {
    // 310 * 0.003; Apple Music has no rate and is told
    const found = asked('expected_revenue');
    expect(found).toMatchObject({ total: '0.93', unit: 'USD', partial: true, kind: 'trend' });
    expect(found.notes.slice(0, 2)).toEqual([
      'An estimate: by what each platform paid for a stream in settled sale months before, here of 2026-01 to 2026-03.',
      'No rate is known of Apple Music (155 streams): left out, not taken as 0.',
    ]);
    expect(values('expected_revenue', { by: ['platform'] })).toEqual([['Spotify', '0.93']]);
    expect(asked('expected_revenue', { where: { platform: ['Spotify'] } })).toMatchObject({
      total: '0.93',
      partial: false,
    });
  });

  it('each month by its own rates', () => {
    // August: February to April as told by the end of July: 109 USD for 4,000 streams; 30 * 0.02725
    expect(values('expected_revenue', { to: '2026-08-31', grain: 'month' })).toEqual([
      ['2026-07', '0.93'],
      ['2026-08', '0.8175'],
    ]);
    expect(asked('expected_revenue', { to: '2026-08-31' }).total).toBe('1.7475');
  });

  it('stands on the streams and on the statements its rates are from', () => {
    const found = asked('expected_revenue');
    expect(found.tables).toEqual(['content_streams', 'revenue_transactions']);
    expect(lineage(made.db, metrics, { metric: 'expected_revenue', ...july }).facts).toBe(62 + 4);
  });

  it('without a rate, or without streams, it is not known', () => {
    expect(asked('expected_revenue', { where: { platform: ['Apple Music'] } }).total).toBeNull();
    expect(asked('expected_revenue', { from: '2026-05-01', to: '2026-05-31' }).total).toBeNull();
  });
});

describe('revenue against expected', () => {
  it('of closed sale months alone', () => {
    expect(asked('revenue_variance')).toMatchObject({ total: '0.10', unit: 'USD', kind: 'reported' });
    expect(asked('revenue_variance_rate').total).toBeCloseTo(0.1 / 0.93, 9);
    expect(values('revenue_variance', { to: '2026-08-31', by: ['platform'], grain: 'month' })).toEqual([
      ['2026-07', 'Spotify', '0.10'],
    ]);
  });
  it('is not known of a month stores still report, and says why', () => {
    const august = asked('revenue_variance', { from: '2026-08-01', to: '2026-08-31' });
    expect(august.total).toBeNull();
    expect(august.notes[0]).toBe(
      'Only closed sale months count, to 2026-07: stores report for three months more.',
    );
  });
});

describe('payment delay', () => {
  const quarter = { from: '2026-01-01', to: '2026-03-31' };
  it('is weighted by the amounts, without what was taken back', () => {
    // Two months: 3 + 5 + 1 + 4 USD; four: 100
    expect(asked('payment_delay', quarter)).toMatchObject({ total: (13 * 2 + 400) / 113, unit: 'months' });
    expect(asked('payment_delay', { from: '2025-11-01', to: '2025-11-30' }).total).toBe(2);
    expect(values('payment_delay', { ...quarter, by: ['platform'] })).toEqual([
      ['Spotify', (12 * 2 + 400) / 112],
      ['Meta', 2],
    ]);
    expect(asked('payment_delay', { from: '2025-01-01', to: '2025-01-31' }).total).toBeNull();
  });
});
