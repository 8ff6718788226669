import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMonths, daysBetween, monthOf } from '../../../core/days.ts';
import { type GeneratedLabel, generateLabel } from '../index.ts';
import { linkDays } from '../model/links.ts';
import { world } from '../world.ts';
import { bandcampSales } from './bandcamp.ts';
import { moneyOf } from './capitalone.ts';
import { toolostReports } from './toolost.ts';

const [own, today] = ['2025-05-01', '2026-11-22'];
const label = world(1987, '2024-05-01', own, today);

let made: GeneratedLabel;
const folder = mkdtempSync(join(tmpdir(), 'bedrot-platforms-made-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(async () => {
  made = await generateLabel({ folder, today });
});

const SONG = 'NEON ABATTOIR';
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, one) => total + one, 0);

describe('one world', () => {
  it('spends 500 to 700 USD a month on ads', () => {
    const months = new Map<string, number>();
    for (const { day, cents } of label.ads.days)
      months.set(monthOf(day), (months.get(monthOf(day)) ?? 0) + cents);
    const whole = [...months].filter(([month]) => month < monthOf(today)).map(([, cents]) => cents);
    expect(whole).toHaveLength(18);
    for (const cents of whole) {
      expect(cents).toBeGreaterThan(48_000);
      expect(cents).toBeLessThan(70_000);
    }
  });

  it('pays by card what it spends on Meta, but for what is not billed yet', () => {
    const { card } = moneyOf(label, [], today);
    const billed = -sum(
      card.filter(({ description }) => description.startsWith('FACEBK')).map(({ cents }) => cents),
    );
    const spent = sum(label.ads.days.map(({ cents }) => cents));
    expect(billed).toBeLessThanOrEqual(spent);
    expect(spent - billed).toBeLessThan(20_000);
  });

  it('brings people who click an ad to the link page, and some of them to Spotify', () => {
    const days = linkDays(label.seed, label.ads, own, today);
    const clicks = sum(label.ads.days.map(({ linkClicks }) => linkClicks));
    const views = sum(days.map(({ uniqueViews }) => uniqueViews));
    expect(views).toBeGreaterThan(clicks * 0.8);
    expect(views).toBeLessThan(clicks * 1.5);
    for (const day of days) {
      expect(day.uniqueClicks).toBeLessThanOrEqual(day.totalClicks);
      expect(day.uniqueViews).toBeLessThanOrEqual(day.totalViews);
    }
    // The song whose ads always run plays more than it would have: days with many clicks are its better ones.
    const plays = (one: typeof label): number =>
      sum(
        one.tracks
          .filter(({ title }) => title === SONG)
          .map((track) => one.playsOf('Spotify', track, own, today)),
      );
    const extra = plays(label) - plays(world(1987, '2024-05-01', own, today, { ads: false }));
    const brought = sum(
      label.ads.days
        .filter(({ campaign }) => campaign.track?.title === SONG)
        .map(({ linkClicks }) => linkClicks),
    );
    expect(extra / brought).toBeGreaterThan(0.3);
    expect(extra / brought).toBeLessThan(0.6);
  });

  it("pays into the account what statements tell, to the cent's rest", () => {
    const { account } = moneyOf(label, [], today);
    const paid = (payer: string): number =>
      sum(
        account
          .filter(({ description }) => description === `Deposit from ${payer}`)
          .map(({ cents }) => cents),
      );
    const reported = sum(
      toolostReports(label, today)
        .filter(({ month }) => month < '2026-11')
        .flatMap(({ rows }) => rows.map(({ earnings }) => Number(earnings) * 100)),
    );
    expect(Math.abs(paid('TOO LOST LLC') - reported)).toBeLessThan(1);
    const sold = bandcampSales(label, '2026-10-31').filter(({ currency }) => currency === 'USD');
    expect(paid('BANDCAMP')).toBe(sum(sold.map(({ netCents }) => netCents)));
  });

  it('reports what was sold two months before', () => {
    for (const { month, rows } of toolostReports(label, today))
      expect(new Set(rows.map(({ saleMonth }) => saleMonth))).toEqual(new Set([addMonths(month, -2)]));
  });

  it('is streamed some 1.3 million times a year, more each year', () => {
    const stores = [
      'Spotify',
      'Apple Music',
      'Amazon Unlimited (Streaming)',
      'YouTube Music',
      'Deezer',
      'Tidal',
    ];
    const year = (from: string, to: string): number =>
      sum(label.tracks.flatMap((track) => stores.map((store) => label.playsOf(store, track, from, to))));
    const newest = year('2025-11-22', '2026-11-21');
    // These stores have nine tenths of all.
    expect(newest / 0.909).toBeGreaterThan(1_150_000);
    expect(newest / 0.909).toBeLessThan(1_650_000);
    expect(newest).toBeGreaterThan(year('2024-11-22', '2025-11-21'));
  });
});

describe('the files', () => {
  it('are of every platform, each under a name of its own', () => {
    const names = made.files.map(({ originalName }) => originalName);
    expect(new Set(names).size).toBe(names.length);
    const platforms = new Set(Object.keys(made.truth.feeds).map((feed) => feed.split('_')[0]));
    expect([...platforms].sort()).toEqual([
      ...[
        'applemusic',
        'bandcamp',
        'capitalone',
        'distrokid',
        'instagram',
        'linktree',
        'mailchimp',
        'metaads',
        'own',
      ],
      ...['soundcloud', 'spotify', 'submithub', 'tiktok', 'toolost', 'youtube'],
    ]);
    for (const [feed, { rows }] of Object.entries(made.truth.feeds)) expect(rows, feed).toBeGreaterThan(10);
  });

  it('tell days up to a few before today', () => {
    expect(daysBetween(Object.keys(made.truth.ads.byDay).sort().at(-1) ?? '', today)).toBe(1);
  });
});
