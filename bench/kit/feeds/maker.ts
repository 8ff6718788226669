import { addDays, type Day } from '../../../core/days.ts';
import { csv, type TextStyle } from '../../../sandbox/label/formats/text.ts';
import { type ZipEntry, zip } from '../../../sandbox/label/formats/zip.ts';

/** A file for the bench, under the name its platform gives it. */
export interface BenchFile {
  name: string;
  bytes: Buffer;
}

/** Makes a feed's files of about so many rows, no natural key twice. */
export interface Maker {
  feed: string;
  /** The most rows its form can hold: days reach back to 1999, some exports to a week. */
  most: number;
  files(rows: number): readonly BenchFile[] | Promise<readonly BenchFile[]>;
}

const LAST = '2026-10-31';
/** Days a series can have: none is before 1999. */
export const MOST_DAYS = 10_000;
export const MOST_NAMES = 1_000_000;

/** So many days, oldest first. */
export const days = (count: number): Day[] =>
  Array.from({ length: count }, (_, index) => addDays(LAST, index + 1 - count));

/** A number that goes up and down, the same each time. */
export const count = (index: number, most = 5_000): number => (index * 2_654_435_761) % most;
export const money = (index: number): string =>
  `${count(index, 90)}.${String(count(index, 997)).padStart(4, '0')}`;
export const TODAY = LAST;

type Cells = (index: number, day: Day) => readonly (string | number)[];

const rowsOf = (from: readonly Day[], cells: Cells): string[][] =>
  from.map((day, index) => cells(index, day).map(String));

/** A table with a row a day. */
export const dayTable = (
  feed: string,
  name: string,
  header: string,
  cells: Cells,
  style: Partial<TextStyle> = {},
): Maker => ({
  feed,
  most: MOST_DAYS,
  files: (rows) => [{ name, bytes: csv([header.split(','), ...rowsOf(days(rows), cells)], style) }],
});

/** A table with as many rows as wanted; `day` goes round through two years. */
export const nameTable = (
  feed: string,
  name: string,
  header: string,
  cells: Cells,
  options: Partial<TextStyle> & { above?: readonly string[][] } = {},
): Maker => {
  const { above = [], ...style } = options;
  const years = days(730);
  return {
    feed,
    most: MOST_NAMES,
    files: (rows) => {
      const from = Array.from({ length: rows }, (_, index) => years[index % years.length] as Day);
      return [{ name, bytes: csv([...above, header.split(','), ...rowsOf(from, cells)], style) }];
    },
  };
};

/** A saved answer with a record a row. */
export const records = (
  feed: string,
  name: string,
  most: number,
  of: (index: number, day: Day) => object,
  around: (records: object[]) => object,
): Maker => ({
  feed,
  most,
  files: (rows) => {
    const from = most <= MOST_DAYS ? days(rows) : Array.from({ length: rows }, () => LAST);
    return [{ name, bytes: Buffer.from(JSON.stringify(around(from.map((day, index) => of(index, day))))) }];
  },
});

export const zipped = async (
  name: string,
  ...entries: readonly ZipEntry[]
): Promise<readonly BenchFile[]> => [{ name, bytes: await zip(entries) }];
