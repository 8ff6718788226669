import { describe, expect, it } from 'vitest';
import { type Feed, PersonalDataRefused } from '../../kit/platform.ts';
import type { Document } from '../../kit/read/document.ts';
import { cellsOf, HEADER, reportsOf, sentDay } from './clean.ts';
import mailchimp from './index.ts';

const [reports] = mailchimp.feeds as readonly [Feed];
const json = (value: unknown): Document => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return {
    originalName: 'a.json',
    entry: null,
    format: 'json',
    encoding: 'utf-8',
    size: text.length,
    head: text,
    header: null,
    delimiter: null,
    bytes: async function* () {},
    text: async () => text,
  };
};
const csv = (...header: string[]): Document => ({ ...json(''), format: 'delimited', header, delimiter: ',' });
const REPORT = { id: '42', emails_sent: 9, bounces: { hard_bounces: 1 }, opens: { open_rate: 0.5 } };

describe('reportsOf', () => {
  it('takes a report, a list, an answer, and a list of answers', () => {
    expect(reportsOf(REPORT)).toEqual([REPORT]);
    expect(reportsOf([REPORT, REPORT])).toHaveLength(2);
    expect(reportsOf({ reports: [REPORT], total_items: 1 })).toEqual([REPORT]);
    expect(reportsOf([{ reports: [REPORT] }, { reports: [] }])).toEqual([REPORT]);
  });

  it.each([[null], [7], [{ id: '1' }], [{ reports: {} }], [[REPORT, 'x']], [{ reports: [REPORT, {}] }]])(
    '%j holds something else',
    (value) => expect(reportsOf(value)).toBeNull(),
  );
});

describe('cellsOf', () => {
  it('gives a cell for each column, empty where it is not told, and nothing else', () => {
    const row = Object.fromEntries(HEADER.map((name, at) => [name, cellsOf(REPORT)[at]]));
    expect(row).toMatchObject({
      id: '42',
      emails_sent: '9',
      hard_bounces: '1',
      soft_bounces: '',
      opens_total: '',
    });
    const odd = { ...REPORT, bounces: null, opens: 'many', campaign_title: { x: 1 }, fan: 'a@example.com' };
    expect(cellsOf(odd).filter((cell) => cell !== '')).toEqual(['42', '9']);
  });
});

describe('sentDay', () => {
  it.each([
    ['2026-09-18T18:00:00+00:00', '2026-09-18'],
    ['2026-09-18T23:30:00-05:00', '2026-09-19'],
    ['2026-09-18T00:30:00+0200', '2026-09-17'],
    ['2026-09-18T23:59:59.999Z', '2026-09-18'],
    ['2026-09-18 23:59', '2026-09-18'],
    ['2026-09-18', '2026-09-18'],
    ['', null],
  ])('%j was sent on %s', (text, sent) => expect(sentDay().parse(text)).toBe(sent));

  it.each(['October 3', '2026-09-18T25:00:00Z', '2026-13-01T00:00:00Z'])('%j is refused', (text) =>
    expect(sentDay().parse(text)).toHaveProperty('refuse'),
  );
});

describe('mailchimp', () => {
  it('takes reports, and no other JSON', () => {
    expect(reports.detect(json(REPORT))).toEqual({ account: '' });
    expect(reports.detect(json({ reports: [REPORT] }))).toEqual({ account: '' });
    expect(reports.detect(json({ lists: [], total_items: 0 }))).toBeNull();
    expect(reports.detect(csv('emails_sent', 'bounces', 'opens'))).toBeNull();
  });

  it('says what to bring instead of a list of campaigns', () => {
    const campaigns = { campaigns: [{ emails_sent: 9, report_summary: { opens: 3 } }] };
    expect(() => reports.detect(json(campaigns))).toThrow(/Bring the answer of \/3.0\/reports/);
  });

  it('refuses whatever names subscribers, and keeps nothing of it', () => {
    const member = { email_address: 'fan@example.com', merge_fields: { FNAME: 'A' } };
    for (const document of [
      json({ members: [member], list_id: 'a1' }),
      json({ sent_to: [{ email_id: 'x', email_address: 'fan@example.com' }] }),
      csv('Email Address', 'First Name', 'MEMBER_RATING', 'LEID'),
    ]) {
      expect(() => reports.detect(document)).toThrow(PersonalDataRefused);
      expect(() => reports.detect(document)).toThrow(/addresses of subscribers.*Delete it/);
    }
    expect(reports.detect(csv('Email Address', 'Order'))).toBeNull();
    expect(reports.detect(json({ email_address: 'label@example.com' }))).toBeNull();
  });

  it('refuses what it cannot read to its end', async () => {
    const read = async (value: unknown) => {
      for await (const _ of reports.read(json(value)));
    };
    await expect(read('{"emails_sent": 1')).rejects.toThrow(/damaged JSON/);
    await expect(read([REPORT, { id: 'x' }])).rejects.toThrow(/Not all in it are reports/);
  });
});
