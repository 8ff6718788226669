import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { importFiles, rebuild } from '../../pipeline/run.ts';
import { generateLabel } from '../../sandbox/label/index.ts';
import { temporaryFolder, testHouse } from './house.ts';
import { hashTables } from './tables.ts';

/** Kills an import with SIGKILL at `kills` random moments, each in a fresh data folder, and runs it again. */
export async function survivesKills(kills: number, seed: number): Promise<{ killed: number }> {
  const folder = temporaryFolder();
  const { files, label } = await generateLabel({
    folder: join(folder, 'downloads'),
    today: '2026-11-22',
    months: 3,
  });
  const labelFile = join(folder, 'label.json');
  writeFileSync(labelFile, JSON.stringify(label));
  const paths = someOfEach(files);

  // What it must come to, and how long an undisturbed import takes.
  const reference = join(folder, 'reference');
  const milliseconds = (await importInChild(reference, labelFile, paths, null)) as number;
  const expected = hashTables(reference);
  const curatedNames = namesIn(join(reference, 'curated'));

  let killed = 0;
  const random = mulberry(seed);
  for (let round = 0; round < kills; round++) {
    const data = join(folder, `round-${round}`);
    const after = random() * milliseconds * 1.05;
    if ((await importInChild(data, labelFile, paths, after)) === null) killed++;
    // A second kill while it carries on.
    if (round % 4 === 0) await importInChild(data, labelFile, paths, random() * milliseconds);
    const house = testHouse(data, label);
    const where = `seed ${seed}, round ${round}, killed after ${Math.round(after)} ms`;
    await importFiles(house, paths);
    expect(hashTables(data), where).toEqual(expected);
    expect(
      namesIn(data).filter((name) => name.endsWith('.tmp')),
      where,
    ).toEqual([]);
    expect(namesIn(join(data, 'curated')), where).toEqual(curatedNames);
    if (round % 5 === 0) {
      await rebuild(house);
      expect(hashTables(data), `${where}, rebuilt`).toEqual(expected);
    }
    rmSync(data, { recursive: true, force: true });
  }
  rmSync(folder, { recursive: true, force: true });
  return { killed };
}

/** A few files of each feed that overlap and correct each other, and one that is refused: a round takes a second or two. */
const someOfEach = (files: readonly { path: string; originalName: string }[]): string[] =>
  [/^dk_/, /^streams_/, /^PIG1987-/, /^Overview_.*pig1987/, /^Followers_.*pig1987/].flatMap((kind) =>
    files
      .filter(({ originalName }) => kind.test(originalName))
      .slice(-2)
      .map(({ path }) => path),
  );

/** @returns how long it took, or null when it was killed. */
async function importInChild(
  data: string,
  label: string,
  paths: string[],
  killAfter: number | null,
): Promise<number | null> {
  const child = fork(join(import.meta.dirname, 'import-worker.ts'), [data, label, ...paths], {
    execArgv: [],
    silent: true,
    // What the undisturbed import compiled: the moments are to lie in the import, not in starting.
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'bedrot-compile-cache') },
  });
  const ended = once(child, 'exit');
  await once(child, 'message');
  const start = performance.now();
  const timer = killAfter === null ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter);
  const [code, signal] = (await ended) as [number | null, string | null];
  clearTimeout(timer);
  if (signal === 'SIGKILL') return null;
  expect(code, 'an import that is not killed succeeds').toBe(0);
  return performance.now() - start;
}

const namesIn = (folder: string): string[] => readdirSync(folder, { recursive: true }).map(String).sort();

/** A small seeded generator, so that a failing round can be run again. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
