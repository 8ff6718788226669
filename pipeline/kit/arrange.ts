import { DIMENSION_PARTS, FACTS, type FactColumn } from '../../warehouse/kit/facts.ts';
import type { Names } from '../../warehouse/kit/names.ts';
import type { Frame } from './frame.ts';

/** One column of the facts a frame becomes: value of a row = `distinct[ids[row]]`, or `numbers[row]` (NaN: null). */
export type FactValues =
  | { is: 'distinct'; distinct: readonly (string | number | null)[]; ids: Int32Array | Uint32Array }
  | { is: 'constant'; value: string | number | null }
  | { is: 'numbers'; numbers: Float64Array };

export interface Arranged {
  key: readonly FactValues[];
  values: readonly FactValues[];
  /** Rows in the order of the fact table's primary key, then of their files, then lines. */
  order: Uint32Array;
  /** True when both rows agree in the key but for the occurrence. */
  sameKey(a: number, b: number): boolean;
}

/** Resolves the names of a frame to dimension rows, and sorts it once for staging, curated and the warehouse. */
export function arrange(frame: Frame, names: Names): Arranged {
  const table = FACTS[frame.feed.load.table];
  const key = table.key.map((column) =>
    constantIfOne(sortable(resolve(frame, column, names), frame.rows), frame.rows),
  );
  const values = table.values.map((column) => constantIfOne(resolve(frame, column, names), frame.rows));
  const sorters = key.flatMap((column) => (column.is === 'distinct' ? [rank(column)] : []));
  const order = radixSort(frame.rows, sorters);
  return {
    key,
    values,
    order,
    sameKey: (a, b) => sorters.every(({ ids }) => ids[a] === ids[b]),
  };
}

export function valueAt(column: FactValues, row: number): string | number | null {
  if (column.is === 'constant') return column.value;
  if (column.is === 'distinct') return column.distinct[column.ids[row] as number] as string | number | null;
  const number = column.numbers[row] as number;
  return Number.isNaN(number) ? null : number;
}

/** A column that says the same in every row (a statement without recoups) costs the loader nothing a row. */
function constantIfOne(column: FactValues, rows: number): FactValues {
  if (column.is === 'constant' || rows === 0) return column;
  const all = column.is === 'distinct' ? column.ids : column.numbers;
  for (let row = 1; row < rows; row++) if (!Object.is(all[row], all[0])) return column;
  return { is: 'constant', value: valueAt(column, 0) };
}

function resolve(frame: Frame, column: FactColumn, names: Names): FactValues {
  if (column.is === 'occurrence') return { is: 'constant', value: 0 };
  if (column.is === 'text' || column.is === 'integer' || column.is === 'nanos') {
    const from = frame.feed.load.from[column.name];
    if (!from) return { is: 'constant', value: column.absent ?? null };
    if ('value' in from) return { is: 'constant', value: from.value };
    const source = frame.column(from.column);
    if (source.is === 'number') return { is: 'numbers', numbers: source.values.array };
    return distinctOf(source.ids.array, frame.rows, source.distinct, column.absent ?? null);
  }
  return resolveDimension(frame, column, names);
}

/** Numbers of a key (an amount, an hour) as ids, so that rows are sorted by them and told apart. */
function sortable(column: FactValues, rows: number): FactValues {
  if (column.is !== 'numbers') return column;
  const ids = new Uint32Array(rows);
  const seen = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const number = column.numbers[row] as number;
    const id = seen.get(number) ?? seen.size;
    seen.set(number, id);
    ids[row] = id;
  }
  const distinct = [...seen.keys()].map((number) => (Number.isNaN(number) ? null : number));
  return { is: 'distinct', distinct, ids };
}

/** Ids with -1 for "not known" become ids into distinct values whose last entry is the null's stand-in. */
function distinctOf(
  ids: Int32Array,
  rows: number,
  distinct: readonly string[],
  absent: string | number | null,
): FactValues {
  const out = new Uint32Array(rows);
  for (let row = 0; row < rows; row++)
    out[row] = (ids[row] as number) < 0 ? distinct.length : (ids[row] as number);
  return { is: 'distinct', distinct: [...distinct, absent], ids: out };
}

