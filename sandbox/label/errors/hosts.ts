import { readFileSync } from 'node:fs';
import type { GeneratedLabel } from '../index.ts';
import { type Table, tableOf } from './table.ts';

/** What a column is, as far as an error can be planted in it. */
export type Role =
  | 'day'
  | 'month'
  | 'number'
  /** A count of people or plays, which cannot be negative. */
  | 'count'
  | 'money'
  /** Money in which no currency sign may stand. */
  | 'bare money'
  | 'currency'
  | 'country'
  /** Without it a row says nothing. */
  | 'required'
  | 'store'
  | 'artist'
  | 'isrc'
  /** Words in which a character may be damaged. */
  | 'words';

/** A kind of clean file that errors are planted in. */
export interface Host {
  feed: string;
  /** Files of it among the made-up ones. */
  file: RegExp;
  /** A cell of its header that no line above it has, and a column that every row fills. */
  mark: string;
  columns: Partial<Record<Role, string>>;
  /** One row a key: a second one that says otherwise contradicts the first. Its column here is not in the key. */
  contradicts?: string;
  /** Two columns whose cells cannot stand for each other. */
  swaps: readonly [string, string];
  /** The column that a line of totals begins with. */
  totals?: string;
}

export const HOSTS: readonly Host[] = [
  {
    feed: 'distrokid_bank',
    file: /^dk_bank_details_\d{4}-\d\d(_\d{4}-\d\d)?\.(tsv|csv)$/,
    mark: 'Sale Month',
    columns: {
      day: 'Reporting Date',
      month: 'Sale Month',
      number: 'Quantity',
      money: 'Earnings (USD)',
      'bare money': 'Earnings (USD)',
      country: 'Country of Sale',
      required: 'Store',
      store: 'Store',
      artist: 'Artist',
      words: 'Title',
    },
    swaps: ['Quantity', 'Store'],
    totals: 'Reporting Date',
  },
  {
    feed: 'toolost_sales',
    file: /^\d\d-\d{4}-\d+\.csv$/,
    mark: 'Net Earnings',
    columns: {
      month: 'Period',
      number: 'Quantity',
      money: 'Net Earnings',
      currency: 'Currency',
      country: 'Country',
      required: 'Store',
      store: 'Store',
      artist: 'Artist',
      words: 'Track',
    },
    swaps: ['Period', 'Net Earnings'],
    totals: 'Period',
  },
  {
    feed: 'soundcloud_statement',
    file: /^lifetime_statement_/,
    mark: 'Partner',
    columns: {
      month: 'Reporting Period',
      number: 'Units',
      money: 'Revenue (USD)',
      'bare money': 'Revenue (USD)',
      country: 'Country',
      required: 'Partner',
      store: 'Partner',
      artist: 'Artist(s)',
      words: 'Track',
    },
    swaps: ['Units', 'Country'],
  },
  {
    feed: 'bandcamp_sales',
    file: /_bandcamp_raw_data_/,
    mark: 'item type',
    columns: {
      day: 'date',
      number: 'quantity',
      money: 'net amount',
      'bare money': 'net amount',
      currency: 'currency',
      required: 'net amount',
    },
    swaps: ['date', 'net amount'],
  },
  {
    feed: 'own_income',
    file: /^income_/,
    mark: 'income_type',
    columns: {
      day: 'date',
      number: 'quantity',
      money: 'amount',
      'bare money': 'amount',
      currency: 'currency',
      country: 'country',
      required: 'source',
      words: 'source',
    },
    swaps: ['date', 'amount'],
    totals: 'date',
  },
  {
    feed: 'own_catalog',
    file: /^track_catalog/,
    mark: 'royalty_percentage',
    columns: { number: 'royalty_percentage', required: 'title', isrc: 'isrc' },
    contradicts: 'royalty_percentage',
    swaps: ['isrc', 'release_date'],
  },
  {
    feed: 'capitalone_card',
    file: /_transaction_download\.csv$/,
    mark: 'Card No.',
    columns: { day: 'Transaction Date', money: 'Debit', required: 'Description' },
    swaps: ['Transaction Date', 'Description'],
    totals: 'Transaction Date',
  },
  {
    feed: 'capitalone_account',
    file: /^360Checking/,
    mark: 'Transaction Type',
    columns: { day: 'Transaction Date', money: 'Transaction Amount', required: 'Transaction Amount' },
    swaps: ['Transaction Type', 'Balance'],
    totals: 'Transaction Date',
  },
  {
    feed: 'submithub_links',
    file: /^submithub_links/,
    mark: 'opened',
    columns: { day: 'date', number: 'opened', count: 'clicked', country: 'country', required: 'track' },
    contradicts: 'opened',
    swaps: ['opened', 'source'],
    totals: 'date',
  },
  {
    feed: 'linktree_analytics',
    file: /^linktree_analytics/,
    mark: 'totalViews',
    columns: { day: 'date', number: 'totalViews', count: 'uniqueClicks', required: 'date' },
    contradicts: 'totalViews',
    swaps: ['date', 'totalClicks'],
    totals: 'date',
  },
  {
    feed: 'spotify_audience',
    file: /-audience-timeline \(2\)\.csv$/,
    mark: 'monthly listeners',
    columns: { day: 'date', number: 'streams', count: 'listeners', required: 'date' },
    contradicts: 'streams',
    swaps: ['date', 'streams'],
    totals: 'date',
  },
  {
    feed: 'spotify_songs',
    file: /-songs-1year\.csv$/,
    mark: 'saves',
    columns: { number: 'streams', count: 'saves', required: 'song' },
    contradicts: 'streams',
    swaps: ['song', 'streams'],
  },
  {
    feed: 'metaads_daily',
    file: /^BEDROT-Ads-/,
    mark: 'Campaign name',
    columns: {
      day: 'Day',
      number: 'Impressions',
      money: 'Amount spent (USD)',
      count: 'Reach',
      words: 'Ad set name',
    },
    swaps: ['Day', 'Impressions'],
    contradicts: 'Link clicks',
  },
];

export const MOST_ROWS = 80;

/** The made-up files of a host as tables, each cut to rows that fit on a screen or two. */
export const tablesOf = (host: Host, made: GeneratedLabel): Table[] =>
  made.files
    .filter(
      ({ originalName, path }) =>
        host.file.test(originalName) && !made.truth.quarantined.includes(originalName) && path !== '',
    )
    .map(({ originalName, path }) => {
      const table = tableOf(originalName, readFileSync(path), host.mark);
      // A line of totals says nothing in it, and is left out without a word.
      const rows = table.rows.filter((row) => row[table.header.indexOf(host.mark)] !== '');
      return { ...table, originalName: plainName(originalName), rows: rows.slice(0, MOST_ROWS) };
    })
    .filter(({ rows }) => rows.length >= 10);

/** What was TSV is written as CSV. */
const plainName = (name: string): string => name.replace(/\.tsv$/, '.csv');
