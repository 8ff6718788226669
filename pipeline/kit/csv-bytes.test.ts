import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nanosToDecimal } from '../../core/money.ts';
import { CsvBytes, csvCell } from './csv-bytes.ts';

const file = (): string => join(mkdtempSync(join(tmpdir(), 'bedrot-csv-')), 'x.csv');

it('writes numbers as they are read, to the last digit', () => {
  const safe = fc.maxSafeInteger();
  fc.assert(
    fc.property(fc.array(safe, { minLength: 1 }), (values) => {
      const path = file();
      const csv = new CsvBytes(path);
      for (const value of values) {
        csv.integer(value);
        csv.endCell();
        csv.nanos(value);
        csv.endRow();
      }
      csv.close();
      const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
      // Trailing zeros aside: nanos are written with all nine decimals or none.
      const plain = (decimal: string): string =>
        decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal;
      expect(
        lines.map((line) => line.split(',').map((cell, index) => (index === 0 ? cell : plain(cell)))),
      ).toEqual(values.map((value) => [String(value), plain(nanosToDecimal(BigInt(value), 0))]));
    }),
    { numRuns: 40 },
  );
});

it('quotes what must be quoted, and writes files larger than its buffer', () => {
  expect(csvCell('say "hi", twice').toString()).toBe('"say ""hi"", twice"');
  expect(csvCell('plain').toString()).toBe('plain');
  const path = file();
  const csv = new CsvBytes(path);
  const long = 'x'.repeat(300_000);
  csv.text(csvCell(long));
  for (let row = 0; row < 100_000; row++) {
    csv.text(csvCell('abc'));
    csv.endCell();
  }
  csv.endRow();
  csv.close();
  expect(readFileSync(path, 'utf8')).toBe(`${long}${'abc,'.repeat(100_000)}\n`);
});

it('does not write over a file', () => {
  const path = file();
  new CsvBytes(path).close();
  expect(() => new CsvBytes(path)).toThrow(/EEXIST/);
});
