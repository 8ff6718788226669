import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addMonths } from '../core/days.ts';
import { openOps, openWarehouseForWriting } from '../warehouse/kit/open.ts';
import { scoreSource } from '../warehouse/kit/quality.ts';
import { pastQuality } from '../warehouse/ops/quality.ts';
import { LABEL, type TestLake, testLake } from './support/import.ts';
import { bank, page, plantFacts, qualityOf, sold, stats, steady } from './support/quality.ts';

// As quality.test.ts: what is bought and advertised, what is late or never came, and what runs keep.

let lake: TestLake;
beforeEach(() => {
  lake = testLake(LABEL, '2026-11-22T17:00:00Z');
});
afterEach(() => lake.remove());

const result = (source: string, check: string) => qualityOf(lake, source, check);
const counts = (source: string, check: string): (number | undefined)[] => [
  result(source, check)?.passed,
  result(source, check)?.total,
];

const CARD = 'Transaction Date,Posted Date,Card No.,Description,Category,Debit,Credit\n';

describe('the ledger', () => {
  it('tells lines without a category, and advertising that two accounts have', async () => {
    await lake.bring([
      'card.csv',
      `${CARD}2026-11-01,2026-11-02,4821,FACEBK *ABC,Advertising,50.00,\n2026-11-03,2026-11-04,4821,ADOBE,Software,10.00,\n`,
    ]);
    expect(counts('capitalone_card', 'categories')).toEqual([2, 2]);
    expect(counts('capitalone_card', 'spend-twice')).toEqual([1, 1]);
    await lake.bring([
      'card2.csv',
      `${CARD}2026-11-02,2026-11-03,9999,FACEBK *ABC,Advertising,50.00,\n2026-11-03,2026-11-04,9999,QQZX 11,,10.00,\n`,
    ]);
    expect(counts('capitalone_card', 'spend-twice')).toEqual([0, 2]);
    expect(counts('capitalone_card', 'categories')).toEqual([3, 4]);
    expect(result('capitalone_card', 'categories')?.detail.examples).toEqual(['"QQZX 11" (1 line)']);
  });
});

const META =
  'Reporting starts,Reporting ends,Campaign name,Campaign delivery,Amount spent (USD),Impressions,Link clicks,Leads,Views\n';

describe('advertisements', () => {
  it("tell campaigns that are nobody's, and spend that cannot be", async () => {
    await lake.bring([
      'Untitled report.csv',
      `${META}2026-10-04,2026-10-04,PIG1987 - HEAVEN - BROAD,active,7.10,3000,22,,4100\n2026-10-04,2026-10-04,Boost 7,active,1.00,300,2,,410\n`,
    ]);
    expect(counts('metaads_daily', 'campaigns')).toEqual([1, 2]);
    expect(result('metaads_daily', 'campaigns')?.detail.examples).toEqual(['Boost 7']);
    expect(counts('metaads_daily', 'signs')).toEqual([2, 2]);
    expect(counts('metaads_daily', 'known')).toEqual([2, 2]);
    await plantFacts(
      lake,
      "UPDATE ad_performance_daily SET spend = -1, currency = NULL WHERE campaign_name = 'Boost 7'",
    );
    expect(counts('metaads_daily', 'signs')).toEqual([1, 2]);
    expect(counts('metaads_daily', 'known')).toEqual([1, 2]);
    expect(result('metaads_daily', 'signs')?.detail.examples).toEqual(['Untitled report.csv, line 3']);
  });
});

describe('files', () => {
  it('tell one that is far thinner than those before', async () => {
    const month = (at: number, lines: number) =>
      bank(
        Array.from({ length: lines }, (_, each) =>
          sold(addMonths('2026-01', at), { title: `SONG ${each}`, isrc: '', upc: '' }),
        ),
        `month-${at}.tsv`,
      );
    for (const at of [0, 1, 2, 3, 4]) await lake.bring(month(at, 40));
    // The newest file against the four before, and the newest settled month has too few before it.
    expect(counts('distrokid_bank', 'volume')).toEqual([1, 1]);
    await lake.bring(month(5, 4));
    expect(counts('distrokid_bank', 'volume')).toEqual([0, 1]);
    expect(result('distrokid_bank', 'volume')?.detail.examples?.[0]).toContain('month-5.tsv has 4.0 rows');
  });
});

describe('time and delivery', () => {
  it('tells what is late by its policy, and a platform that never delivered has failed', async () => {
    lake.remove();
    lake = testLake(
      { ...LABEL, platforms: { tiktok: { via: 'file' }, youtube: { via: 'off' } } },
      '2026-11-16T17:00:00Z',
    );
    await lake.bring(stats(steady));
    expect(counts('distrokid_stats', 'timeliness')).toEqual([1, 1]);
    expect(counts('tiktok', 'delivered')).toEqual([0, 1]);
    expect(result('youtube', 'delivered')).toBeUndefined();
    const never = result('tiktok', 'delivered');
    expect(never && scoreSource([never])).toMatchObject({ score: 0, band: 'failed' });

    lake.remove();
    lake = testLake(LABEL, '2026-12-24T17:00:00Z');
    await lake.bring(stats(steady));
    expect(counts('distrokid_stats', 'timeliness')).toEqual([0, 1]);
    expect(result('tiktok', 'delivered')).toBeUndefined();
  });
});

describe('runs', () => {
  it('read again only what changed, carry the rest over, and keep a series', async () => {
    await lake.bring(stats(steady), bank());
    const first = result('distrokid_bank', 'totals');
    await lake.bring(page('ZONE A0', steady));
    expect(result('distrokid_bank', 'totals')).toEqual(first);
    const ops = openOps(lake.house.data);
    const runs = new Set(pastQuality(ops, 10).map(({ runId }) => runId));
    ops.close();
    expect(runs.size).toBe(2);
    // A change from outside shows only once its source is read again: nothing else was.
    const warehouse = openWarehouseForWriting(lake.house.data);
    warehouse.exec("DELETE FROM revenue_transactions WHERE sale_month = '2026-03'");
    warehouse.close();
    await lake.bring(page('PIG1987', steady));
    expect(counts('distrokid_bank', 'totals')).toEqual([1, 1]);
    await lake.bring(bank([sold('2026-10', { reportingDate: '2026-11-20' })], 'newer.tsv'));
    expect(counts('distrokid_bank', 'totals')).toEqual([1, 2]);
  });

  it('do not fail when the checks cannot be done', async () => {
    const ops = openOps(lake.house.data);
    ops.exec('DROP TABLE quality_results');
    ops.close();
    expect((await lake.bring(bank()))[0]?.state).toBe('loaded');
  });
});
