import type { Day, Month } from '../../core/days.ts';
import type { BankRow } from './formats/distrokid.ts';
import type { AudienceDay } from './formats/spotify.ts';
import type { OverviewDay } from './formats/tiktok.ts';
import type { Money } from './platforms/capitalone.ts';
import type { Account } from './social.ts';
import type { FeedTruth, Telling } from './telling.ts';
import type { World } from './world.ts';

export interface Total {
  rows: number;
  quantity: number;
  /** 1e-9 USD as decimal digits, each row rounded as `parseNanos` rounds it. */
  nanos: string;
}

/** What must be known once every file is loaded, oldest download first: newest wins, overlaps count once. */
export interface Truth {
  bank: Total & {
    bySaleMonth: Record<Month, Total>;
    byReportingMonth: Record<Month, Total>;
    /** By artist credit and by store, as written. */
    byArtist: Record<string, Total>;
    byStore: Record<string, Total>;
  };
  /** Days that are not told, or told as not reported yet, are absent. */
  streams: { spotify: Record<Day, number>; appleMusic: Record<Day, number> };
  /** Artist -> day. What the header of its newest file did not tell yet is null. */
  audience: Record<string, Record<Day, AudienceDay>>;
  /** Handle -> day. Days on which all is `undefined` are absent. */
  tiktok: Record<string, { overview: Record<Day, OverviewDay>; followers: Record<Day, number> }>;
  /** Feed -> what its table holds once all its files are loaded. */
  feeds: Record<string, FeedTruth>;
  /** What Meta was paid, by campaign name and day: cents, the newest counting. */
  ads: { cents: number; byCampaign: Record<string, number>; byDay: Record<Day, number> };
  /** Lines of the card and the account by what they stand for: 'expense software' -> cents, spending negative. */
  ledger: Record<string, { lines: number; cents: number }>;
  /** Newest day with data: bank = reporting date. */
  newest: Record<string, Day>;
  /** Original names of the files that no feed may take, and of those whose bytes are there twice. */
  quarantined: string[];
  duplicates: string[];
  /** What no alias and no store table knows. */
  unknown: { artists: string[]; stores: string[] };
}

export interface Told {
  world: World;
  rows: readonly BankRow[];
  statsDays: readonly Day[];
  audienceDays: readonly Day[];
  accounts: readonly Account[];
  tell: Telling;
  money: Money;
}
