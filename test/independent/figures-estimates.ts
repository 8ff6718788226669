import { addDays, addMonths, lastOfMonth, type Month, monthOf } from '../../core/days.ts';
import type { Facts, Line, Point } from './facts.ts';
import { BOTH, type Independent } from './figure.ts';
import {
  add,
  type Cell,
  type Figure,
  halfEven,
  isMine,
  money,
  newest,
  soldIn,
  wholeMonths,
  within,
} from './read.ts';
import type { Row } from './rows.ts';

// Numbers that are made of several others: parts of a whole, estimates, and one source against another.

const STORES = ['Spotify', 'Apple Music'];

/** What a platform paid for a stream, in 1e-9, in sale months by what had been told until a day. */
function paidFor(facts: Facts, months: { from: Month; to: Month }, until: string): Map<string, bigint> {
  const lines = facts.lines.filter(
    ({ usage, month, day }) =>
      usage === 'stream' && month >= months.from && month <= months.to && day <= until,
  );
  return new Map(
    [...Map.groupBy(lines, ({ platform }) => platform)].flatMap(([platform, all]) => {
      const streams = all.reduce((sum, { quantity }) => sum + BigInt(quantity ?? 0), 0n);
      const paid = money(facts, all);
      return streams > 0n && paid !== null ? [[platform, halfEven(paid, streams)] as const] : [];
    }),
  );
}

/** The rates of a month: of sale months six to four before it, else of the newest three before those, as told when it began. */
function ratesOf(facts: Facts, month: Month): Map<string, bigint> {
  const until = lastOfMonth(addMonths(month, -1));
  const usual = paidFor(facts, { from: addMonths(month, -6), to: addMonths(month, -4) }, until);
  if (usual.size > 0) return usual;
  const [last] = facts.lines
    .filter((line) => line.usage === 'stream' && line.day <= until)
    .map((line) => line.month)
    .filter((one) => one >= addMonths(month, -18) && one < addMonths(month, -6))
    .sort()
    .reverse();
  return last === undefined ? new Map() : paidFor(facts, { from: addMonths(last, -2), to: last }, until);
}

interface Expected {
  month: Month;
  platform: string;
  amount: bigint;
  /** Every distributor of the platform tells every day of the month. */
  whole: boolean;
}

/** Platforms without a rate are left out, never taken as nothing. */
function expected(facts: Facts, cell: Cell): Expected[] {
  const days = within(facts.stores, cell).filter(({ values }) => (values.streams ?? null) !== null);
  const groups = Map.groupBy(days, ({ day, platform }) => `${monthOf(day)} ${platform}`);
  const rates = new Map<Month, Map<string, bigint>>();
  return [...groups.values()].flatMap((points) => {
    const [{ day, platform }] = points as [Point, ...Point[]];
    const month = monthOf(day);
    if (!rates.has(month)) rates.set(month, ratesOf(facts, month));
    const rate = rates.get(month)?.get(platform);
    if (rate === undefined) return [];
    return [
      {
        month,
        platform,
        amount: BigInt(Number(add(points, 'streams'))) * rate,
        whole: isWhole(facts, month, platform),
      },
    ];
  });
}

function isWhole(facts: Facts, month: Month, platform: string): boolean {
  const told = facts.stores.filter((one) => one.platform === platform && one.values.streams !== null);
  return [...Map.groupBy(told, ({ account }) => account).values()].every((days) => {
    const known = new Set(days.map(({ day }) => day));
    const first = [...known].sort()[0] ?? '';
    for (let day = `${month}-01`; day <= lastOfMonth(month); day = addDays(day, 1))
      if (day >= first && !known.has(day)) return false;
    return true;
  });
}

/** What closed sale months brought, and what was expected of them, where both are known. */
function against(facts: Facts, asked: Cell): { is: bigint; was: bigint } | null {
  const cell = wholeMonths(asked);
  const reported =
    facts.lines
      .map(({ day }) => day)
      .sort()
      .at(-1) ?? '';
  const closed = lastOfMonth(addMonths(monthOf(reported), -3));
  if (closed < cell.from) return null;
  const pairs = expected(facts, { ...cell, to: [closed, cell.to].sort()[0] as string }).flatMap((one) => {
    const { month, platform, amount, whole } = one;
    const paid = money(facts, streamed(facts, { from: `${month}-01`, to: `${month}-28`, platform }));
    return whole && paid !== null ? [{ is: paid, was: amount }] : [];
  });
  if (pairs.length === 0) return null;
  return pairs.reduce((sum, { is, was }) => ({ is: sum.is + is, was: sum.was + was }));
}

const streamed = (facts: Facts, cell: Cell): Line[] =>
  soldIn(facts, cell).filter(({ usage }) => usage === 'stream');

const part = (some: Figure, whole: Figure): number | null =>
  some === null || whole === null || Number(whole) <= 0 ? null : Number(some) / Number(whole);

/** Months from the sale to the booking, each amount counting by its size; what a store takes back does not count. */
function delay(facts: Facts, cell: Cell): number | null {
  const lines = soldIn(facts, cell).filter(({ amount }) => amount > 0n);
  const whole = money(facts, lines, 'USD');
  if (whole === null) return null;
  const index = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  const late = Map.groupBy(lines, ({ month, day }) => index(day) - index(month));
  return (
    [...late].reduce((sum, [months, all]) => sum + months * Number(money(facts, all, 'USD')), 0) /
    Number(whole)
  );
}

