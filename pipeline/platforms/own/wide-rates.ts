import { isDay } from '../../../core/days.ts';
import { type Cells, cellsFromRows } from '../../kit/cells.ts';
import { foldHeader } from '../../kit/header.ts';
import type { Document } from '../../kit/read/document.ts';
import { TEMPLATES } from './template.ts';

const CURRENCY = /^[A-Z]{3}$/;

/** The European Central Bank's table: a column a currency, each the price of one euro. Its last column has no name. */
export function isWide({ header }: Document): boolean {
  const [first = '', ...rest] = header ?? [];
  const named = rest.filter((name) => name !== '');
  return (
    foldHeader(first) === 'date' &&
    named.length >= 2 &&
    named.every((name) => CURRENCY.test(name)) &&
    named.includes('USD')
  );
}

/** A row a currency and day. Days without a rate ("N/A") are left out: nothing was told. */
export async function* long(cells: AsyncIterable<Cells>): AsyncGenerator<Cells> {
  for await (const batch of cells) yield* cellsFromRows(TEMPLATES.rates, rowsOf(batch));
}

function* rowsOf(batch: Cells): Generator<{ line: number; cells: readonly string[] }> {
  const [dates, ...currencies] = batch.columns;
  for (let row = 0; row < batch.rows; row++) {
    const line = batch.lines[row] as number;
    const date = isoDay(dates?.texts.at(dates.ids[row] as number) ?? '');
    for (const [index, { ids, texts }] of currencies.entries()) {
      const currency = (batch.header[index + 1] as string).trim();
      const rate = texts.at(ids[row] as number).trim();
      if (currency === '' || rate === '' || rate === 'N/A') continue;
      yield { line, cells: [date, 'EUR', currency, rate, 'ECB'] };
    }
  }
  for (const { line, cells } of batch.ragged) yield { line, cells: [...cells] };
}

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** "2026-11-20", and "20 November 2026" of the file of one day. Anything else stays, to be refused. */
function isoDay(text: string): string {
  const plain = text.trim();
  const [, day = '', month = '', year = ''] = /^(\d{1,2}) ([A-Za-z]+) (\d{4})$/.exec(plain) ?? [];
  const iso = `${year}-${String(MONTHS.indexOf(month.toLowerCase()) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(iso) ? iso : plain;
}
