import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rebuild } from '../pipeline/run.ts';
import { bankFile, bankStyle, statsPage } from '../sandbox/label/formats/distrokid.ts';
import { audienceCsv } from '../sandbox/label/formats/spotify.ts';
import { loadMetrics } from '../warehouse/kit/discover-metrics.ts';
import { ask } from '../warehouse/kit/query.ts';
import { type TestLake, testLake } from './support/import.ts';
import { audience, line } from './support/rows.ts';

// What went wrong in the system before this one, each brought through the front door: files in, warehouse out.

let lake: TestLake;
beforeEach(() => {
  lake = testLake();
});
afterEach(() => lake.remove());

const SALES = 'SELECT count(*), sum(quantity), sum(amount) FROM revenue_transactions';

describe('kinds are never added (facts 0.9, 0.11)', () => {
  it('streams of statements, daily pages and artist pages stay three answers', async () => {
    await lake.bring(
      [
        'streams.html',
        statsPage({
          data: 'streams',
          points: [
            { day: '2026-07-01', count: 1000 },
            { day: '2026-07-02', count: 1100 },
          ],
        }),
      ],
      ['PIG1987-audience-timeline.csv', audienceCsv([audience('2026-07-01'), audience('2026-07-02')], 3)],
      [
        'bank.csv',
        bankFile([line({ quantity: '40' }), line({ store: 'Facebook', quantity: '20411' })], bankStyle(2)),
      ],
    );
    const metrics = await loadMetrics();
    const db = lake.open();
    const question = { metric: 'streams', from: '2026-07-01', to: '2026-07-31' };
    const totals = (['trend', 'observed', 'reported'] as const).map(
      (kind) => ask(db, metrics, { ...question, kind }).total,
    );
    // Facebook counts uses, not streams.
    expect(totals).toEqual([2100, 1800, 40]);
    const answer = ask(db, metrics, question);
    expect(answer.kind).toBe('trend');
    expect(answer.others.map((other) => [other.kind, other.total])).toEqual([
      ['observed', 1800],
      ['reported', 40],
    ]);
    db.close();
  });
});

describe('text stays text, signs stay signs (facts 0.10, 0.11)', () => {
  it('leading zeros, Namibia, OU, reversals and twelve decimals survive', async () => {
    await lake.bring([
      'bank.csv',
      bankFile(
        [
          line({ country: 'NA' }),
          line({ country: 'OU', store: 'Facebook', earnings: '0.031220450000' }),
          line({ type: 'Album', store: 'iTunes', isrc: '', quantity: '-1', earnings: '-0.691000000000' }),
        ],
        bankStyle(2),
      ),
    ]);
    expect(
      lake.rows(
        'SELECT territory, upc, quantity, amount FROM revenue_transactions r JOIN track_names t ON t.id = track_name_id ORDER BY amount',
      ),
    ).toEqual([
      ['US', '0198012345671', -1, -691_000_000],
      ['OU', '0198012345671', 1843, 31_220_450],
      ['NA', '0198012345671', 1843, 5_612_034_170],
    ]);
    expect(lake.rows("SELECT name FROM territories WHERE code = 'NA'")).toEqual([['Namibia']]);
  });
});

describe('nobody is guessed, nothing is dropped, nothing doubles (pains 8, 18, 19, 21)', () => {
  it('unknown stores and artists keep their own names and their money', async () => {
    await lake.bring([
      'bank.csv',
      bankFile(
        [
          line({ store: 'Luna', quantity: '1', earnings: '0.5' }),
          line({ store: 'Tencent', quantity: '1', earnings: '0.25' }),
          line({ store: 'Brand New Store', quantity: '1', earnings: '0.125' }),
          line({ artist: 'Pigeon', quantity: '1', earnings: '1' }),
          line({ artist: 'Danger Zone', quantity: '1', earnings: '2' }),
          line({
            artist: 'ZONE A0 & Sxnctuary',
            title: 'DUET',
            isrc: 'QZTST2600004',
            quantity: '1',
            earnings: '4',
          }),
        ],
        bankStyle(2),
      ),
    ]);
    expect(
      lake.rows(`SELECT p.name, sum(amount) FROM revenue_transactions r JOIN platform_names n ON n.id = r.platform_name_id
                 JOIN platforms p ON p.id = n.platform_id GROUP BY p.name ORDER BY p.name`),
    ).toEqual([
      ['Brand New Store', 125_000_000],
      ['Luna', 500_000_000],
      ['Spotify', 7_000_000_000],
      ['Tencent', 250_000_000],
    ]);
    expect(
      lake.rows(`SELECT n.name, a.name, a.status FROM artist_credits c JOIN artist_names n ON n.id = c.artist_name_id
                 JOIN artists a ON a.id = c.artist_id ORDER BY 1, 2`),
    ).toEqual([
      ['Danger Zone', 'Danger Zone', 'unknown'],
      ['PIG1987', 'PIG1987', 'own'],
      ['Pigeon', 'Pigeon', 'unknown'],
      ['ZONE A0 & Sxnctuary', 'Sxnctuary', 'collaborator'],
      ['ZONE A0 & Sxnctuary', 'ZONE A0', 'own'],
    ]);
  });

  it('the same file twice changes nothing, and neither does a rebuild', async () => {
    const bytes = bankFile([line(), line(), line({ quantity: '-3', earnings: '-1' })], bankStyle(2));
    await lake.bring(['bank.csv', bytes]);
    const before = lake.rows(SALES);
    expect(before).toEqual([[3, 3683, 10_224_068_340]]);
    const [again] = await lake.bring(['bank (1).csv', bytes]);
    expect(again).toMatchObject({ state: 'known' });
    expect(lake.rows(SALES)).toEqual(before);
    await rebuild(lake.house);
    expect(lake.rows(SALES)).toEqual(before);
  });

  it('two files of one artist in one second are both kept', async () => {
    await lake.bring(
      ['PIG1987-audience-timeline.csv', audienceCsv([audience('2026-10-01')], 1)],
      ['PIG1987-audience-timeline (1).csv', audienceCsv([audience('2026-10-02')], 1)],
    );
    expect(lake.rows('SELECT date FROM spotify_audience_daily ORDER BY date')).toEqual([
      ['2026-10-01'],
      ['2026-10-02'],
    ]);
    expect(lake.rows('SELECT count(DISTINCT path), count(DISTINCT landed_at) FROM files')).toEqual([[2, 1]]);
  });
});
