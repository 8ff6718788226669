import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rebuild } from '../pipeline/run.ts';
import { zip } from '../sandbox/label/formats/zip.ts';
import { openOps } from '../warehouse/kit/open.ts';
import { listLanded } from '../warehouse/ops/landed.ts';
import { type TestLake, testLake } from './support/import.ts';
import { hashTables } from './support/tables.ts';

const FIXTURES = join(
  import.meta.dirname,
  '..',
  'pipeline',
  'platforms',
  'bandcamp',
  'fixture',
  'bandcamp_sales',
);
const fixture = (name: string): Buffer => readFileSync(join(FIXTURES, name));
const SALES = fixture('utf-16-with-payouts/20260520_bandcamp_raw_data_BEDROT.csv');
const ODD = fixture('utf-8-other-order-api-dates-refusals/bandcamp.csv');
/** What stands in the fixtures about buyers; the ragged line's too. */
const PERSONS = [
  'fans.example',
  'juergen.fan',
  'Ann Lee',
  'ann.private',
  'Love this!',
  '+264 61',
  'Secret Road',
  'Windhoek',
  'Köln',
  '9AB12345CD678901E',
  'label@bedrot.example',
  'Gilbertine',
];

let lake: TestLake;
beforeEach(() => {
  lake = testLake();
});
afterEach(() => lake.remove());

/** Every file under the data folder as texts: its bytes, unpacked, and as UTF-16. */
function* everything(): Generator<{ path: string; texts: string[] }> {
  for (const entry of readdirSync(lake.house.data, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    const unpacked = path.endsWith('.zst') ? zstdDecompressSync(bytes) : bytes;
    yield { path, texts: [unpacked.toString('utf8'), unpacked.toString('utf16le')] };
  }
}

function findPersons(persons: readonly string[] = PERSONS): string[] {
  return [...everything()].flatMap(({ path, texts }) =>
    persons
      .filter((person) => texts.some((text) => text.includes(person)))
      .map((person) => `${person} in ${path}`),
  );
}

const landed = () => {
  const ops = openOps(lake.house.data);
  try {
    return listLanded(ops);
  } finally {
    ops.close();
  }
};
const FACTS =
  'SELECT sale_month, reporting_date, currency, amount, quantity, income_type FROM revenue_transactions ORDER BY reporting_date, amount, occurrence';

describe('buyers', () => {
  it('are in no file and no database after an import, and the sales are', async () => {
    const [first, second] = await lake.bring(['bandcamp.csv', SALES], ['odd.csv', ODD]);
    expect(first).toMatchObject({ state: 'loaded', rows: 5, loaded: 5, refused: 0, money: null });
    expect(first?.notes.join('\n')).toMatch(/1 row is left out: payouts/);
    expect(first?.notes.join('\n')).toMatch(/kept nowhere: paid to, .*buyer email/);
    expect(second).toMatchObject({ state: 'loaded', rows: 8, loaded: 3, refused: 5 });
    expect(lake.rows(FACTS)).toEqual([
      ['2025-12', '2025-12-31', 'USD', 800_000_000, 1, 'royalty'],
      ['2026-01', '2026-01-03', 'USD', 750_000_000, 1, 'royalty'],
      ['2026-02', '2026-02-01', 'USD', 400_000_000, 1, 'royalty'],
      ['2026-05', '2026-05-13', 'USD', 3_200_000_000, 1, 'subscription'],
      ['2026-05', '2026-05-13', 'USD', 5_612_034_000, 1, 'royalty'],
      ['2026-05', '2026-05-13', 'USD', 5_612_034_000, 1, 'royalty'],
      ['2026-05', '2026-05-14', 'EUR', 41_370_000_000, 2, 'merch'],
      ['2026-05', '2026-05-15', 'GBP', -610_000_000, -1, 'royalty'],
    ]);
    expect(findPersons()).toEqual([]);
    // The search finds what is there.
    expect(findPersons(['RENEGADE PIPELINE']).length).toBeGreaterThan(2);
  });

  it('are not needed to know the same download again, nor to rebuild from raw or from landing', async () => {
    await lake.bring(['bandcamp.csv', SALES]);
    const [file] = landed();
    expect(file?.keptSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(file?.keptSha256).not.toBe(file?.sha256);
    expect(file?.bytes).toBe(statSync(join(lake.house.data, file?.path as string)).size);
    const [again] = await lake.bring(['second download.csv', SALES]);
    expect(again).toMatchObject({ state: 'known' });

    const lines = lake.rows('SELECT line, amount FROM revenue_transactions ORDER BY line');
    // The buyer's note has a line break: the lines after it keep their numbers.
    expect(lines.map((row) => (row as number[])[0])).toEqual([2, 3, 5, 6, 7]);
    const before = hashTables(lake.house.data);
    await rebuild(lake.house);
    expect(hashTables(lake.house.data)).toEqual(before);
    rmSync(join(lake.house.data, 'raw'), { recursive: true });
    await rebuild(lake.house);
    expect(hashTables(lake.house.data)).toEqual(before);
    expect(findPersons()).toEqual([]);
  });

  it('are not in quarantine either: not of a changed header, a damaged file, or a zip', async () => {
    const header = 'bandcamp transaction id,item name,item type,artist,buyer email,buyer name';
    const files = await lake.bring(
      ['no-net.csv', `${header}\n1,X,track,Y,a.fan@fans.example,Ann Lee\n`],
      ['unknown.csv', 'what,email,how much\n1,a.fan@fans.example,3\n"2\nlines",b.fan@fans.example,4\n'],
      ['cut.csv', `${header}\n1,"X,track,Y,a.fan@fans.example,Ann Lee\n`],
      ['members.json', '{"odd":[{"email_address":"a.fan@fans.example","id":123456789012345678}]}'],
      [
        'both.zip',
        await zip([
          { name: 'sales.csv', bytes: SALES },
          { name: 'notes.csv', bytes: Buffer.from('a,b\n1,2\n') },
        ]),
      ],
      [
        'unknown.zip',
        await zip([{ name: 'x.csv', bytes: Buffer.from('what,email\n1,a.fan@fans.example\n') }]),
      ],
    );
    expect(files.map(({ originalName, state }) => `${originalName} ${state}`).sort()).toEqual([
      'both.zip loaded',
      'cut.csv quarantined',
      'members.json quarantined',
      'no-net.csv quarantined',
      'unknown.csv quarantined',
      'unknown.zip quarantined',
    ]);
    expect(findPersons()).toEqual([]);
    const kept = readdirSync(join(lake.house.data, 'quarantine')).filter(
      (name) => !name.endsWith('.why.json'),
    );
    expect(kept.map((name) => name.replace(/^[\d_]+[0-9a-f]{8}_/, '')).sort()).toEqual([
      'members.json',
      'no-net.csv',
      'unknown.csv',
    ]);
    const text = (end: string) =>
      readFileSync(
        join(lake.house.data, 'quarantine', kept.find((name) => name.endsWith(end)) as string),
        'utf8',
      );
    expect(text('unknown.csv')).toBe('what,email,how much\n1,,3\n"2\nlines",,4\n');
    expect(text('members.json')).toContain('"id": 123456789012345678');
  });
});
