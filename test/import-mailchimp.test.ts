import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestLake, testLake } from './support/import.ts';
import { leaksIn } from './support/leaks.ts';

const FAN = 'fan.of.pigs@example.com';
let lake: TestLake;
beforeEach(() => {
  lake = testLake();
});
afterEach(() => lake.remove());

const report = (unique: number, openRate: number) => ({
  id: '42694e9e57',
  campaign_title: 'Launch',
  send_time: '2026-09-18T18:00:00+00:00',
  emails_sent: 1200,
  bounces: { hard_bounces: 12, soft_bounces: 8, syntax_errors: 0 },
  opens: { opens_total: 900, unique_opens: unique, open_rate: openRate, proxy_excluded_unique_opens: 260 },
  clicks: { clicks_total: 95, unique_clicks: 80, unique_subscriber_clicks: 71, click_rate: 0.06 },
});
const facts = () =>
  lake.rows(
    'SELECT sent_on, campaign, emails_sent, unique_opens, proxy_excluded_unique_opens FROM email_campaigns',
  );

it('a campaign is one row, however often its report comes, with rates as fractions or percents', async () => {
  const [first] = await lake.bring(['reports.json', JSON.stringify({ reports: [report(610, 0.5169)] })]);
  expect(first).toMatchObject({ state: 'loaded', feed: 'mailchimp_reports', rows: 1, loaded: 1, refused: 0 });
  const [percent] = await lake.bring(['later.json', JSON.stringify([{ reports: [report(610, 51.69)] }])]);
  expect(percent).toMatchObject({ state: 'loaded', loaded: 0, unchanged: 1 });
  const [more] = await lake.bring(['one.json', JSON.stringify(report(612, 0.52))]);
  expect(more).toMatchObject({ loaded: 1, corrected: 1 });
  expect(facts()).toEqual([['2026-09-18', '42694e9e57', 1200, 612, 260]]);
});

it('what a report tells of people is in no file of the house', async () => {
  const told = {
    ...report(610, 0.5),
    unsubscribes: [{ email_address: FAN }],
    share_report: { share_password: 'planted-password' },
  };
  const [loaded] = await lake.bring(['reports.json', JSON.stringify({ reports: [told] })]);
  expect(loaded).toMatchObject({ state: 'loaded', loaded: 1 });
  expect(leaksIn(lake.house.data, FAN)).toEqual([]);
  expect(leaksIn(lake.house.data, 'planted-password')).toEqual([]);
  // The search finds what is there.
  expect(leaksIn(lake.house.data, '42694e9e57').length).toBeGreaterThan(2);
  expect(facts()).toEqual([['2026-09-18', '42694e9e57', 1200, 610, 260]]);
});

it.each([
  ['members.json', JSON.stringify({ members: [{ email_address: FAN, merge_fields: { FNAME: 'Planted' } }] })],
  ['subscribed_segment.csv', `Email Address,First Name,MEMBER_RATING,LEID\n${FAN},Planted,2,1\n`],
])('%s names subscribers: it is refused, and only the reason is kept', async (name, text) => {
  const [refused] = await lake.bring([name, text]);
  expect(refused).toMatchObject({
    state: 'quarantined',
    reason: expect.stringMatching(/addresses of subscribers/),
  });
  expect(leaksIn(lake.house.data, FAN)).toEqual([]);
  expect(leaksIn(lake.house.data, 'Planted')).toEqual([]);
  const kept = readdirSync(join(lake.house.data, 'quarantine'));
  expect(kept).toHaveLength(1);
  expect(kept[0]).toMatch(/\.why\.json$/);
});
