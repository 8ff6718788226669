import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PROJECT } from '../core/config.ts';
import { openOps, openWarehouse } from '../warehouse/kit/open.ts';
import { inboxOf } from '../warehouse/ops/inbox.ts';
import { listIncidents } from '../warehouse/ops/incidents.ts';
import type { RunReport } from '../warehouse/ops/reports.ts';
import { askFor, findRequest } from '../warehouse/ops/requests.ts';
import { MAIN, Shell } from './cli-run.ts';
import { LABEL } from './support/import.ts';

const AUDIENCE = join(
  PROJECT,
  'pipeline',
  'platforms',
  'spotify',
  'fixture',
  'spotify_audience',
  '4-columns',
);
const NAME = 'ZONE A0-audience-timeline.csv';
const bytes = readFileSync(join(AUDIENCE, NAME));

let shell: Shell;
const running: ChildProcess[] = [];
beforeEach(() => {
  shell = new Shell();
  mkdirSync(inboxOf(shell.data), { recursive: true });
  write({});
});
afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
  shell.remove();
});

const write = (more: object): void =>
  writeFileSync(join(shell.data, 'label.json'), JSON.stringify({ ...LABEL, ...more }));
const drop = (name: string, content: Buffer | string): void =>
  writeFileSync(join(inboxOf(shell.data), name), content);
const lying = (): string[] => readdirSync(inboxOf(shell.data)).sort();

/** `bedrot start --only pipeline` with its log. */
function startPipeline() {
  const args = [MAIN, 'start', '--only', 'pipeline', '--data', shell.data];
  const env = { ...shell.env(), BEDROT_LOG_LEVEL: 'info' };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  running.push(child);
  let log = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  return { child, log: () => log };
}

async function until<T>(read: () => T | undefined | false, what: () => string, ms = 60_000): Promise<T> {
  for (let wait = 0; wait < ms; wait += 100) {
    const value = read();
    if (value !== undefined && value !== false) return value;
    await sleep(100);
  }
  throw new Error(what());
}

it('bedrot import without a file takes the inbox, and says what became of each', () => {
  drop(NAME, bytes);
  drop('.DS_Store', 'x');
  drop('half.csv.crdownload', 'x');
  drop('diary.txt', 'dear diary');
  const { status, out } = shell.bedrot(['import', '--json']);
  expect(status).toBe(65);
  const { files } = JSON.parse(out) as RunReport;
  expect(files.map(({ originalName, state }) => [originalName, state]).toSorted()).toEqual([
    [NAME, 'loaded'],
    ['diary.txt', 'quarantined'],
  ]);
  expect(lying()).toEqual(['.DS_Store', 'half.csv.crdownload']);
  // What is known leaves the inbox too.
  drop('ZONE A0-audience-timeline (1).csv', bytes);
  const again = shell.bedrot(['import']);
  expect(again.out).toContain('known    ZONE A0-audience-timeline (1).csv');
  expect(again.out).toContain('Run 2: 0 files loaded, 1 known');
  expect(lying()).toEqual(['.DS_Store', 'half.csv.crdownload']);
  expect(shell.bedrot(['import']).out).toBe('Run 3: nothing new.\n');
});

it('a file given by its name leaves the inbox when it lies there, and stays anywhere else', () => {
  drop(NAME, bytes);
  const elsewhere = shell.at('diary.txt');
  writeFileSync(elsewhere, 'dear diary');
  shell.bedrot(['import', join(inboxOf(shell.data), NAME), elsewhere]);
  expect(lying()).toEqual([]);
  expect(existsSync(elsewhere)).toBe(true);
});

