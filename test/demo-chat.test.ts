import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MAIN, Shell } from './cli-run.ts';

let shell: Shell;
beforeAll(() => {
  shell = new Shell();
});
afterAll(() => shell.remove());

/** A demo as a person starts it, in the same folder as the one before. */
function startDemo() {
  const demo = spawn(process.execPath, [MAIN, 'demo', '--data', shell.at('demo')], {
    cwd: shell.folder,
    env: shell.env(process.env.BROWSER_PATH ? { BROWSER_PATH: process.env.BROWSER_PATH } : {}),
  });
  const ended = once(demo, 'exit');
  let out = '';
  let err = '';
  demo.stdout.on('data', (chunk) => (out += String(chunk)));
  demo.stderr.on('data', (chunk) => (err += String(chunk)));
  const printed = async (text: RegExp): Promise<RegExpExecArray> => {
    await expect.poll(() => text.test(out) || demo.exitCode !== null, { timeout: 90_000 }).toBe(true);
    const found = text.exec(out);
    if (!found) throw new Error(`not printed: ${text}\n${out}${err}`);
    return found;
  };
  return { demo, ended, printed, said: () => ({ out, err }) };
}

it('prints one address, waits for the code that a person gives in the page, and ends on Ctrl-C', {
  timeout: 240_000,
}, async () => {
  const { demo, ended, printed, said } = startDemo();
  try {
    const [, url = ''] = await printed(/^The chat is at +(http:\/\/127\.0\.0\.1:\d+)$/m);
    const [, left = '', right = ''] = await printed(/has sent the code (\d{4}) (\d{4})\./);
    expect(said().out).toContain('is overdue');
    expect(said().out).not.toContain('Recovered');
    expect(said().out.match(/http:\S+/g)).toEqual([url]);

    // The page itself is tried in test/chat-page.test.ts; these are its own requests.
    const ask = async (path: string, body?: object): Promise<unknown> => {
      const post = {
        method: 'POST',
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      };
      const answer = await fetch(`${url}/chat/${path}`, body ? post : {});
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
      return answer.json();
    };
    expect(await (await fetch(url)).text()).toContain('<title>');
    const as = '1200000000000000001';
    type Card = { id: string; channel: string; components: { components: { custom_id: string }[] }[] };
    const direct = async () => ((await ask(`messages?as=${as}&channel=@dm`)) as Card[])[0];
    await expect.poll(direct, { timeout: 20_000 }).toBeDefined();
    const card = (await direct()) as Card;
    const customId = card.components[0]?.components[0]?.custom_id ?? '';
    const opened = (await ask('press', { as, message: card.id, customId })) as { id: string };
    await ask('submit', { as, exchange: opened.id, fields: { code: `${left}${right}` } });
    await printed(/Recovered/);
    expect(said().err).toBe('');
  } finally {
    demo.kill('SIGINT');
  }
  expect(await ended).toEqual([0, null]);
  expect(said().out).toContain('Stopping');
});

it('starts the second time from what is there, and ends at once on Ctrl-C while it waits for the code', {
  timeout: 240_000,
}, async () => {
  const { demo, ended, printed, said } = startDemo();
  await printed(/has sent the code/);
  const stoppedAt = performance.now();
  demo.kill('SIGINT');
  expect(await ended).toEqual([0, null]);
  expect(performance.now() - stoppedAt).toBeLessThan(10_000);
  expect(said().out).toMatch(/^The demo label of \d{4}-\d\d-\d\d is there already/);
  expect(said().err).toBe('');
});
