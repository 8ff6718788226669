import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askQuestions } from './init-questions.ts';
import type { Ways } from './kit/label-text.ts';

const feed = (kind: string) => ({ kind }) as unknown as Ways[number]['feeds'][number];
const ways: Ways = [
  { name: 'distrokid', label: 'DistroKid', waysIn: ['file'], feeds: [feed('reported')] },
  { name: 'tiktok', label: 'TikTok', waysIn: ['api', 'file'], feeds: [feed('observed')] },
];
let shown = '';
const ENTER = '\r';
const DOWN = '\u001b[B';
const CTRL_C = '\u0003';

/** Answers each question when it is on the screen. The questions are asked by the real prompts. */
async function answering(
  script: readonly (readonly [question: string, keys: readonly string[]])[],
  there = false,
) {
  const input = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => input });
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 100, rows: 40 });
  let screen = '';
  let next = 0;
  shown = '';
  output.on('data', (chunk: Buffer) => {
    screen += chunk.toString();
    shown += chunk.toString();
    const step = script[next];
    if (!step || !screen.includes(step[0])) return;
    next += 1;
    screen = '';
    setImmediate(() => {
      for (const key of step[1]) input.write(key);
    });
  });
  const answers = await askQuestions(ways, { there, data: 'data' }, { input, output });
  expect(next).toBe(script.length);
  return answers;
}

const artist = (name: string, aliases: string, handle: string) =>
  [
    ['artist', [name, ENTER]],
    [`Other spellings of ${name}`, [aliases, ENTER]],
    [`${name} on TikTok`, [handle, ENTER]],
  ] as const;

describe('the questions of init', () => {
  it('ask everything once, and give what was said', async () => {
    const answers = await answering([
      ['Name of the label', ['MY LABEL', ENTER]],
      ...artist('ZONE A0', 'zonea0, zone.a0', '@zone.a0'),
      ...artist('PIG1987', '', ''),
      ['Next artist', [ENTER]],
      ['Time zone', ['\u0015', 'Europe/Berlin', ENTER]],
      ['Currency', ['\u0015', 'eur', ENTER]],
      ['How is DistroKid', [ENTER]],
      ['How is TikTok', [DOWN, ENTER]],
      ['What may an agent', [DOWN, ENTER]],
      ['Answers in Discord', ['y']],
      ['Its token', ['a.secret.token', ENTER]],
      ['Your own user id', ['12', ENTER]],
      ['17 to 20 digits', ['\u0015', '1200000000000000001', ENTER]],
      ['Id of the server', [ENTER]],
    ]);
    expect(answers).toEqual({
      name: 'MY LABEL',
      artists: [
        { name: 'ZONE A0', aliases: ['zonea0', 'zone.a0'], accounts: { tiktok: ['zone.a0'] } },
        { name: 'PIG1987', aliases: [], accounts: {} },
      ],
      timeZone: 'Europe/Berlin',
      currency: 'EUR',
      platforms: { distrokid: 'file', tiktok: 'file' },
      role: 'analyst',
      discord: { DISCORD_TOKEN: 'a.secret.token', DISCORD_OWNER_ID: '1200000000000000001' },
    });
    // What is typed of a token is not shown.
    expect(shown).toContain('Its token');
    expect(shown).not.toContain('secret');
  });

  it('ask again where an answer does not fit', async () => {
    const answers = await answering([
      ['Name of the label', [ENTER]],
      ['a name is needed', [CTRL_C]],
    ]);
    expect(answers).toBeNull();
  });

  it('do not replace a label without being told to', async () => {
    expect(await answering([['Replace it?', [ENTER]]], true)).toBeNull();
  });
});
