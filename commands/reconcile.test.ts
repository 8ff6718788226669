import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '../core/days.ts';
import { adRow } from '../warehouse/kit/ad-rows.testing.ts';
import { openWarehouseForWriting } from '../warehouse/kit/open.ts';
import { nameCampaigns, put } from '../warehouse/kit/views.testing.ts';
import type { Answer } from './kit/answer.ts';
import { compared } from './kit/reconcile.ts';
import { figure, type Sample, sampleLabel } from './kit/sample.testing.ts';

let sample: Sample;
beforeEach(() => {
  sample = sampleLabel();
});
afterEach(() => sample.remove());

const CENT = 10_000_000;
type Book = readonly [
  day: string,
  text: string,
  category: string,
  kind: string,
  cents: number,
  currency?: string,
];

function books(lines: readonly Book[]): void {
  const db = openWarehouseForWriting(sample.data);
  for (const [index, [date, description, category, kind, cents, currency = 'USD']] of lines.entries()) {
    const id = index + 1;
    put(db, 'transaction_names', { id, description, bank_category: String(id), category, kind, known: 1 });
    put(db, 'financial_transactions', {
      ...{ date, account: '4821', transaction_name_id: id, amount: cents * CENT, occurrence: 0 },
      ...{ currency, file_id: 1, line: id + 1 },
    });
  }
  db.close();
}
const payout = (day: string, cents: number): Book => [day, 'DISTROKID', 'distribution', 'payout', cents];

const linesOf = (answer: Answer, what: string) =>
  (answer.table?.rows ?? [])
    .filter((row) => row[0] === what)
    .map((row) => row.slice(1, 4))
    .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1));
const whyOf = (answer: Answer, what: string, month: string) =>
  answer.table?.rows.find((row) => row[0] === what && row[1] === month)?.[4];

describe('reconcile streams', () => {
  /** Spotify as DistroKid tells it in August, every day but those left out. */
  function august(streams: number, but: readonly string[] = []): void {
    const db = openWarehouseForWriting(sample.data);
    const { d, p } = db
      .prepare<[], { d: number; p: number }>(
        "SELECT distributor_id AS d, (SELECT id FROM platforms WHERE key = 'spotify') AS p FROM content_streams LIMIT 1",
      )
      .get() as { d: number; p: number };
    for (let date = '2026-08-01'; date <= '2026-08-31'; date = addDays(date, 1))
      if (!but.includes(date))
        put(db, 'content_streams', {
          ...{ date, distributor_id: d, account: '', platform_id: p, streams, file_id: 2, line: 1 },
        });
    db.close();
  }

  it('compares the days both know with Spotify for Artists, and tells plays counted twice', async () => {
    const answer = await sample.ask('owner', 'reconcile', { part: 'streams' });
    // Artists: 100 a day. Distributors: 100 in September (6 days) and October; 13 x 120 + 7 x 134 = 2,498 in November.
    expect(linesOf(answer, 'Spotify, page').filter((row) => row[1] !== 'not comparable')).toEqual([
      ['2026-09', 'matched', 0],
      ['2026-10', 'matched', 0],
      ['2026-11', 'differs', 0.249],
    ]);
    expect(whyOf(answer, 'Spotify, page', '2026-11')).toMatch(/^look into it: more than Spotify itself/);
    expect(whyOf(answer, 'Spotify, page', '2026-05')).toBe('no day is fully told by both');
    // 6,198 against 5,700.
    expect(figure(answer, 'streams').value).toBeCloseTo(498 / 5700, 12);
    expect(answer.kind).toBe('mixed');
  });

  it('a day one of them does not know is left out on both sides', async () => {
    const db = openWarehouseForWriting(sample.data);
    db.exec("DELETE FROM content_streams WHERE date BETWEEN '2026-10-01' AND '2026-10-10'");
    db.exec("DELETE FROM spotify_audience_daily WHERE date = '2026-10-20' AND listeners = 20");
    db.close();
    const answer = await sample.ask('owner', 'reconcile', { part: 'streams', period: '2026-10' });
    expect(answer.parts?.[0]?.table?.rows.find((row) => row[1] === 'Spotify, page')).toEqual([
      ...['2026-10', 'Spotify, page', 20, 2000, 2000, 'matched', 0, ''],
    ]);
  });

  it('compares whole settled months with statements, and says why others are not', async () => {
    august(32);
    const answer = await sample.ask('owner', 'reconcile', { part: 'streams' });
    // 31 x 32 = 992 plays, 1,000 in the statement.
    expect(linesOf(answer, 'Spotify, statement')).toEqual([
      ['2026-08', 'matched', 8 / 992],
      ['2026-09', 'not comparable', null],
      ['2026-10', 'not comparable', null],
      ['2026-11', 'not comparable', null],
    ]);
    expect(whyOf(answer, 'Spotify, statement', '2026-09')).toBe('stores still report this month');
    expect(whyOf(answer, 'Spotify, statement', '2026-11')).toBe('no statement tells it yet');
  });

  it('a month with a day missing is not compared with its statement', async () => {
    august(32, ['2026-08-15']);
    const answer = await sample.ask('owner', 'reconcile', { part: 'streams', period: '2026-08' });
    expect(whyOf(answer, 'Spotify, statement', '2026-08')).toBe('not all of its days are known');
  });
});

