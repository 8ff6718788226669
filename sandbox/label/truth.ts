import { addDays, type Day } from '../../core/days.ts';
import { parseNanos } from '../../core/money.ts';
import { audience, audienceWindow } from './audience.ts';
import { PERSONAS, UNKNOWN_ARTIST } from './catalogue.ts';
import type { BankRow } from './formats/distrokid.ts';
import type { AudienceDay } from './formats/spotify.ts';
import type { OverviewDay } from './formats/tiktok.ts';
import { campaignDays } from './platforms/metaads.ts';
import { type Account, exported, history } from './social.ts';
import { statsPoints } from './stats-pages.ts';
import { tellFirst } from './tell-first.ts';
import type { Told, Total, Truth } from './truth-types.ts';

export type { Told, Total, Truth } from './truth-types.ts';

function totals(rows: readonly BankRow[], by: (row: BankRow) => string): Record<string, Total> {
  const sums = new Map<string, { rows: number; quantity: number; nanos: bigint }>();
  for (const row of rows) {
    const key = by(row);
    const sum = sums.get(key) ?? { rows: 0, quantity: 0, nanos: 0n };
    sum.rows++;
    sum.quantity += Number(row.quantity);
    sum.nanos += parseNanos(row.earnings) ?? 0n;
    sums.set(key, sum);
  }
  return Object.fromEntries(
    [...sums]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, sum]) => [key, { ...sum, nanos: String(sum.nanos) }]),
  );
}

function trend(told: Told, data: 'streams' | 'applemusic'): Record<Day, number> {
  const days: Record<Day, number> = {};
  for (const at of told.statsDays)
    for (const { day, count } of statsPoints(told.world, data, at))
      if (!(data === 'streams' && day === addDays(at, -1))) days[day] = count;
  return days;
}

function heard(told: Told, artist: string): Record<Day, AudienceDay> {
  const whole = audience(told.world, artist);
  const days: Record<Day, AudienceDay> = {};
  const untold = { monthlyListeners: null, monthlyActiveListeners: null, playlistAdds: null, saves: null };
  for (const [index, at] of told.audienceDays.entries())
    for (const day of audienceWindow(whole, at)) {
      const generation = index + 4 - told.audienceDays.length;
      days[day.date] = {
        ...day,
        ...(generation < 3 ? { superListeners: null } : {}),
        ...(generation < 2 ? untold : {}),
      };
    }
  return days;
}

function social({ world }: Told, account: Account): Truth['tiktok'][string] {
  const days = history(world, account);
  const overview: Record<Day, OverviewDay> = {};
  const followers: Record<Day, number> = {};
  for (const shown of account.exports.map((at) => exported(days, at))) {
    for (const day of shown.overview) if (day.views !== null) overview[day.day] = day;
    for (const { day, followers: count } of shown.followers) if (count !== null) followers[day] = count;
  }
  return { overview, followers };
}

/** What the newest files say of ads: their last two days are still being counted by the campaign, by the ad they are whole. */
function adsTruth({ world }: Told): Truth['ads'] {
  const ads: Truth['ads'] = { cents: 0, byCampaign: {}, byDay: {} };
  for (const { day, campaign, cents } of campaignDays(world.ads.days)) {
    if (day >= world.last) continue;
    ads.cents += cents;
    ads.byCampaign[campaign.name] = (ads.byCampaign[campaign.name] ?? 0) + cents;
    ads.byDay[day] = (ads.byDay[day] ?? 0) + cents;
  }
  return ads;
}

function ledgerTruth({ money }: Told): Truth['ledger'] {
  const ledger: Truth['ledger'] = {};
  for (const { kind, category, cents } of [...money.card, ...money.account]) {
    const { lines, cents: before } = ledger[`${kind} ${category}`] ?? { lines: 0, cents: 0 };
    ledger[`${kind} ${category}`] = { lines: lines + 1, cents: before + cents };
  }
  return ledger;
}

const newestOf = (days: object): Day => Object.keys(days).sort().at(-1) ?? '';

export function truthOf(told: Told, quarantined: string[], duplicates: string[]): Truth {
  const whole = totals(told.rows, () => 'all').all ?? { rows: 0, quantity: 0, nanos: '0' };
  const streams = { spotify: trend(told, 'streams'), appleMusic: trend(told, 'applemusic') };
  const heardBy = Object.fromEntries(PERSONAS.map((artist) => [artist, heard(told, artist)]));
  const tiktok = Object.fromEntries(told.accounts.map((account) => [account.handle, social(told, account)]));
  tellFirst(told.tell, told, { streams, audience: heardBy });
  return {
    bank: {
      ...whole,
      bySaleMonth: totals(told.rows, (row) => row.saleMonth),
      byReportingMonth: totals(told.rows, (row) => row.reportingDate.slice(0, 7)),
      byArtist: totals(told.rows, (row) => row.artist),
      byStore: totals(told.rows, (row) => row.store),
    },
    streams,
    audience: heardBy,
    tiktok,
    feeds: told.tell.truth(),
    ads: adsTruth(told),
    ledger: ledgerTruth(told),
    newest: {
      bank: told.rows.at(-1)?.reportingDate ?? '',
      'stats spotify': newestOf(streams.spotify),
      'stats apple music': newestOf(streams.appleMusic),
      ...Object.fromEntries(
        Object.entries(heardBy).map(([artist, days]) => [`audience ${artist}`, newestOf(days)]),
      ),
      ...Object.fromEntries(
        Object.entries(tiktok).map(([handle, is]) => [`tiktok ${handle}`, newestOf(is.overview)]),
      ),
    },
    quarantined,
    duplicates,
    unknown: { artists: [UNKNOWN_ARTIST], stores: ['Boomplay'] },
  };
}
