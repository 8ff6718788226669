import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { propose } from '../pipeline/kit/mapping/propose.ts';
import { importMapped, lookAtTable } from '../pipeline/map.ts';
import { rebuild } from '../pipeline/run.ts';
import { OPS_FILE, openOps } from '../warehouse/kit/open.ts';
import { listLanded, listQuarantined } from '../warehouse/ops/landed.ts';
import { listMappings } from '../warehouse/ops/mappings.ts';
import { type TestLake, testLake } from './support/import.ts';
import { hashTables } from './support/tables.ts';

let lake: TestLake;
beforeEach(() => {
  lake = testLake();
});
afterEach(() => lake.remove());

const HEADER = 'Sales month;Platform;Country;Artist;Track;ISRC;Quantity;Net revenue;Customer e-mail;E-mail';
const row = (month: string, store: string, country: string, quantity: string, net: string): string =>
  `${month};${store};${country};ZONE A0;THE STATE OF THE WORLD;QZHN52412345;${quantity};${net};a@fans.example;b@fans.example\n`;
const AUGUST = `${HEADER}\n${row('01/08/2026', 'Spotify', 'Germany', '1.204', '4,33')}${row('01/08/2026', 'Apple Music', 'Namibia', '17', '0,25')}`;
const SEPTEMBER = `${HEADER}\n${row('01/09/2026', 'Spotify', 'Germany', '-3', '-0,01')}`;
const SAID = { distributor: 'Believe', currency: 'EUR', dates: 'dmy' };
const FACTS = `SELECT sale_month, s.name, territory, d.key, quantity, currency, amount FROM revenue_transactions
  JOIN platform_names s ON s.id = platform_name_id JOIN platforms d ON d.id = distributor_id ORDER BY sale_month, s.name`;
const EXPECTED = [
  ['2026-08', 'Apple Music', 'NA', 'believe', 17, 'EUR', 250_000_000],
  ['2026-08', 'Spotify', 'DE', 'believe', 1204, 'EUR', 4_330_000_000],
];

const withOps = <T>(read: (ops: ReturnType<typeof openOps>) => T): T => {
  const ops = openOps(lake.house.data);
  try {
    return read(ops);
  } finally {
    ops.close();
  }
};

function written(name: string, text: string): string {
  const path = join(lake.house.data, '..', name);
  writeFileSync(path, text);
  return path;
}

async function mapped(path: string, constants: Record<string, string>, set: string[] = [], as?: string) {
  const { guess, known } = await lookAtTable(lake.house.data, path, as);
  const proposal = propose(guess, { set, constants }, basename(path));
  const report = await importMapped(lake.house, path, proposal);
  return { known, report, files: report.files };
}

