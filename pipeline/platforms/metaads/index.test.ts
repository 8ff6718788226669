import { describe, expect, it } from 'vitest';
import { type Feed, FileRefused } from '../../kit/platform.ts';
import type { Document } from '../../kit/read/document.ts';
import metaads from './index.ts';

const [daily, period] = metaads.feeds as readonly [Feed, Feed];

const base = (head: string): Document => ({
  originalName: 'x',
  entry: null,
  format: 'json',
  encoding: 'utf-8',
  size: Buffer.byteLength(head),
  head,
  header: null,
  delimiter: null,
  bytes: async function* () {
    yield Buffer.from(head);
  },
  text: async () => head,
});
const json = (value: unknown): Document => base(typeof value === 'string' ? value : JSON.stringify(value));
const csv = (...lines: string[]): Document => ({
  ...base(`${lines.join('\n')}\n`),
  format: 'delimited',
  delimiter: ',',
  header: (lines[0] as string).split(','),
});
const taker = (document: Document) =>
  metaads.feeds.filter((feed) => feed.detect(document) !== null).map((feed) => feed.name);
const row = (more: object = {}) => ({
  campaign_id: '1',
  spend: '1',
  date_start: '2026-10-01',
  date_stop: '2026-10-01',
  ...more,
});
async function rowsOf(feed: Feed, document: Document): Promise<Record<string, string>[]> {
  const rows: Record<string, string>[] = [];
  for await (const cells of feed.read(document))
    for (let at = 0; at < cells.rows; at++)
      rows.push(
        Object.fromEntries(
          cells.header.map((name, column) => {
            const { ids, texts } = cells.columns[column] as (typeof cells.columns)[number];
            return [name, texts.at(ids[at] as number)];
          }),
        ),
      );
  return rows;
}

describe('days and periods', () => {
  it('are told apart by the days of the rows: one span makes it a file of periods', () => {
    expect(taker(json({ data: [row()] }))).toEqual(['metaads_daily']);
    expect(taker(json([row(), row({ date_stop: '2026-10-07' })]))).toEqual(['metaads_period']);
    expect(taker(json([{ data: [row()] }, { data: [row({ date_start: '2026-09-25' })] }]))).toEqual([
      'metaads_period',
    ]);

    const header = 'Campaign name,Amount spent (USD),Reporting starts,Reporting ends';
    expect(taker(csv(header, 'A,1,2026-10-01,2026-10-01'))).toEqual(['metaads_daily']);
    expect(taker(csv(header, 'A,1,2026-10-01,2026-10-01', 'A,1,2026-10-01,2026-10-02'))).toEqual([
      'metaads_period',
    ]);
    expect(taker(csv(`${header},Day`, 'A,1,2026-10-01,2026-10-31,2026-10-02'))).toEqual(['metaads_daily']);
    // Nothing in it: no days.
    expect(taker(csv(header))).toEqual(['metaads_period']);
  });

  it('refuse a span in a file of days', () => {
    const cells = { date: '2026-10-01', date_stop: '2026-10-07', campaign_id: '1' };
    const facts = { originalName: 'x', account: '', landedDay: '2026-11-22', rows: 1 };
    expect(daily.clean?.({ line: 1, index: 0, cells }, facts)).toEqual({
      refuse: expect.stringMatching(/2026-10-01 to 2026-10-07 in one/),
    });
    expect(period.clean?.({ line: 1, index: 0, cells }, facts)).toMatchObject({
      level: 'campaign',
      by_name: '',
    });
  });
});

