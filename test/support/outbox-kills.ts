import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { type Db, openOps } from '../../warehouse/kit/open.ts';
import { closeIncident, listIncidents, openIncident } from '../../warehouse/ops/incidents.ts';
import { listOutbox } from '../../warehouse/ops/outbox.ts';
import { discordForTest, expectClean, TOKEN } from './discord-client.ts';
import { finding, titles } from './outbox.ts';

const ALERTS = 8;
const KILLS = 2;

/**
 * Sends alerts through a Discord that is slow, fails and loses answers, and kills the sender at random moments; every
 * second incident is over meanwhile. In the end each alert stands there once, and says how it stands.
 */
export async function survivesKills(runs: number, seed: number): Promise<{ kills: number; lost: number }> {
  const random = mulberry(seed);
  let kills = 0;
  let lost = 0;
  for (let run = 0; run < runs; run++) {
    const where = `seed ${seed}, run ${run}`;
    const data = mkdtempSync(join(tmpdir(), 'bedrot-outbox-'));
    const ops = openOps(data);
    const discord = await discordForTest();
    for (let alert = 0; alert < ALERTS; alert++) openIncident(ops, finding(`${run}-${alert}`), new Date());
    for (let each = 0; each < ALERTS * 3; each++) {
      const draw = random();
      if (draw < 0.2) discord.faults.next('POST /channels/{id}/messages', { reset: 'after' });
      else if (draw < 0.3) discord.faults.next('POST /channels/{id}/messages', { status: 500, times: 4 });
      else discord.faults.next('POST /channels/{id}/messages', { delayMs: Math.round(random() * 60) });
    }
    for (let kill = 0; kill < KILLS; kill++) {
      const child = await startSender(data, discord.api);
      await sleep(random() * 300);
      child.kill('SIGKILL');
      await once(child, 'exit');
      kills++;
      lost += inDoubt(ops);
      if (kill === 0)
        for (const { id } of listIncidents(ops)) if (id % 2 === 0) closeIncident(ops, id, new Date());
    }
    const child = await startSender(data, discord.api);
    for (let wait = 0; wait < 300 && listOutbox(ops).some((row) => row.shown < row.version); wait++)
      await sleep(50);
    child.kill('SIGKILL');
    await once(child, 'exit');

    const expected = Array.from({ length: ALERTS }, (_, alert) =>
      alert % 2 === 1 ? `✅ Recovered: The ${run}-${alert}` : `🔴 Critical: The ${run}-${alert} is overdue`,
    );
    expect(titles(discord).sort(), where).toEqual(expected.sort());
    expectClean(discord);
    await discord.close();
    ops.close();
    rmSync(data, { recursive: true, force: true });
  }
  return { kills, lost };
}

/** Messages that were under way when the sender died. */
const inDoubt = (ops: Db): number =>
  listOutbox(ops).filter(({ triedAt, messageId }) => triedAt !== null && messageId === null).length;

async function startSender(data: string, api: string): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'outbox-worker.ts'), [data, api, TOKEN], { execArgv: [] });
  await once(child, 'message');
  return child;
}

/** A small seeded generator, so that a failing run can be run again. */
function mulberry(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
