import type { Random } from '../random.ts';
import type { Host, Role } from './hosts.ts';
import type { Table } from './table.ts';

/** What must become of an error. `raised`: its line is kept, and somebody is told; `rounded`: kept to 1e-9. */
export type Fate = 'refused' | 'quarantined' | 'raised' | 'rounded';

/** An error in one row: the rows that stand in its place. */
export interface Spoilt {
  rows: string[][];
  /** Of those, which are planted. */
  planted: number[];
  fate: Fate;
  /** Checks that may say it, for `refused`. */
  checks?: readonly string[];
  /** The name nobody knows, or the line whose damage is told. */
  raised?: { kind: 'artist' | 'store' | 'country' | 'damage'; name: string };
  /** The amount as it stands in the file. */
  amount?: string;
}

export interface Kind {
  name: string;
  /** Spoils a row; null where this host or this row has nothing to spoil. `nth` makes names and values differ. */
  plant(row: readonly string[], table: Table, host: Host, lot: Random, nth: number): Spoilt | null;
  /** Spoils the bytes of the whole file instead, after the rows were written. */
  bytes?(file: Buffer, table: Table, host: Host): Buffer | null;
}

const TYPED = ['type', 'clean', 'date_range', 'required'] as const;

/** Puts another text into the cell of a role, one of several. */
const into = (
  name: string,
  role: Role,
  texts: readonly string[],
  checks: readonly string[] = TYPED,
): Kind => ({
  name,
  plant(row, table, host, lot) {
    const at = table.header.indexOf(host.columns[role] ?? '');
    if (at < 0 || row[at] === '') return null;
    const spoilt = [...row];
    spoilt[at] = texts[lot.below(texts.length)] as string;
    return { rows: [spoilt], planted: [0], fate: 'refused', checks };
  },
});

const changed = (
  name: string,
  change: (row: string[], table: Table, host: Host, lot: Random) => string[] | null,
  checks: readonly string[],
): Kind => ({
  name,
  plant(row, table, host, lot) {
    const spoilt = change([...row], table, host, lot);
    return spoilt && { rows: [spoilt], planted: [0], fate: 'refused', checks };
  },
});

/** A name of its own in the cell of a role: kept and told. */
function unknown(
  row: readonly string[],
  table: Table,
  host: Host,
  kind: 'artist' | 'store' | 'country',
  name: string,
): Spoilt | null {
  const at = table.header.indexOf(host.columns[kind] ?? '');
  if (at < 0 || row[at] === '') return null;
  const spoilt = [...row];
  spoilt[at] = name;
  return { rows: [spoilt], planted: [0], fate: 'raised', raised: { kind, name } };
}

/** Two letters that are no country's and never will be. */
const NO_COUNTRIES = ['QV', 'QW', 'QX', 'QY'];

