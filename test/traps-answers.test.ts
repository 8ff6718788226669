import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bankFile, bankStyle } from '../sandbox/label/formats/distrokid.ts';
import { loadMetrics } from '../warehouse/kit/discover-metrics.ts';
import type { MetricRegistry, Question } from '../warehouse/kit/metric.ts';
import type { Db } from '../warehouse/kit/open.ts';
import { ask } from '../warehouse/kit/query.ts';
import { type TestLake, testLake } from './support/import.ts';
import { line } from './support/rows.ts';

// The traps of names, stores and signs (facts 4.1, 4.2, 4.4), from the files to the answer. Names kept, doubles and formats
// are in the other tests of traps; rules of bank lines one by one in warehouse/kit/names-transactions.test.ts.

const CARD = `Transaction Date,Posted Date,Card No.,Description,Category,Debit,Credit
2026-07-02,2026-07-03,4821,FACEBK *K24BRMQ5DH,Advertising,25.00,
2026-07-03,2026-07-04,4821,ADOBE CREATIVE CLOUD,Software,54.99,
2026-07-04,2026-07-05,4821,DOWNLOAD CITY,Merchandise,10.00,
2026-07-05,2026-07-06,4821,BROADCAST SUPPLY,Merchandise,30.00,
2026-07-06,2026-07-07,4821,ADOBE CREATIVE CLOUD,Software,,4.99
2026-07-09,2026-07-10,4821,CAPITAL ONE AUTOPAY PYMT,Payment/Credit,,300.00
`;
const ADS = `Campaign name,Campaign ID,Day,Amount spent (USD),Impressions,Reporting starts,Reporting ends
PIG1987 - NEON ABATTOIR - BROAD,120224907266750075,2026-07-01,24.10,9000,2026-07-01,2026-07-01
`;
const sold = (of: Parameters<typeof line>[0]) => line({ quantity: '10', earnings: '1', isrc: '', ...of });

let lake: TestLake;
let db: Db;
let metrics: MetricRegistry;
beforeAll(async () => {
  lake = testLake();
  await lake.bring(
    [
      'bank.csv',
      bankFile(
        [
          sold({ artist: 'PIG1987' }),
          sold({ artist: 'Pigeon', earnings: '2' }),
          sold({ artist: 'Twilight Zone', earnings: '4' }),
          sold({ artist: 'PIG1987 & ZONE A0', title: 'BOTH', earnings: '8' }),
          sold({ artist: 'ZONE A0', title: 'IWARY', earnings: '16' }),
          sold({ store: 'Luna', earnings: '32', artist: 'DEEPCURSE' }),
          sold({ store: 'Tencent', earnings: '64', artist: 'DEEPCURSE' }),
          sold({ store: 'Facebook', quantity: '20000', earnings: '128', artist: 'DEEPCURSE' }),
          sold({ store: 'TikTok', quantity: '50000', earnings: '256', artist: 'DEEPCURSE' }),
          sold({ store: 'A Store Nobody Knows', earnings: '512', artist: 'DEEPCURSE' }),
          // What a store takes back: less revenue, and no spending.
          sold({ quantity: '-3', earnings: '-0.5', artist: 'DEEPCURSE' }),
        ],
        bankStyle(2),
      ),
    ],
    ['2026-07-31_transaction_download.csv', CARD],
    ['ads.csv', ADS],
  );
  db = lake.open();
  metrics = await loadMetrics();
});
afterAll(() => {
  db?.close();
  lake?.remove();
});

const july = (metric: string, more: Partial<Question> = {}) =>
  ask(db, metrics, { metric, from: '2026-07-01', to: '2026-07-31', ...more });
const byName = (metric: string, by: 'artist' | 'platform' | 'category'): Record<string, unknown> =>
  Object.fromEntries(july(metric, { by: [by] }).rows.map(({ keys, value }) => [keys[by], value]));

describe('artists (facts 4.1)', () => {
  it('are whole names: Pigeon and Twilight Zone are nobody else, and a joint credit belongs to both', () => {
    expect(byName('revenue', 'artist')).toEqual({
      // 1 + 8; 8 + 16.
      PIG1987: '9.00',
      'ZONE A0': '24.00',
      Pigeon: '2.00',
      'Twilight Zone': '4.00',
      // 32 + 64 + 128 + 256 + 512 - 0.5.
      DEEPCURSE: '991.50',
    });
    expect(july('revenue').total).toBe('1022.50');
  });

  it('IWARY is a track, and no artist', () => {
    expect(july('revenue', { where: { track: ['IWARY'] } }).total).toBe('16.00');
    expect(() => july('revenue', { where: { artist: ['IWARY'] } })).toThrow('Unknown artist "IWARY"');
  });
});

describe('stores (facts 4.2)', () => {
  it('keep their own names, and none of them falls to Spotify', () => {
    expect(byName('revenue', 'platform')).toEqual({
      // 1 + 2 + 4 + 8 + 16 - 0.5.
      Spotify: '30.50',
      Luna: '32.00',
      Tencent: '64.00',
      Meta: '128.00',
      TikTok: '256.00',
      'A Store Nobody Knows': '512.00',
    });
    expect(lake.rows('SELECT name FROM platforms WHERE known = 0')).toEqual([['A Store Nobody Knows']]);
  });

  it('uses in Facebook and TikTok are no streams, nor is what an unknown store counts', () => {
    // Spotify 5 x 10 - 3, Luna 10, Tencent 10.
    expect(july('streams', { kind: 'reported' }).total).toBe(67);
    // (30.5 + 32 + 64) / 67.
    expect(july('revenue_per_stream').total).toBe('1.888059701');
  });
});

describe('signs (facts 4.4)', () => {
  it('"ad" is in no Adobe, download or broadcast; a refund lowers its category; the card payment is no income', () => {
    expect(byName('expenses', 'category')).toMatchObject({ advertising: '25.00', software: '50.00' });
    // 25 + 54.99 - 4.99 + 10 + 30.
    expect(july('expenses').total).toBe('115.00');
    expect(july('other_income').total).toBe('0.00');
  });

  it('what Meta says was spent and what the card paid for it are never one sum', () => {
    expect(july('ad_spend').total).toBe('24.10');
    expect(july('expenses', { where: { category: ['advertising'] } }).total).toBe('25.00');
  });

  it('a reversal lowers revenue and is no expense', () => {
    expect(july('revenue', { where: { artist: ['DEEPCURSE'], platform: ['Spotify'] } }).total).toBe('-0.50');
    expect(Object.keys(byName('expenses', 'category'))).not.toContain('distribution');
  });
});
