import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openWarehouse } from '../warehouse/kit/open.ts';
import { MAIN, Shell } from './cli-run.ts';
import { temporaryFolder } from './support/house.ts';
import { flat, listing, referenceLake } from './support/lake.ts';

/** Where the program is watched, round by round. */
const ROUNDS = ['landing', 'curated'] as const;

const filesIn = (folder: string): number => {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length;
  } catch {
    return 0;
  }
};

it(`kill -9 at ${ROUNDS.length} random moments of an adoption: said again, it comes to the same`, async () => {
  const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 1e9));
  console.log(`seed ${seed} (TEST_SEED runs it again)`);
  const root = temporaryFolder();
  const shell = new Shell();
  try {
    const lake = await referenceLake(root);
    const folder = join(root, 'downloads-kept');
    flat(lake, folder, (name) => /^(PIG1987-audience|streams_stats|Overview_.*pig1987|dk_)/.test(name));
    const before = listing(folder);
    const house = (name: string): string => {
      const data = join(root, name);
      mkdirSync(data);
      writeFileSync(join(data, 'label.json'), JSON.stringify(lake.label));
      return data;
    };
    // Starts the real program, and kills it once so many files lie in a zone. @returns whether it was killed
    const adopt = async (data: string, zone = '', files = Number.POSITIVE_INFINITY): Promise<boolean> => {
      const child = spawn(process.execPath, [MAIN, 'adopt', folder, '--json', '--data', data], {
        env: shell.env(),
        stdio: 'ignore',
      });
      const look = setInterval(() => {
        if (filesIn(join(data, zone)) >= files) child.kill('SIGKILL');
      }, 1);
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      clearInterval(look);
      if (signal === null) expect(code).toBe(0);
      return signal !== null;
    };

    const reference = house('reference');
    await adopt(reference);
    const expected = told(reference);
    const random = numbers(seed);
    let killed = 0;
    for (const [round, zone] of ROUNDS.entries()) {
      const data = house(`round-${round}`);
      const files = 1 + Math.floor(random() * filesIn(join(reference, zone)));
      if (await adopt(data, zone, files)) killed++;
      // Whoever comes next may be a run, which knows nothing of the folder.
      if (round % 2 === 0) expect(shell.bedrot(['run', '--json', '--data', data]).status).toBe(0);
      await adopt(data);
      const where = `seed ${seed}, round ${round}, killed at file ${files} of ${zone}`;
      expect(told(data), where).toEqual(expected);
      const names = readdirSync(data, { recursive: true }) as string[];
      expect(
        names.filter((name) => name.endsWith('.tmp') || name.includes('.adopting')),
        where,
      ).toEqual([]);
    }
    expect(killed).toBeGreaterThan(0);
    expect(listing(folder)).toEqual(before);
  } finally {
    shell.remove();
    rmSync(root, { recursive: true, force: true });
  }
}, 400_000);

/**
 * Every row of the warehouse, with files by their paths, and the order of the files. A file that was landed again after
 * a kill may have another number, but not another place.
 */
function told(data: string): Record<string, unknown> {
  const db = openWarehouse(data);
  try {
    const paths = db.prepare<[], [number, string]>('SELECT id, path FROM files ORDER BY id').raw().all();
    const pathOf = new Map(paths);
    const tables = db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
      .pluck()
      .all();
    const rows = tables.map((table) => {
      const all = db.prepare<[], Record<string, number | string>>(`SELECT * FROM ${table}`).all();
      const named = all.map((row) =>
        Object.entries(row)
          .map(([name, value]) => {
            const isFile = name.endsWith('file_id') || (table === 'files' && name === 'id');
            return `${name}=${isFile ? pathOf.get(value as number) : value}`;
          })
          .join(' '),
      );
      return [table, createHash('sha256').update(named.sort().join('\n')).digest('hex')];
    });
    return { order: paths.map(([, path]) => path), ...Object.fromEntries(rows) };
  } finally {
    db.close();
  }
}

/** Mulberry32: the same numbers for the same seed. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