/** The 20 kinds. */
export const KINDS: readonly Kind[] = [
  into('bad date', 'day', ['yesterday', '31/31/2026', '2026-02-30', '0000-00-00', '2026-6']),
  into('future date', 'day', ['2031-04-05', '2999-12-31', '12/24/2031', '12/24/31']),
  into('month 13', 'month', ['2026-13', '13-2026', '2026-00', '2026-1 3']),
  into('text in a number', 'number', ['twelve', '1O4', '12 plays', '#REF!', '=SUM(A1:A9)']),
  {
    name: 'currency mismatch',
    plant(row, table, host, lot, nth) {
      const texts = ['$', 'US Dollar', 'EURO', '€', 'U$D'];
      const told = into('', 'currency', texts).plant(row, table, host, lot, nth);
      // Where the header tells the currency, another one beside an amount contradicts it.
      return (
        told ?? into('', 'bare money', ['5.61 EUR', 'GBP 3.20', '4,00 €']).plant(row, table, host, lot, nth)
      );
    },
  },
  into('negative where impossible', 'count', ['-4', '-1,204']),
  into('missing required cell', 'required', ['', '   '], ['required', 'clean', 'type']),
  changed('ragged row', (row) => [...row, 'one more'], ['columns', 'clean']),
  {
    name: 'contradicting duplicate',
    plant(row, table, host) {
      const at = table.header.indexOf(host.contradicts ?? '');
      if (at < 0 || !/^\d/.test(row[at] ?? '')) return null;
      const other = [...row];
      other[at] = String(Number((row[at] ?? '').replaceAll(',', '')) === 1 ? 2 : 1);
      // Which of the two is right nobody can tell.
      return { rows: [[...row], other], planted: [0, 1], fate: 'refused', checks: ['duplicate'] };
    },
  },
  {
    name: 'wrong country code',
    plant(row, table, host, lot, nth) {
      if (nth % 3 === 0)
        return unknown(row, table, host, 'country', NO_COUNTRIES[(nth / 3) % NO_COUNTRIES.length] as string);
      return into('', 'country', ['Atlantis', 'U1', 'Narnia', '??']).plant(row, table, host, lot, nth);
    },
  },
  into('thousands gone wrong', 'number', ['1,23,456', '12,34', '1.234.567', '1 234', '1’234']),
  into(
    'malformed ISRC',
    'isrc',
    ['QZTST26', 'QZTST26000011', '1ZTST2600001', 'QZ TST 26 0001', '12345'],
    ['isrc'],
  ),
  changed(
    'swapped columns',
    (row, { header }, { swaps }) => {
      const [a, b] = swaps.map((name) => header.indexOf(name)) as [number, number];
      if (row[a] === '' || row[b] === '') return null;
      [row[a], row[b]] = [row[b] as string, row[a] as string];
      return row;
    },
    [...TYPED, 'isrc', 'release_date'],
  ),
  changed('truncated row', (row) => row.slice(0, Math.max(2, Math.ceil(row.length / 2))), [
    'columns',
    'clean',
  ]),
  {
    name: 'encoding damage',
    plant(row, table, host, _, nth) {
      const at = table.header.indexOf(host.columns.words ?? '');
      if (at < 0) return null;
      const spoilt = [...row];
      // Either the sign that other programs leave, or a broken byte that `bytes` makes of a mark.
      const damaged = nth % 2 === 0 ? `CAF\ufffd ${nth}` : `CAF${MARK}`;
      spoilt[at] = damaged;
      if (nth % 2 === 0)
        return { rows: [spoilt], planted: [0], fate: 'raised', raised: { kind: 'damage', name: '\ufffd' } };
      return { rows: [spoilt], planted: [0], fate: 'quarantined' };
    },
    bytes(file) {
      const at = file.indexOf(MARK);
      if (at < 0) return null;
      // The rest of the file has characters that are whole: it is no other encoding.
      const whole = Buffer.from('é and ö, ü and ß');
      return Buffer.concat([
        file.subarray(0, at),
        Buffer.from([0xe9]),
        whole,
        file.subarray(at + MARK.length),
      ]);
    },
  },
  {
    name: 'totals row in the middle',
    plant(row, table, host) {
      const at = table.header.indexOf(host.totals ?? '');
      if (at < 0) return null;
      const totals = row.map((cell, index) =>
        index === at ? 'Total' : /^[\d.,-]+$/.test(cell) ? '123456' : '',
      );
      return { rows: [[...row], totals], planted: [1], fate: 'refused', checks: TYPED };
    },
  },
  {
    name: 'unknown store or artist',
    plant: (row, table, host, _, nth) =>
      nth % 2 === 0
        ? unknown(row, table, host, 'store', `Store of Nowhere ${nth}`)
        : unknown(row, table, host, 'artist', `Nobody Ever ${nth}`),
  },
  into('amount with a currency sign', 'bare money', ['$5.61', '€3.20', '5.61$', '£ 2']),
  {
    name: 'over-precise money',
    plant(row, table, host, lot) {
      const at = table.header.indexOf(host.columns['bare money'] ?? '');
      if (at < 0 || !/^\d/.test(row[at] ?? '')) return null;
      const spoilt = [...row];
      const amount = `${lot.below(90)}.${String(lot.below(1e9)).padStart(9, '0')}5000000000${lot.below(10)}`;
      spoilt[at] = amount;
      return { rows: [spoilt], planted: [0], fate: 'rounded', amount };
    },
  },
  {
    name: 'overflow',
    plant(row, table, host, lot, nth) {
      const role = host.columns.money && nth % 2 === 0 ? 'money' : 'number';
      return into('', role, ['99999999999999999999', '90071992547409930000', '123456789012345678']).plant(
        row,
        table,
        host,
        lot,
        nth,
      );
    },
  },
];

/** Stands where a broken byte comes. */
const MARK = '@@broken@@';
