import { addDays, addMonths, type Day, type Month, monthOf } from '../../core/days.ts';
import type { Track } from './catalogue.ts';
import type { BankRow } from './formats/distrokid.ts';
import { type Random, random, share } from './random.ts';
import { LISTENERS, STORES, type Store, WORTH } from './stores.ts';
import type { World } from './world.ts';

/** "5.612034170012": whole 1e-12 USD as DistroKid writes them. */
export function picoText(pico: bigint): string {
  if (pico === 0n) return '0';
  const digits = (pico < 0n ? -pico : pico).toString().padStart(13, '0');
  return `${pico < 0n ? '-' : ''}${digits.slice(0, -12)}.${digits.slice(-12)}`;
}

interface Line {
  reportingDate: Day;
  saleMonth: Month;
  store: string;
  track: Track;
  country: string;
  quantity: number;
  /** 1e-12 USD a piece, whole and even. */
  rate: number;
  album?: boolean;
}

const row = (line: Line): BankRow => {
  const { track, album = false } = line;
  const amount = (BigInt(line.quantity) * BigInt(line.rate) * BigInt(track.teamPercentage)) / 100n;
  return {
    dateInserted: addDays(line.reportingDate, 1),
    reportingDate: line.reportingDate,
    saleMonth: line.saleMonth,
    store: line.store,
    artist: track.credit,
    title: album ? (track.album ?? track.title) : track.title,
    isrc: album ? '' : track.isrc,
    upc: track.upc,
    quantity: String(line.quantity),
    teamPercentage: String(track.teamPercentage),
    type: album ? 'Album' : 'Song',
    country: line.country,
    withheld: track.cover ? picoText(amount / 11n) : '0',
    earnings: picoText(amount),
    recoup: '',
  };
};

const reportDay = (store: Store, month: Month, late: number, seed: number): Day => {
  const paid = addMonths(month, store.lag + late);
  const jitter = random(seed, 'report day', store.name, paid).below(3);
  return `${paid}-${String(Math.min(28, store.day + jitter)).padStart(2, '0')}`;
};

/** What one store tells of one sale month. Now and then a country comes a month late. */
function* storeMonth(world: World, store: Store, month: Month, by: Track['distributor']): Generator<Line> {
  const lot = random(world.seed, 'statement', store.name, month);
  const mix = Object.entries(store.countries ?? LISTENERS);
  const weights = mix.map(([, weight]) => weight);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = mix.reduce((sum, [country, weight]) => sum + (WORTH[country] ?? 1) * weight, 0) / total;
  const season = 1 + 0.03 * lot.normal();
  const late = mix.map(() => (lot.chance(0.03) ? 1 : 0));

  for (const track of world.tracks) {
    if (track.distributor !== by || monthOf(track.release) > month) continue;
    const quantity = Math.round(usesInMonth(world, store, track, month, lot));
    const parts = share(quantity, weights, lot);
    for (const [index, [country]] of mix.entries()) {
      const part = parts[index] ?? 0;
      // Stores sometimes tell that there was nothing.
      if (part === 0 && !lot.chance(0.03)) continue;
      const rate = 2 * Math.round((store.pico * season * (WORTH[country] ?? 1)) / mean / 2);
      const reportingDate = reportDay(store, month, late[index] ?? 0, world.seed);
      yield { reportingDate, saleMonth: month, store: store.name, track, country, quantity: part, rate };
    }
  }
}

function usesInMonth(world: World, store: Store, track: Track, month: Month, lot: Random): number {
  // A statement differs a little from the daily figures.
  if (store.usage !== 'social')
    return world.playsInMonth(store.name, track, month) * (1 + 0.008 * lot.normal());
  const streams = world.playsInMonth('Spotify', track, month);
  const luck = Math.exp(
    random(world.seed, 'social', store.name, track.isrc).normal() * 0.5 + lot.normal() * 0.25,
  );
  return (streams * store.perMille * luck) / 690;
}

/** Downloads: songs, whole releases, and now and then one that is taken back. */
function* downloads(world: World, month: Month): Generator<Line> {
  const lot = random(world.seed, 'downloads', month);
  const albums = new Set<string>();
  for (const track of world.tracks) {
    if (track.distributor !== 'distrokid' || monthOf(track.release) > month) continue;
    const album = track.album !== null && !albums.has(track.album);
    if (album) albums.add(track.album as string);
    for (const country of ['US', 'GB', 'DE']) {
      const sale = { saleMonth: month, track, country };
      const paid = `${addMonths(month, 1)}-27`;
      const songs = lot.count(country === 'US' ? track.weight / 9 : track.weight / 30);
      if (songs > 0)
        yield { ...sale, reportingDate: paid, store: 'iTunes Songs', quantity: songs, rate: 691_000_000_000 };
      if (lot.chance(0.05))
        yield { ...sale, reportingDate: paid, store: 'iTunes Match', quantity: 1, rate: 2_114_000_000 };
      const releases = album ? lot.count(country === 'US' ? 2 : 0.5) : 0;
      if (releases === 0) continue;
      const bought = { ...sale, store: 'iTunes', album: true, rate: 4_830_000_000_000 };
      yield { ...bought, reportingDate: paid, quantity: releases };
      if (lot.chance(0.15)) yield { ...bought, reportingDate: `${addMonths(month, 2)}-27`, quantity: -1 };
    }
  }
}

/** Some lines are split by the store: into two alike, or into two of unlike size. */
function* split(line: Line, lot: Random): Generator<Line> {
  const { quantity } = line;
  const how = lot.next();
  const part = how < 0.004 ? quantity / 2 : how < 0.007 ? Math.floor(quantity * 0.3) : 0;
  if (part < 1 || !Number.isInteger(part)) yield line;
  else yield* [part, quantity - part].map((part) => ({ ...line, quantity: part }));
}

/**
 * Every line of DistroKid's statements for these sale months that is reported in [from, to], oldest report first.
 * Amounts add up exactly: each is a whole number of 1e-12 USD.
 */
export function statements(world: World, months: readonly Month[], from: Day, to: Day): BankRow[] {
  const rows: BankRow[] = [];
  for (const month of months) {
    const lot = random(world.seed, 'split', month);
    const lines = [
      ...STORES.flatMap((store) => [...storeMonth(world, store, month, 'distrokid')]),
      ...downloads(world, month),
    ];
    for (const line of lines)
      if (line.reportingDate >= from && line.reportingDate <= to)
        for (const part of split(line, lot)) rows.push(row(part));
  }
  const by = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  return rows.sort((a, b) => by(a.reportingDate, b.reportingDate));
}

/** What Too Lost's report tells of one sale month: a line a store, track and country. */
export const soldByToolost = (world: World, month: Month): BankRow[] =>
  STORES.filter(({ usage }) => usage === 'stream').flatMap((store) =>
    [...storeMonth(world, store, month, 'toolost')].map(row),
  );
