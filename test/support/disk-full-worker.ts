import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import Database from 'better-sqlite3';
import { readRaw } from '../../pipeline/kit/raw.ts';
import { ZONES } from '../../pipeline/kit/zones.ts';
import { random } from '../../sandbox/label/random.ts';
import { MAIN } from '../cli-run.ts';
import { digestOf } from './digest.ts';

// A program of its own, since a file system that only it and its children see lasts as long as they do:
// node disk-full-worker.ts WAY DATA LABEL.json SEED POSITIONS FILE...

/** What one position came to. */
export interface Position {
  /** Bytes there were room for, or a file could have. */
  room: number;
  status: number | null;
  said: string;
  /** Files under a final name that are not whole, and databases that are not sound. */
  broken: string[];
  /** Exit status once there is room. */
  again: number | null;
  saidAgain: string;
  /** What is otherwise than after an undisturbed import. */
  differs: string[];
}

export interface DiskFullReport {
  /** Exit status of an undisturbed import, and what it took. */
  status: number | null;
  said: string;
  bytes: number;
  largest: number;
  positions: Position[];
}

const [way, data, label, seed, count, ...files] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
  ...string[],
];
const BALLAST = join(data, 'ballast.tmp');
const BLOCK = 4096;

function bedrot(words: readonly string[], largestFile?: number): { status: number | null; said: string } {
  const command = [process.execPath, MAIN, ...words];
  // The limit of a shell holds for what it starts; it counts in blocks of 512 bytes or 1 KiB: dash and bash differ.
  const limited = [
    '/bin/bash',
    '-c',
    `ulimit -f ${Math.ceil((largestFile ?? 0) / 1024)}; exec "$@"`,
    'bash',
    ...command,
  ];
  const [program, ...argv] = largestFile === undefined ? command : limited;
  const { status, signal, stdout, stderr } = spawnSync(program as string, argv, {
    env: { PATH: process.env.PATH ?? '', BEDROT_DATA: data, BEDROT_LOG_LEVEL: 'error' },
    encoding: 'utf8',
  });
  return { status, said: `${signal ?? ''}${stdout}${stderr}` };
}

function empty(): void {
  mkdirSync(data, { recursive: true });
  for (const name of readdirSync(data)) rmSync(join(data, name), { recursive: true, force: true });
  copyFileSync(label, join(data, 'label.json'));
}

/** Leaves so much room and no more. */
function fill(room: number): void {
  const { bavail, bsize } = statfsSync(data);
  writeFileSync(BALLAST, Buffer.alloc(Math.max(0, bavail * bsize - room)));
}

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) =>
        entry.isFile() && !entry.name.endsWith('.tmp') ? [join(entry.parentPath, entry.name)] : [],
      )
    : [];

/** What lies in the zones, whenever it came: stamps cut. Temporary files count here: a run that ended well left none. */
const lies = (): string[] =>
  ZONES.flatMap((zone) =>
    existsSync(join(data, zone))
      ? readdirSync(join(data, zone), { recursive: true }).map((name) => join(zone, String(name)))
      : [],
  )
    .map((name) => name.replaceAll(/\d{8}_\d{6}/g, 'STAMP'))
    .sort();

const sha256 = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
const brought = new Set(files.map(sha256));
const duck = await (await DuckDBInstance.create(':memory:')).connect();

/** Files under a final name that are not what they say. Temporary ones do not count: the next run sweeps them. */
async function brokenFiles(): Promise<string[]> {
  const broken: string[] = [];
  for (const path of ZONES.flatMap((zone) => filesIn(join(data, zone)))) {
    const isWhole = await whole(path).catch((cause: Error) => {
      broken.push(`${relative(data, path)}: ${cause.message}`);
      return true;
    });
    if (!isWhole) broken.push(`${relative(data, path)} is not whole (${statSync(path).size} bytes)`);
  }
  return broken;
}

async function whole(path: string): Promise<boolean> {
  const name = basename(path);
  if (relative(data, path).startsWith('landing')) return brought.has(sha256(path));
  if (name.endsWith('.ndjson.zst')) {
    const { cells } = await readRaw(path);
    for await (const _ of cells);
    return true;
  }
  if (name.endsWith('.parquet')) {
    await duck.runAndReadAll(`SELECT * FROM read_parquet('${path}')`);
    return true;
  }
  if (name.endsWith('.json')) return typeof JSON.parse(readFileSync(path, 'utf8')) === 'object';
  if (name.endsWith('.csv') && relative(data, path).startsWith('staging')) {
    const read = await duck.runAndReadAll(
      `SELECT count(*)::INTEGER FROM read_csv('${path}', all_varchar = true, null_padding = false, ignore_errors = false, quote = '"', escape = '"', delim = ',', header = true)`,
    );
    return (read.getRows()[0]?.[0] as number) > 0 && readFileSync(path).at(-1) === 10;
  }
  return relative(data, path).startsWith('quarantine') ? brought.has(sha256(path)) : true;
}

/** A database with its log as they lie there, looked at in a place with room. */
function brokenDatabases(): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'bedrot-test-'));
  try {
    return ['ops.db', 'warehouse.db'].flatMap((name) => {
      if (!existsSync(join(data, name))) return [];
      for (const end of ['', '-wal'])
        if (existsSync(join(data, name + end)))
          copyFileSync(join(data, name + end), join(folder, name + end));
      const db = new Database(join(folder, name));
      try {
        const said = [
          db.pragma('integrity_check', { simple: true }),
          ...(db.pragma('foreign_key_check') as unknown[]),
        ];
        return said.length === 1 && said[0] === 'ok' ? [] : [`${name}: ${JSON.stringify(said)}`];
      } catch (cause) {
        return [`${name}: ${(cause as Error).message}`];
      } finally {
        db.close();
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

empty();
const undisturbed = bedrot(['import', ...files]);
const expected = digestOf(data);
const expectedFiles = lies();
const sizes = filesIn(data).map((path) => statSync(path).size);
const bytes = sizes.reduce((sum, size) => sum + Math.ceil(size / BLOCK) * BLOCK, 0);
const report: DiskFullReport = { ...undisturbed, bytes, largest: Math.max(...sizes), positions: [] };
const draw = random(Number(seed), 'disk');
for (let position = 0; position < Number(count); position++) {
  empty();
  // Few where the databases are made, most where files are written; more is needed on the way than what stays.
  const share = draw.chance(0.2) ? draw.next() * 0.45 : 0.45 + draw.next() * 0.8;
  const room = Math.ceil(way === 'tmpfs' ? bytes * share : report.largest * Math.min(share, 0.98));
  if (way === 'tmpfs') fill(room);
  const { status, said } = bedrot(['import', ...files], way === 'tmpfs' ? undefined : room);
  const broken = [...(await brokenFiles()), ...brokenDatabases()];
  rmSync(BALLAST, { force: true });
  const after = bedrot(['import', ...files]);
  broken.push(...(await brokenFiles()).map((what) => `later ${what}`));
  const ended = digestOf(data);
  const differs = Object.keys({ ...expected, ...ended }).filter((table) => expected[table] !== ended[table]);
  const lie = lies();
  const left = [
    ...expectedFiles.filter((name) => !lie.includes(name)).map((name) => `${name} is gone`),
    ...lie.filter((name) => !expectedFiles.includes(name)).map((name) => `${name} is new`),
  ];
  report.positions.push({
    room,
    status,
    said,
    broken,
    again: after.status,
    saidAgain: after.said,
    differs: [...differs, ...left],
  });
}
console.log(JSON.stringify(report));
