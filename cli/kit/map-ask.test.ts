import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lacks, propose } from '../../pipeline/kit/mapping/propose.ts';
import { lookAtTable } from '../../pipeline/map.ts';
import { askRest } from './map-ask.ts';

const ENTER = '\r';
const CTRL_C = '\u0003';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-ask-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Answers each question when it is on the screen. The questions are asked by the real prompts. */
async function answering(script: readonly (readonly [question: string, keys: readonly string[]])[]) {
  const file = join(folder, 'x.csv');
  writeFileSync(file, 'When,Store,Track,Net\n03/04/2026,Spotify,X,1.10\n04/05/2026,Deezer,Y,0.25\n');
  const { guess } = await lookAtTable(join(folder, 'data'), file, 'revenue');
  const proposal = propose(guess, { set: [], constants: {} }, 'x.csv');
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 40 });
  let screen = '';
  let next = 0;
  output.on('data', (chunk: Buffer) => {
    screen += chunk.toString();
    const step = script[next];
    if (!step || !screen.includes(step[0])) return;
    next += 1;
    screen = '';
    setImmediate(() => {
      for (const key of step[1]) input.write(key);
    });
  });
  const asked = await askRest(guess, proposal, lacks(proposal, guess), { input, output });
  expect(next).toBe(script.length);
  return { asked, open: asked === null ? null : lacks(asked, guess) };
}

it('asks for what no column and no content tells, and only for that', async () => {
  const { asked, open } = await answering([
    ['The currency of all rows', ['usd', ENTER]],
    ['The distributor (who pays) of all rows', ['CD Baby', ENTER]],
    ['How are days written?', [ENTER]],
    ['Keep this', [ENTER]],
  ]);
  expect(asked?.columns).toEqual({ month: 'When', store: 'Store', title: 'Track', amount: 'Net' });
  expect(asked?.constants).toEqual({ currency: 'USD', distributor: 'cd-baby', dates: 'dmy' });
  expect(open).toEqual([]);
});

it('keeps nothing where a person stops or says no', async () => {
  expect((await answering([['The currency of all rows', [CTRL_C]]])).asked).toBeNull();
  const refused = await answering([
    ['The currency of all rows', ['usd', ENTER]],
    ['The distributor (who pays) of all rows', ['CD Baby', ENTER]],
    ['How are days written?', [ENTER]],
    ['Keep this', ['n']],
  ]);
  expect(refused.asked).toBeNull();
});
