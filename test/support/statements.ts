import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { importFiles } from '../../pipeline/run.ts';
import { type BankRow, bankFile, bankStyle } from '../../sandbox/label/formats/distrokid.ts';
import { openWarehouse } from '../../warehouse/kit/open.ts';
import { temporaryFolder, testHouse } from './house.ts';

const label = { name: 'Test', artists: [{ name: 'ZONE A0' }] };

/** Statement lines with few values each, so that keys repeat: the hard case is rows that are alike. */
export const statement = fc.array(
  fc.record({
    dateInserted: fc.constant('2026-09-25'),
    reportingDate: fc.constantFrom('2026-08-24', '2026-09-24'),
    saleMonth: fc.constantFrom('2026-06', '2026-07'),
    store: fc.constantFrom('Spotify', 'iTunes', 'Boomplay'),
    artist: fc.constantFrom('ZONE A0', 'ZONE A0 & Sxnctuary'),
    title: fc.constantFrom('NEON, "ABATTOIR"', 'Café'),
    isrc: fc.constantFrom('QZTST2600001', ''),
    upc: fc.constant('0198012345671'),
    quantity: fc.integer({ min: -3, max: 4 }).map(String),
    teamPercentage: fc.constant('100'),
    type: fc.constantFrom('Song', 'Album'),
    country: fc.constantFrom('US', 'NA', 'OU'),
    withheld: fc.constant('0'),
    earnings: fc.constantFrom('0', '0.691000000000', '-0.691000000000', '0.000000123456', '5.612034170012'),
    recoup: fc.constant(''),
  }),
  { minLength: 1, maxLength: 40 },
);

/** What one line is known by, but for its numbers. */
export const keyOf = (row: BankRow): string =>
  [
    row.reportingDate,
    row.saleMonth,
    row.store,
    row.artist,
    row.title,
    row.isrc,
    row.upc,
    row.country,
    row.type,
  ].join('|');

/** The facts after importing statements one after the other: everything but which file and line told them. */
export async function factsAfter(statements: readonly (readonly BankRow[])[]): Promise<unknown> {
  const folder = temporaryFolder();
  try {
    const house = testHouse(join(folder, 'data'), label);
    for (const [index, rows] of statements.entries()) {
      // Every second one as a generation 1 export, so that the same rows come in other bytes.
      const file = join(folder, `bank-${index}.csv`);
      const generation = index % 2 === 0 ? 2 : 1;
      writeFileSync(
        file,
        bankFile(rows, bankStyle(generation, generation === 1 ? { quoted: 'needed' } : {})),
      );
      const report = await importFiles(house, [file]);
      for (const one of report.files) {
        if (one.rows !== one.loaded + one.unchanged + one.refused)
          throw new Error('the rows of a file do not add up');
      }
    }
    const db = openWarehouse(house.data);
    const facts = db
      .prepare(
        `SELECT r.sale_month, t.title, t.isrc, a.name, p.name, r.territory, r.reporting_date, r.occurrence, r.quantity, r.amount
         FROM revenue_transactions r JOIN track_names t ON t.id = r.track_name_id
         JOIN artist_names a ON a.id = t.artist_name_id JOIN platform_names p ON p.id = r.platform_name_id
         ORDER BY 1, 2, 3, 4, 5, 6, 7, t.content_type, 8`,
      )
      .raw()
      .all();
    const totals = db
      .prepare('SELECT count(*), sum(quantity), sum(amount) FROM revenue_transactions')
      .raw()
      .get();
    db.close();
    return { facts, totals };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A statement and three ways to bring the same rows otherwise. */
export const variants = statement.chain((rows) =>
  fc.record({
    rows: fc.constant(rows),
    reordered: fc.shuffledSubarray(rows, { minLength: rows.length }),
    /** For each key, the part it goes to. */
    parts: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: rows.length, maxLength: rows.length }),
  }),
);

export function split(rows: readonly BankRow[], parts: readonly number[]): BankRow[][] {
  const keys = [...new Set(rows.map(keyOf))];
  return [0, 1, 2]
    .map((part) => rows.filter((row) => parts[keys.indexOf(keyOf(row)) % parts.length] === part))
    .filter((some) => some.length > 0);
}

/** Checks that duplicating, reordering and splitting a statement changes no fact and no total. */
export const checkStatements = (runs: number, check: (one: unknown, other: unknown) => void): Promise<void> =>
  fc.assert(
    fc.asyncProperty(variants, async ({ rows, reordered, parts }) => {
      const facts = await factsAfter([rows]);
      check(await factsAfter([rows, rows]), facts);
      check(await factsAfter([reordered]), facts);
      check(await factsAfter(split(rows, parts)), facts);
      check(await factsAfter([...split(reordered, parts), rows]), facts);
    }),
    { numRuns: runs, verbose: 1 },
  ) as Promise<void>;