describe('reconcile money', () => {
  it('holds each month of statements against its deposits', async () => {
    // Statements: 3.60 in August, 7.65 in September, 2.21 in October, 0.31 in November.
    books([payout('2026-09-01', 1), payout('2026-11-03', 221), payout('2026-11-20', 2)]);
    const answer = await sample.ask('owner', 'reconcile', { part: 'money' });
    expect(linesOf(answer, 'DistroKid, bank')).toEqual([
      ['2026-08', 'not comparable', null],
      ['2026-09', 'differs', -1],
      ['2026-10', 'matched', 0],
      ['2026-11', 'not comparable', null],
    ]);
    expect(whyOf(answer, 'DistroKid, bank', '2026-08')).toBe('the bank begins on 2026-09-01');
    expect(whyOf(answer, 'DistroKid, bank', '2026-09')).toBe('7.65 USD was not found in the bank');
    expect(whyOf(answer, 'DistroKid, bank', '2026-11')).toContain('0.31 USD may be on its way');
    expect(figure(answer, 'money')).toMatchObject({ value: '7.65', unit: 'USD' });
  });

  it('without a bank nothing is compared, and nothing is 0', async () => {
    const answer = await sample.ask('owner', 'reconcile', { part: 'money' });
    expect(new Set(answer.table?.rows.map((row) => row[2]))).toEqual(new Set(['not comparable']));
    expect(figure(answer, 'money')).toMatchObject({
      value: null,
      note: 'Not comparable: no payout stands in the books.',
    });
    expect(answer.parts?.[0]?.table?.rows.map((row) => row[4])).toEqual([null, null, null, null]);
  });
});

describe('reconcile ads', () => {
  const spend = (of: readonly (readonly [day: string, cents: number])[]): void => {
    const db = openWarehouseForWriting(sample.data);
    put(db, 'artists', { id: 2, key: 'someone', name: 'Someone', status: 'collaborator' });
    put(db, 'tracks', { id: 1, key: 'title:x', title: 'X', isrc: null, content_type: 'song' });
    for (const [date, cents] of of)
      adRow(db, {
        ...{ currency: 'USD', account: 'a1', file_id: 1, campaign_id: '1', campaign_name: 'A', date },
        ...{ spend: cents * CENT, impressions: 10, clicks: 1 },
      });
    nameCampaigns(db);
    db.close();
  };
  const card = (cents: number, currency?: string): void =>
    books([
      ['2026-10-01', 'ADOBE', 'software', 'expense', -100],
      ['2026-10-20', 'FACEBK', 'advertising', 'expense', cents, currency ?? 'USD'],
      ['2026-11-20', 'ADOBE', 'software', 'expense', -100],
    ]);

  it('compares whole months, and leaves the one that is under way', async () => {
    spend([
      ['2026-10-01', 300],
      ['2026-11-05', 500],
    ]);
    card(-360);
    const answer = await sample.ask('owner', 'reconcile', { part: 'ads', period: '2026-10-01..2026-11-30' });
    expect(linesOf(answer, 'Ad spend, card')).toEqual([
      ['2026-10', 'differs', expect.closeTo(0.2, 12)],
      ['2026-11', 'not comparable', null],
    ]);
    expect(whyOf(answer, 'Ad spend, card', '2026-10')).toMatch(/^look into it: the card paid more/);
    expect(whyOf(answer, 'Ad spend, card', '2026-11')).toBe('ad platforms are told to 2026-11-05');
    expect(figure(answer, 'ads').value).toBeCloseTo(0.2, 12);
  });

  it('amounts of two currencies without a rate are not compared', async () => {
    spend([
      ['2026-10-01', 300],
      ['2026-11-05', 500],
    ]);
    card(-360, 'EUR');
    const answer = await sample.ask('owner', 'reconcile', { part: 'ads', period: '2026-10' });
    expect(whyOf(answer, 'Ad spend, card', '2026-10')).toBe(
      'the books tell several currencies, and a rate is missing',
    );
    expect(figure(answer, 'ads').value).toBeNull();
  });
});

it('tells all three parts, what differs first; a viewer is told none', async () => {
  const answer = await sample.ask('owner', 'reconcile');
  expect(answer.figures.map(({ key }) => key)).toEqual(['streams', 'money', 'ads']);
  expect(answer.parts?.map(({ key }) => key)).toEqual(['streams', 'money', 'ads']);
  expect(answer.table?.rows[0]?.[2]).toBe('differs');
  await expect(sample.ask('viewer', 'reconcile')).rejects.toThrow('does not see money');
});

it('bands: 5 % is matched, above 10 % an alert, above 15 % to be looked into; less may be meant', () => {
  const reading = { more: 'M', less: 'L' };
  const say = (second: number, own: typeof reading & { lessIsOk?: true } = reading) => {
    const { verdict, why } = compared(1000, second, own);
    return [verdict, why];
  };
  expect(say(1050)).toEqual(['matched', '']);
  expect(say(1051)).toEqual(['differs', 'small: M']);
  expect(say(1101)).toEqual(['differs', 'alert: M']);
  expect(say(1151)).toEqual(['differs', 'look into it: M']);
  expect(say(920)).toEqual(['differs', 'small: L']);
  expect(say(920, { ...reading, lessIsOk: true })).toEqual(['matched', 'L']);
  expect(say(890, { ...reading, lessIsOk: true })).toEqual(['differs', 'alert: L']);
  expect(compared(0, 5, reading).verdict).toBe('not comparable');
});
