import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HOSTS, type Host, tablesOf } from './errors/hosts.ts';
import { KINDS, type Kind, type Spoilt } from './errors/kinds.ts';
import { bytesOf, lineOf, type Table } from './errors/table.ts';
import type { GeneratedLabel } from './index.ts';
import { type Random, random } from './random.ts';

export interface Planted extends Omit<Spoilt, 'rows' | 'planted'> {
  kind: string;
  /** Lines of its file. */
  lines: number[];
}

/** A clean file with errors of one kind in it. */
export interface SpoiltFile {
  path: string;
  feed: string;
  kind: string;
  /** Rows in it, the planted ones among them. */
  rows: number;
  planted: Planted[];
}

export interface PlantOptions {
  made: GeneratedLabel;
  /** Where the spoilt files go, each in a folder of its own, for names tell things. */
  folder: string;
  seed: number;
  /** Errors of each kind; 20 unless told. */
  each?: number;
}

/** At most so many errors a file: a file of nothing but errors is another form of file. */
const MOST_A_FILE = 4;

/** Plants errors of 20 kinds into the clean files of a made-up label. Same arguments, same bytes. */
export async function plantErrors(options: PlantOptions): Promise<SpoiltFile[]> {
  const { made, folder, seed, each = 20 } = options;
  const hosts = HOSTS.map((host) => ({ host, tables: tablesOf(host, made) })).filter(
    ({ tables }) => tables.length > 0,
  );
  const files: SpoiltFile[] = [];
  for (const kind of KINDS) {
    const lot = random(seed, 'errors', kind.name);
    let planted = 0;
    for (let turn = 0; planted < each; turn++) {
      if (turn > hosts.length * 20) throw new Error(`no host for ${kind.name}`);
      const { host, tables } = hosts[turn % hosts.length] as (typeof hosts)[number];
      const table = tables[lot.below(tables.length)] as Table;
      const spoilt = spoil(kind, table, host, lot, {
        from: planted,
        most: Math.min(MOST_A_FILE, each - planted),
      });
      if (!spoilt) continue;
      planted += spoilt.planted.length;
      const path = join(folder, String(files.length), table.originalName);
      await mkdir(join(folder, String(files.length)), { recursive: true });
      await writeFile(path, spoilt.bytes);
      files.push({ path, feed: host.feed, kind: kind.name, rows: spoilt.rows, planted: spoilt.planted });
    }
  }
  return files;
}

/** Plants up to so many errors of a kind into a table; null where it has no place for one. */
function spoil(
  kind: Kind,
  table: Table,
  host: Host,
  lot: Random,
  { from, most }: { from: number; most: number },
): { bytes: Buffer; rows: number; planted: Planted[] } | null {
  const rows: (readonly string[])[] = [];
  const planted: Planted[] = [];
  // Apart from each other, so that no two meet.
  const step = Math.max(2, Math.floor(table.rows.length / (MOST_A_FILE + 1)));
  let next = lot.below(step);
  for (const [index, row] of table.rows.entries()) {
    const {
      rows: instead,
      planted: which,
      ...error
    } = (index >= next &&
      planted.length < most &&
      kind.plant(row, table, host, lot, from + planted.length)) ||
    NOTHING;
    if (!instead || !which || !error.fate) {
      rows.push(row);
      continue;
    }
    const lines = which.map((at) => lineOf(table, rows.length + at));
    planted.push({ ...error, fate: error.fate, kind: kind.name, lines });
    rows.push(...instead);
    next = index + step;
    // A file that is refused as a whole has one.
    if (error.fate === 'quarantined') most = planted.length;
  }
  if (planted.length === 0) return null;
  const written = bytesOf(table, rows);
  return { bytes: kind.bytes?.(written, table, host) ?? written, rows: rows.length, planted };
}

const NOTHING: Partial<Spoilt> = {};