it('while bedrot start runs, what is dropped is queryable within a minute; what grows waits', async () => {
  const { log, child } = startPipeline();
  await until(() => log().includes('slot_completed'), log);
  // The numbers of another artist: the same bytes would be known.
  const others = Buffer.from(bytes.toString().replace(/\n(2026-10-0\d),(\d)/g, '\n$1,9$2'));
  expect(others.length).toBeGreaterThan(bytes.length);
  const half = Math.floor(others.length / 2);
  const growing = 'PIG1987-audience-timeline.csv';
  drop(growing, others.subarray(0, half));
  drop(NAME, bytes);
  const rows = (): number => {
    const db = openWarehouse(shell.data);
    try {
      const [row] = db.prepare<[], { n: number }>('SELECT COUNT(*) AS n FROM files').all();
      return row?.n ?? 0;
    } finally {
      db.close();
    }
  };
  // It grows a byte a second, as a slow download does, until the other is in.
  let at = half;
  const slow = setInterval(() => {
    if (at < others.length - 1) appendFileSync(join(inboxOf(shell.data), growing), others.subarray(at, ++at));
  }, 1_000);
  await until(() => rows() === 1 && lying().length === 1, log);
  clearInterval(slow);
  expect(lying()).toEqual([growing]);
  appendFileSync(join(inboxOf(shell.data), growing), others.subarray(at));
  await until(() => rows() === 2 && lying().length === 0, log);
  expect(existsSync(join(shell.data, 'quarantine'))).toBe(false);
  expect(log()).toMatch(/"file":"ZONE A0[^\n]*"state":"loaded"[^\n]*"event":"inbox_taken"/);
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
}, 180_000);

it('what is asked for is carried out, and its result written down; one that was cut off is taken again', async () => {
  drop(NAME, bytes);
  const ops = openOps(shell.data);
  const at = new Date();
  const ask = (params: { file: string; sha256: string }): number =>
    askFor(ops, { kind: 'import', params, askedBy: 'discord:1' }, at);
  const wanted = ask({ file: NAME, sha256: 'none' });
  const gone = ask({ file: 'gone.csv', sha256: 'none' });
  const outside = ask({ file: '../../label.json', sha256: 'none' });
  const run = askFor(ops, { kind: 'run', params: {}, askedBy: 'discord:1' }, at);
  // As a scheduler that was killed leaves it.
  ops.prepare('UPDATE requests SET taken_at = ? WHERE id = ?').run(at.toISOString(), wanted);
  const { log } = startPipeline();
  await until(() => findRequest(ops, run)?.doneAt !== null, log);
  expect(findRequest(ops, wanted)).toMatchObject({
    outcome: 'ok',
    result: { report: { files: [{ originalName: NAME, state: 'loaded', rows: 3, loaded: 3 }] } },
  });
  expect(findRequest(ops, gone)?.result?.text).toContain('not in the inbox any more');
  expect(findRequest(ops, outside)?.result?.text).toBe('That is no file of the inbox.');
  expect(existsSync(join(shell.data, 'label.json'))).toBe(true);
  expect(findRequest(ops, run)).toMatchObject({ outcome: 'ok', result: { report: { files: [] } } });
  ops.close();
}, 120_000);

it('backs up each day to each folder; one that is not there is told, and closed when it works again', async () => {
  const [good, bad] = [shell.at('backups'), shell.at('unplugged')];
  writeFileSync(bad, 'a file where a folder was');
  write({ backup: { folders: [good, bad] } });
  drop(NAME, bytes);
  const first = startPipeline();
  const ops = openOps(shell.data);
  const open = () => listIncidents(ops).find(({ subject }) => subject === 'backup:failed');
  const incident = await until(open, first.log);
  expect(incident).toMatchObject({ audience: 'owner', details: { facts: [['Folder', bad]] } });
  expect(readdirSync(good).filter((name) => /^bedrot-\d/.test(name))).toHaveLength(1);
  const doctor = shell.bedrot(['doctor', '--json']);
  const found = (JSON.parse(doctor.out) as { what: string; state: string; says: string }[]).find(
    ({ what }) => what === 'backup',
  );
  expect(found).toMatchObject({
    state: 'warn',
    says: `${good}: the newest is 0 hours old; ${bad}: no backup`,
  });
  first.child.kill('SIGTERM');
  await once(first.child, 'exit');

  write({ backup: { folders: [good] } });
  ops.prepare("DELETE FROM schedule_slots WHERE name = 'backup'").run();
  const second = startPipeline();
  await until(() => open() === undefined, second.log);
  ops.close();
}, 180_000);
