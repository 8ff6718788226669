import { fork } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { importInbox } from '../pipeline/import-inbox.ts';
import { generateLabel } from '../sandbox/label/index.ts';
import { random as randomOf } from '../sandbox/label/random.ts';
import { openOps, openWarehouse } from '../warehouse/kit/open.ts';
import { inboxOf } from '../warehouse/ops/inbox.ts';
import { listQuarantined } from '../warehouse/ops/landed.ts';
import { temporaryFolder, testHouse } from './support/house.ts';
import { hashTables } from './support/tables.ts';

const ROUNDS = 3;

it(`kill -9 at ${ROUNDS} random moments: each file is loaded once, in quarantine, or in the inbox, and in the end all are loaded`, async () => {
  const seed = Number(process.env.TEST_SEED ?? Math.floor(Math.random() * 1e9));
  console.log(`seed ${seed} (TEST_SEED runs it again)`);
  const random = randomOf(seed, 'kills');
  const folder = temporaryFolder();
  const made = await generateLabel({ folder: join(folder, 'downloads'), today: '2026-11-22', months: 2 });
  // The label downloads some files twice: of equal bytes the second is known, and not loaded.
  const unlike = new Map(made.files.map((file) => [readFileSync(file.path, 'latin1'), file]));
  const files = ['dk_', 'streams_', 'PIG1987-', 'Overview_', 'Followers_'].flatMap((kind) =>
    [...unlike.values()].filter(({ originalName }) => originalName.startsWith(kind)).slice(-2),
  );
  expect(files.length).toBeGreaterThan(6);
  const labelFile = join(folder, 'label.json');
  writeFileSync(labelFile, JSON.stringify(made.label));

  // In two folders, one inside the other, so that sub-folders are killed in as well.
  const drop = (data: string): void => {
    const inbox = inboxOf(data);
    mkdirSync(join(inbox, 'more'), { recursive: true });
    for (const [index, { path, originalName }] of files.entries()) {
      const target = join(inbox, index % 2 ? 'more' : '.', originalName);
      copyFileSync(path, target);
      // Older ones are loaded first: the same order in every round.
      utimesSync(target, 1_700_000_000 + index, 1_700_000_000 + index);
    }
  };
  const reference = join(folder, 'reference');
  drop(reference);
  const milliseconds = (await inChild(reference, labelFile, null)) as number;
  const expected = hashTables(reference);
  expect(inInbox(reference)).toEqual([]);

  // A zip may be several: one of each of its feeds.
  const eachOnce = loaded(reference);
  const all = files.map(({ originalName }) => originalName).sort();
  // One of the downloads is damaged: it comes to rest in quarantine.
  const refused = quarantined(reference);
  expect([...new Set([...eachOnce, ...refused])].sort()).toEqual(all);
  let killed = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const data = join(folder, `round-${round}`);
    drop(data);
    const after = random.next() * milliseconds * 1.05;
    const where = `seed ${seed}, round ${round}, killed after ${Math.round(after)} ms`;
    if ((await inChild(data, labelFile, after)) === null) killed++;
    // A file may be loaded and not yet out of the inbox; it is never neither.
    const somewhere = [...loaded(data), ...quarantined(data), ...inInbox(data)];
    expect([...new Set(somewhere)].sort(), where).toEqual(all);
    await importInbox(testHouse(data, made.label), 20);
    expect(inInbox(data), where).toEqual([]);
    expect(loaded(data), where).toEqual(eachOnce);
    expect(quarantined(data), where).toEqual(refused);
    expect(hashTables(data), where).toEqual(expected);
    rmSync(data, { recursive: true, force: true });
  }
  expect(killed).toBeGreaterThan(0);
  rmSync(folder, { recursive: true, force: true });
}, 300_000);

/** @returns how long it took, or null when it was killed. */
async function inChild(data: string, label: string, killAfter: number | null): Promise<number | null> {
  mkdirSync(data, { recursive: true });
  const worker = join(import.meta.dirname, 'support', 'inbox-worker.ts');
  const child = fork(worker, [data, label], { execArgv: [], silent: true });
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

/** Original names of what is in the warehouse, each as often as it was loaded. */
function loaded(data: string): string[] {
  try {
    const db = openWarehouse(data);
    const names = db.prepare<[], { name: string }>('SELECT original_name AS name FROM files').all();
    db.close();
    return names.map(({ name }) => name).sort();
  } catch {
    // Killed before there was a warehouse.
    return [];
  }
}

function quarantined(data: string): string[] {
  const ops = openOps(data);
  const names = listQuarantined(ops).map(({ originalName }) => originalName);
  ops.close();
  return names.sort();
}

const inInbox = (data: string): string[] =>
  readdirSync(inboxOf(data), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort();