describe("what is Meta's but cannot be read", () => {
  it.each([
    [
      'in another language',
      csv('Nombre de la campaña,Importe gastado (EUR),Inicio del informe', 'A,1,x'),
      /English/,
    ],
    [
      'of no campaign',
      csv('Ad name,Amount spent (USD),Reporting starts,Reporting ends', 'A,1,x,x'),
      /tells no campaign/,
    ],
    [
      'by age',
      csv('Campaign name,Age,Amount spent (USD),Reporting starts,Reporting ends'),
      /broken down by age/,
    ],
    [
      'by week',
      csv('Campaign name,Week,Amount spent (USD),Reporting starts,Reporting ends'),
      /broken down by week/,
    ],
    ['of an account', json([row({ campaign_id: undefined })]), /whole ad account/],
    [
      'an error',
      json({
        error: {
          message: 'Ad account owner has NOT granted',
          type: 'OAuthException',
          code: 200,
          fbtrace_id: 'A',
        },
      }),
      /error 200 .*: Ad account owner has NOT granted\. The System User has no access/,
    ],
    [
      'a list of campaigns',
      json([{ id: '1', name: 'A', objective: 'OUTCOME_TRAFFIC', created_time: '2025-05-01T10:00:00-0700' }]),
      /how campaigns, ad sets or ads are set up/,
    ],
  ])('%s is refused, and it is said what to do', (_, document, reason) => {
    expect(() => daily.detect(document)).toThrow(FileRefused);
    expect(() => daily.detect(document)).toThrow(reason);
  });

  it('is refused when read: broken down, cut off, an error between pages', async () => {
    const refused = (value: unknown) => expect(rowsOf(daily, json(value))).rejects;
    await refused([row({ publisher_platform: 'instagram' })]).toThrow(/broken down by publisher_platform/);
    await refused(JSON.stringify([row()]).slice(0, -4)).toThrow(/not whole/);
    await refused([{ data: [row()] }, { error: { code: 17, message: 'User request limit' } }]).toThrow(
      /error 17 .*wait an hour/,
    );
    await refused([row(), 'x']).toThrow(/holds "x" where a row should be/);
  });

  it('leaves others alone', () => {
    for (const document of [
      json({ data: [{ name: 'reach', period: 'day', values: [{ value: 1 }] }] }),
      json({ data: [] }),
      csv('Day,Campaign,Cost', '2026-10-01,A,1'),
      csv('Date,Listeners,Streams,Followers', '2026-10-01,1,1,1'),
      csv('date,streams,spend', '2026-10-01,1,1'),
    ])
      expect(taker(document)).toEqual([]);
  });

  it('says what a CSV lacks by the names the file has', () => {
    const document = csv('Campaign name,Reach,Reporting starts,Reporting ends', 'A,1,2026-10-01,2026-10-01');
    expect(daily.detect(document)).not.toBeNull();
    expect(daily.header?.(document)?.cells).not.toContain('Amount spent');
  });
});

describe('a CSV of Ads Manager', () => {
  it('gives the currency of its header to each row, and leaves out what adds rows up', async () => {
    const document = csv(
      'Campaign name,Ad set name,Amount spent (GBP),CPC (all) (GBP),Reporting starts,Reporting ends',
      ',,3,1,2026-10-01,2026-10-01',
      'All,All,3,1,2026-10-01,2026-10-01',
      'A,B,1,1,2026-10-01,2026-10-01',
      ',C,2,1,2026-10-01,2026-10-01',
    );
    expect(await rowsOf(daily, document)).toEqual([
      expect.objectContaining({
        'Campaign name': 'A',
        'Amount spent': '1',
        'CPC (all)': '1',
        Currency: 'GBP',
      }),
      // A row of an ad set without its campaign is no total: it is refused, and told.
      expect.objectContaining({ 'Campaign name': '', 'Ad set name': 'C', Currency: 'GBP' }),
    ]);
  });

  it('keeps the currency a column tells', async () => {
    const document = csv('Campaign name,Currency,Amount spent,Day', 'A,PEN,1,2026-10-01');
    expect(await rowsOf(daily, document)).toEqual([
      { 'Campaign name': 'A', Currency: 'PEN', 'Amount spent': '1', Day: '2026-10-01' },
    ]);
  });
});