describe('a table no feed knows', () => {
  it('is quarantined, mapped once, and read by itself from then on, in whatever order its columns come', async () => {
    const [refused] = await lake.bring(['september.csv', SEPTEMBER]);
    expect(refused).toMatchObject({ state: 'quarantined' });
    expect(refused?.reason).toMatch(/header nobody knows: Sales month, .*"bedrot map september.csv"/);

    const { files } = await mapped(written('august.csv', AUGUST), SAID);
    expect(files.map(({ originalName, state, rows }) => ({ originalName, state, rows }))).toEqual([
      { originalName: 'september.csv', state: 'loaded', rows: 1 },
      { originalName: 'august.csv', state: 'loaded', rows: 2 },
    ]);
    expect(files[1]?.money).toEqual({ amount: '4.58', currency: 'EUR' });
    expect(lake.rows(FACTS).slice(0, 2)).toEqual(EXPECTED);
    expect(lake.rows(FACTS)[2]).toEqual(['2026-09', 'Spotify', 'DE', 'believe', -3, 'EUR', -10_000_000]);
    // Out of quarantine, its reason too.
    expect(withOps(listQuarantined)).toEqual([]);
    expect(readdirSync(join(lake.house.data, 'quarantine'))).toEqual([]);

    const turned = AUGUST.trim()
      .split('\n')
      .map((line) => line.split(';').reverse().join(';'))
      .join('\n')
      .toUpperCase();
    const [same] = await lake.bring(['turned.csv', turned.replaceAll('01/08/2026', '01/10/2026')]);
    expect(same).toMatchObject({ state: 'loaded', rows: 2, loaded: 2, feed: 'mapped_believe-revenue' });
  });

  it('is rebuilt from raw, also where ops.db was lost', async () => {
    await mapped(written('august.csv', AUGUST), SAID);
    const before = hashTables(lake.house.data);
    await rebuild(lake.house);
    expect(hashTables(lake.house.data)).toEqual(before);
    const mappings = withOps(listMappings);

    for (const end of ['', '-wal', '-shm']) rmSync(join(lake.house.data, OPS_FILE + end), { force: true });
    await rebuild(lake.house);
    expect(withOps(listMappings)).toEqual(mappings);
    expect(withOps(listLanded)).toHaveLength(1);
    expect(hashTables(lake.house.data)).toEqual(before);
  });

  it('keeps nobody’s address', async () => {
    await mapped(written('august.csv', AUGUST), SAID);
    const [file] = withOps(listLanded);
    expect(file?.keptSha256).not.toBeNull();
    expect(existsSync(join(lake.house.data, file?.path as string))).toBe(true);
    expect(lake.rows("SELECT count(*) FROM refusals WHERE text LIKE '%fans.example%'")).toEqual([[0]]);
  });

  it('is read anew when it is mapped otherwise', async () => {
    const path = written('august.csv', AUGUST);
    await mapped(path, { ...SAID, dates: 'mdy' });
    expect(lake.rows('SELECT DISTINCT sale_month FROM revenue_transactions')).toEqual([['2026-01']]);
    const { known } = await mapped(path, SAID);
    expect(known?.version).toBe(1);
    expect(withOps(listMappings)).toMatchObject([{ name: 'believe-revenue', version: 2 }]);
    expect(lake.rows(FACTS)).toEqual(EXPECTED);
    // Said again, it is the same.
    await mapped(path, SAID);
    expect(withOps(listMappings)).toMatchObject([{ version: 2 }]);
  });

  it('of a bank gives the ledger its signs and keeps four digits of a number', async () => {
    const text =
      'Booking date,Payee,Money out,Money in,Account number\n31/10/2026,META ADS,"1,012.50",,DE89 3704 0044 0532 0130 00\n30/10/2026,DISTROKID,,88.10,DE89 3704 0044 0532 0130 00\n29/10/2026,BOTH,1,2,DE89 3704 0044 0532 0130 00\n';
    const { files } = await mapped(written('bank.csv', text), { currency: 'EUR' });
    expect(files[0]).toMatchObject({
      state: 'loaded',
      loaded: 2,
      refused: 1,
      feed: 'mapped_bank-transactions',
    });
    expect(files[0]?.firstRefusals.join()).toMatch(/line 4: .*spent and one that was received/);
    expect(
      lake.rows('SELECT date, account, amount, currency FROM financial_transactions ORDER BY date'),
    ).toEqual([
      ['2026-10-30', '3000', 88_100_000_000, 'EUR'],
      ['2026-10-31', '3000', -1_012_500_000_000, 'EUR'],
    ]);
    const raw = join(lake.house.data, 'raw', 'mapped');
    const [packed = ''] = readdirSync(raw);
    const records = zstdDecompressSync(readFileSync(join(raw, packed))).toString('utf8');
    expect(records).toContain('"3000"');
    expect(records).not.toContain('0532');
  });

  it('of days of streams, accounts and link pages goes to their tables', async () => {
    await mapped(
      written('amuse.csv', 'Date,Store,Streams\n2026-10-01,Apple Music,"1,204"\n2026-10-02,Apple Music,-\n'),
      { distributor: 'Amuse' },
    );
    expect(
      lake.rows(
        'SELECT date, p.key, streams FROM content_streams JOIN platforms p ON p.id = platform_id ORDER BY date',
      ),
    ).toEqual([
      ['2026-10-01', 'apple-music', 1204],
      ['2026-10-02', 'apple-music', null],
    ]);
    await mapped(written('x.csv', 'Date,Impressions,Likes,Reposts,New follows\n2026-10-01,120,3,1,-2\n'), {
      platform: 'X',
      account: 'bedrot',
      artist: 'PIG1987',
    });
    expect(
      lake.rows(
        'SELECT account, artifact, impressions, likes, shares, followers_gained FROM social_media_daily',
      ),
    ).toEqual([['bedrot', 'mapped', 120, 3, 1, -2]]);
    await mapped(written('beacons.csv', 'Day,Page views,Clicks,CTR\n2026-10-01,120,41,34.2%\n'), {
      platform: 'Beacons',
    });
    expect(
      lake.rows('SELECT total_views, total_clicks, click_rate_millionths FROM link_analytics_daily'),
    ).toEqual([[120, 41, 342_000]]);
  });

  it('is refused where a feed of ours takes it, or where it is no table', async () => {
    const ours = written(
      '10-2026-3.csv',
      'Period,Store,Track,Artist,Net,Currency\n2026-08,Spotify,X,Y,1,USD\n',
    );
    await expect(lookAtTable(lake.house.data, ours)).rejects.toThrow(/Too Lost sales report file/);
    await expect(lookAtTable(lake.house.data, written('x.json', '{"a":1}'))).rejects.toThrow(
      /holds no table/,
    );
    await expect(lookAtTable(lake.house.data, written('n.csv', '1,2\n3,4\n'))).rejects.toThrow(
      /no table with a header/,
    );
    await expect(lookAtTable(lake.house.data, written('a.csv', AUGUST), 'moon')).rejects.toThrow(
      /no shape "moon"/,
    );
  });
});