function resolveDimension(frame: Frame, column: FactColumn, names: Names): FactValues {
  const kind = column.is as keyof typeof DIMENSION_PARTS;
  const parts = DIMENSION_PARTS[kind].map((part) => frame.feed.load.from[`${column.name}.${part}`]);
  if (parts.every((part) => part === undefined)) return { is: 'constant', value: column.absent ?? null };
  // Distinct combinations of the parts, as dense ids: pair by pair, so that keys stay exact numbers.
  let ids = new Uint32Array(frame.rows);
  let texts: string[][] = [[]];
  for (const part of parts) {
    const source = part && 'column' in part ? frame.column(part.column) : undefined;
    if (!source) {
      const constant = part && 'value' in part ? String(part.value) : '';
      texts = texts.map((before) => [...before, constant]);
      continue;
    }
    if (source.is !== 'text') throw new Error(`${frame.feed.name}: ${column.name} is made from text columns`);
    [ids, texts] = pair(ids, texts, source.ids.array, source.distinct, frame.rows);
  }
  return { is: 'distinct', distinct: texts.map((tuple) => ensure(kind, tuple, names)), ids };
}

function pair(
  ids: Uint32Array,
  texts: readonly string[][],
  more: Int32Array,
  distinct: readonly string[],
  rows: number,
): [Uint32Array<ArrayBuffer>, string[][]] {
  const seen = new Map<number, number>();
  const outIds = new Uint32Array(rows);
  const outTexts: string[][] = [];
  const width = distinct.length + 1;
  for (let row = 0; row < rows; row++) {
    const second = more[row] as number;
    const key = (ids[row] as number) * width + second + 1;
    let id = seen.get(key);
    if (id === undefined) {
      id = outTexts.length;
      seen.set(key, id);
      outTexts.push([
        ...(texts[ids[row] as number] as string[]),
        second < 0 ? '' : (distinct[second] as string),
      ]);
    }
    outIds[row] = id;
  }
  return [outIds, outTexts];
}

function ensure(kind: keyof typeof DIMENSION_PARTS, parts: readonly string[], names: Names): number | string {
  const [first = '', title = '', isrc = '', upc = '', content_type = ''] = parts;
  if (kind === 'artist_name') return names.ensureArtistName(first);
  if (kind === 'platform') return names.ensurePlatform(first);
  if (kind === 'platform_name') return names.ensurePlatformName(first);
  if (kind === 'territory') return names.ensureTerritory(first);
  if (kind === 'transaction_name') return names.ensureTransactionName(first, title);
  return names.ensureTrackName({ artist: first, title, isrc, upc, content_type });
}

interface Ranked {
  /** Rank of each row's value among the column's values. */
  ids: Uint32Array;
  ranks: number;
}

function rank(column: {
  distinct: readonly (string | number | null)[];
  ids: Int32Array | Uint32Array;
}): Ranked {
  const values = [...new Set(column.distinct)].sort((a, b) => ((a ?? '') < (b ?? '') ? -1 : 1));
  const position = new Map(values.map((value, index) => [value, index]));
  const rankOf = Uint32Array.from(column.distinct, (value) => position.get(value) as number);
  const ids = new Uint32Array(column.ids.length);
  for (let row = 0; row < ids.length; row++) ids[row] = rankOf[column.ids[row] as number] as number;
  return { ids, ranks: values.length };
}

/** Stable counting sort from the last key column to the first. Rows start in file and line order, and keep it. */
function radixSort(rows: number, columns: readonly Ranked[]): Uint32Array {
  let order = Uint32Array.from({ length: rows }, (_, row) => row);
  let next = new Uint32Array(rows);
  for (const { ids, ranks } of [...columns].reverse()) {
    if (ranks < 2) continue;
    const starts = new Uint32Array(ranks + 1);
    for (let row = 0; row < rows; row++) (starts[(ids[row] as number) + 1] as number)++;
    for (let index = 1; index <= ranks; index++) (starts[index] as number) += starts[index - 1] as number;
    for (let at = 0; at < rows; at++) {
      const row = order[at] as number;
      const place = ids[row] as number;
      next[starts[place] as number] = row;
      (starts[place] as number)++;
    }
    [order, next] = [next, order];
  }
  return order;
}
