import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeBulkBank } from '../../../sandbox/label/bank-bulk.ts';
import { count, dayTable, type Maker, MOST_NAMES, money, nameTable } from './maker.ts';

const blank = (cells: number): string[] => Array.from({ length: cells }, () => '');
const isrc = (index: number): string => `QZTST26${String(index % 100_000).padStart(5, '0')}`;
/** A title for each 40 rows, as statements have a row a store and country. */
const title = (index: number): string => `SONG ${Math.floor(index / 40)}`;
const COUNTRIES = ['US', 'GB', 'DE', 'FR', 'NA', 'BR', 'JP', 'AU', 'SE', 'MX'];
const country = (index: number): string => COUNTRIES[index % COUNTRIES.length] as string;
const STORES = ['Spotify', 'Apple Music', 'Deezer', 'Tidal'];
const store = (index: number): string => STORES[Math.floor(index / 10) % STORES.length] as string;
const american = (day: string): string => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(2, 4)}`;

const bank: Maker = {
  feed: 'distrokid_bank',
  most: MOST_NAMES,
  async files(rows) {
    const folder = mkdtempSync(join(tmpdir(), 'bedrot-bench-bank-'));
    try {
      await writeBulkBank(join(folder, 'bank.tsv'), rows, { model: 'rated' });
      return [{ name: 'bank.tsv', bytes: readFileSync(join(folder, 'bank.tsv')) }];
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
};

/** Statements, banks and what the label keeps itself. */
export const MONEY: readonly Maker[] = [
  bank,
  nameTable(
    'toolost_sales',
    '10-2026-3.csv',
    'Period,Store,Track,Artist,ISRC,UPC,Country,Quantity,Net Earnings,Currency',
    (index) => [
      ...[
        '2026-08',
        store(index),
        title(index),
        'PIG1987',
        isrc(Math.floor(index / 40)),
        '0196922999001',
        country(index),
        count(index),
        money(index),
        'USD',
      ],
    ],
  ),
  nameTable(
    'soundcloud_statement',
    'lifetime_statement_5f0c2f0e_2026-10_9ab3.csv',
    'Track,Artist(s),Partner,Release,UPC,ISRC,Country,Type,Units,Reporting Period,Accounting Period,Revenue (USD),Revenue Share (%),Split Pay Share (%)',
    (index) => [
      ...[
        title(index),
        'ZONE A0',
        store(index),
        'X',
        '0196922123456',
        isrc(Math.floor(index / 40)),
        country(index),
        'Stream',
      ],
      ...[count(index), '2026-08', '2026-10', money(index), 80, 100],
    ],
    {
      quoted: 'all',
      above: [
        ['Account ID', ...blank(13)],
        ['5f0c2f0e', ...blank(13)],
      ],
    },
  ),
  nameTable(
    'bandcamp_sales',
    'bandcamp_raw_data.csv',
    'date,item type,item name,artist,currency,quantity,bandcamp transaction id,net amount,upc,isrc,buyer name,buyer email,country code',
    (index, day) => [
      ...[
        `${american(day)} 10:12am`,
        'track',
        title(index),
        'PIG1987',
        'USD',
        1,
        4_027_000_000 + index,
        money(index),
      ],
      ...['0196922123456', isrc(index), 'Ada Example', 'ada@fans.example', country(index)],
    ],
    { encoding: 'utf-16le-bom' },
  ),
  nameTable(
    'capitalone_card',
    'transactions.csv',
    'Transaction Date,Posted Date,Card No.,Description,Category,Debit,Credit',
    (index, day) => [
      ...[day, day, '4821', `FACEBK *${index}`, 'Advertising', `${count(index, 90) + 1}.50`, ''],
    ],
  ),
  nameTable(
    'capitalone_account',
    '360Checking.csv',
    'Account Number,Transaction Description,Transaction Date,Transaction Type,Transaction Amount,Balance',
    (index, day) => [
      ...[
        '36012345678',
        `Deposit ${index}`,
        american(day),
        'Credit',
        `${count(index, 90) + 1}.50`,
        `${index}.00`,
      ],
    ],
  ),
  nameTable(
    'own_income',
    'income.csv',
    'date,income_type,source,artist,title,isrc,country,quantity,currency,amount,note',
    (index, day) => [
      ...[
        day,
        'merch',
        'Web shop',
        'ZONE A0',
        title(index),
        '',
        country(index),
        1,
        'USD',
        money(index),
        `order ${index}`,
      ],
    ],
  ),
  nameTable(
    'own_catalog',
    'catalog.csv',
    'artist,title,isrc,upc,release_date,release_type,distributor,party,royalty_percentage',
    (index, day) => [
      ...['ZONE A0', `SONG ${index}`, isrc(index), '0198012345688', day, 'single', 'distrokid', '', 100],
    ],
  ),
  dayTable('own_rates', 'rates.csv', 'date,currency,quote,rate,source', (index, day) => [
    day,
    'EUR',
    'USD',
    `1.0${count(index, 900)}`,
    'bank',
  ]),
];
