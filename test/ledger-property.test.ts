import fc from 'fast-check';
import { expect, it } from 'vitest';
import { testLake } from './support/import.ts';

interface CardLine {
  day: string;
  description: string;
  category: string;
  cents: number;
}

/** Card lines with few values each, so that alike ones are many: two coffees a day are real. */
const lines = fc.array(
  fc.record({
    day: fc.constantFrom('2026-10-02', '2026-10-03'),
    description: fc.constantFrom('SPLICE', 'CURSOR, AI', 'PAYMENT - THANK YOU'),
    category: fc.constantFrom('Software', 'Payment/Credit'),
    cents: fc.constantFrom(-1299, -799, 799, 30000),
  }),
  { minLength: 1, maxLength: 25 },
);
const keyOf = (line: CardLine): string => JSON.stringify(line);
const money = (cents: number): string => (Math.abs(cents) / 100).toFixed(2);

const asExport = (of: readonly CardLine[]): string =>
  `Transaction Date,Posted Date,Card No.,Description,Category,Debit,Credit\n${of
    .map(
      ({ day, description, category, cents }) =>
        `${day},${day},4821,"${description}",${category},${cents < 0 ? money(cents) : ''},${cents > 0 ? money(cents) : ''}\n`,
    )
    .join('')}`;

/** The list kept by hand tells the same lines with spending as positive amounts, and no day of posting. */
const byHand = (of: readonly CardLine[]): string =>
  `CardLast4,Date,Description,Amount,Category,Status\n${of
    .map(({ day, description, category, cents }) => {
      const [year, month, date] = day.split('-');
      return `4821,${month}/${date}/${year},"${description}",${cents < 0 ? '' : '-'}${money(cents)},${category},Posted\n`;
    })
    .join('')}`;

async function factsAfter(files: readonly string[]): Promise<unknown> {
  const lake = testLake();
  try {
    for (const [index, bytes] of files.entries()) {
      for (const one of await lake.bring([`card-${index}.csv`, bytes]))
        expect(one.rows).toBe(one.loaded + one.unchanged + one.refused);
    }
    return lake.rows(
      `SELECT date, account, description, bank_category, category, kind, amount, is_pnl, count(*) FROM ledger
       GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 1, 2, 3, 4, 7`,
    );
  } finally {
    lake.remove();
  }
}

it('the ledger is the same whatever is brought twice, reordered, in parts, or in another form of the same lines', async () => {
  await fc.assert(
    fc.asyncProperty(
      lines.chain((all) =>
        fc.record({
          all: fc.constant(all),
          shuffled: fc.shuffledSubarray(all, { minLength: all.length }),
          /** For each distinct line, the part it goes to. */
          parts: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: all.length, maxLength: all.length }),
        }),
      ),
      async ({ all, shuffled, parts }) => {
        const facts = await factsAfter([asExport(all)]);
        const counted = (facts as number[][]).reduce((sum, row) => sum + (row.at(-1) as number), 0);
        expect(counted).toBe(all.length);
        const keys = [...new Set(all.map(keyOf))];
        const split = [0, 1]
          .map((part) => shuffled.filter((line) => parts[keys.indexOf(keyOf(line))] === part))
          .filter((some) => some.length > 0);
        expect(await factsAfter([asExport(all), `${asExport(shuffled)}\n`])).toEqual(facts);
        expect(await factsAfter(split.map(asExport))).toEqual(facts);
        expect(await factsAfter([byHand(shuffled), asExport(all)])).toEqual(facts);
      },
    ),
    { numRuns: 3, verbose: 1 },
  );
}, 240_000);