/** Days on which nobody is missing of those who had begun to tell. */
function fullDays(points: readonly Point[], cell: Cell): Map<string, number> {
  const told = points.filter(({ values }) => (values.streams ?? null) !== null);
  const accounts = Map.groupBy(told, ({ account, platform }) => `${platform} ${account}`);
  const firsts = [...accounts.values()].map((days) => days.map(({ day }) => day).sort()[0] ?? '');
  const days = Map.groupBy(within(told, { from: cell.from, to: cell.to }), ({ day }) => day);
  return new Map(
    [...days]
      .filter(([day, all]) => all.length === firsts.filter((first) => first <= day).length)
      .map(([day, all]) => [day, Number(add(all, 'streams'))]),
  );
}

/** The label's part of a line: of the catalog's shares, unless DistroKid has taken the others' off already. */
function ownPart(facts: Facts, catalog: ReadonlyMap<Row[string] | undefined, Row[]>, line: Line): bigint {
  const shares = catalog.get(line.isrc) ?? [];
  const own = shares.find(({ party }) => party === null || party === facts.label.name);
  if (line.isrc === '' || shares.length === 0 || line.team < 1_000_000) return line.amount;
  const left = 1_000_000 - shares.reduce((sum, { share }) => sum + Number(share), 0);
  return halfEven(line.amount * BigInt(own ? Number(own.share) : left), 1_000_000n);
}

const owned = (facts: Facts, cell: Cell): Line[] => {
  const catalog = Map.groupBy(facts.rows.get('own_catalog') ?? [], ({ isrc }) => isrc);
  return soldIn(facts, cell).map((line) => ({ ...line, amount: ownPart(facts, catalog, line) }));
};

/** Lines whose track has a release date that can be true, and whether they are of its first 90 days. */
function aged(facts: Facts, cell: Cell): { line: Line; isNew: boolean }[] {
  const released = new Map(
    (facts.rows.get('own_catalog') ?? []).map((row) => [String(row.isrc), String(row.release_date)]),
  );
  return soldIn(facts, cell).flatMap((line) => {
    const day = line.isrc === '' ? undefined : released.get(line.isrc);
    if (day === undefined || line.month < monthOf(day)) return [];
    return [{ line, isNew: `${line.month}-01` < addDays(day, 90) }];
  });
}

export const ESTIMATES: Readonly<Record<string, Independent>> = {
  expected_revenue: {
    by: ['platform'],
    platforms: STORES,
    figure: (facts, cell) => {
      const lines = expected(facts, cell);
      return lines.length === 0 ? null : lines.reduce((sum, { amount }) => sum + amount, 0n);
    },
  },
  follower_conversion: {
    by: ['artist'],
    figure: (facts, cell) => {
      const pages = Map.groupBy(within(facts.audience, cell), ({ artists }) => artists.join());
      const both = [...pages.values()].filter(
        (days) => newest(days, 'followers') !== null && newest(days, 'monthly_listeners') !== null,
      );
      const of = (column: string): number =>
        both.reduce((sum, days) => sum + Number(newest(days, column)), 0);
      return part(both.length === 0 ? null : of('followers'), of('monthly_listeners'));
    },
  },
  new_release_share: {
    by: BOTH,
    platforms: ['Spotify', 'Apple Music', 'TikTok'],
    figure: (facts, cell) => {
      const all = aged(facts, cell);
      const some = all.filter(({ isNew }) => isNew).map(({ line }) => line);
      const whole = money(
        facts,
        all.map(({ line }) => line),
        'USD',
      );
      return part(some.length === 0 && whole !== null ? 0n : money(facts, some, 'USD'), whole);
    },
  },
  own_revenue: {
    by: BOTH,
    platforms: ['Spotify', 'Apple Music', 'Bandcamp'],
    figure: (facts, cell) => money(facts, owned(facts, cell)),
  },
  own_share: {
    by: BOTH,
    platforms: ['Spotify', 'Apple Music', 'Bandcamp'],
    figure: (facts, cell) => part(money(facts, owned(facts, cell)), money(facts, soldIn(facts, cell))),
  },
  payment_delay: { by: BOTH, platforms: ['Spotify', 'Snap', 'Bandcamp'], figure: delay },
  revenue_share: {
    by: BOTH,
    platforms: ['Spotify', 'TikTok', 'Bandcamp'],
    figure: (facts, cell) =>
      part(
        money(facts, soldIn(facts, cell), 'USD'),
        money(facts, soldIn(facts, { from: cell.from, to: cell.to }), 'USD'),
      ),
  },
  revenue_variance: {
    by: ['platform'],
    platforms: STORES,
    figure: (facts, cell) => {
      const both = against(facts, cell);
      return both === null ? null : both.is - both.was;
    },
  },
  revenue_variance_rate: {
    by: ['platform'],
    platforms: STORES,
    figure: (facts, cell) => {
      const both = against(facts, cell);
      return both === null || both.was === 0n ? null : Number(both.is - both.was) / Number(both.was);
    },
  },
  streaming_revenue: {
    by: BOTH,
    platforms: ['Spotify', 'Apple Music', 'Deezer', 'Luna'],
    figure: (facts, cell) => money(facts, streamed(facts, cell)),
  },
  streams_variance: {
    by: [],
    figure: (facts, cell) => {
      const spotify = facts.stores.filter((point) => isMine(point, { platform: 'Spotify' }));
      const [stores, pages] = [fullDays(spotify, cell), fullDays(facts.audience, cell)];
      const days = [...stores.keys()].filter((day) => pages.has(day));
      const of = (counts: Map<string, number>): number =>
        days.reduce((sum, day) => sum + (counts.get(day) ?? 0), 0);
      const page = of(pages);
      return days.length === 0 || page === 0 ? null : (of(stores) - page) / page;
    },
  },
};
