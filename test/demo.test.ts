import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCommands } from '../commands/kit/registry.ts';
import { DEMO_MARK } from '../commands/view/text.ts';
import { openOps } from '../warehouse/kit/open.ts';
import { listOutbox } from '../warehouse/ops/outbox.ts';
import { MAIN, type Said, Shell } from './cli-run.ts';
import { leaksIn } from './support/leaks.ts';

let shell: Shell;
let first: Said;
let demo: string;
beforeAll(() => {
  shell = new Shell();
  demo = shell.at('demo');
  first = shell.bedrot(['demo', '--headless', '--data', demo], browser());
});
afterAll(() => shell.remove());

/** A developer's own choice of browser holds in tests too. */
const browser = (): Record<string, string> =>
  process.env.BROWSER_PATH ? { BROWSER_PATH: process.env.BROWSER_PATH } : {};

/** What was printed for each question: "discord> /kpi streams" -> answer. */
const sections = (out: string): Map<string, string> =>
  new Map(
    out
      .split(/^(?=\$ bedrot |agent> |discord> )/m)
      .slice(1)
      .map((part) => {
        const end = part.indexOf('\n');
        return [
          part
            .slice(0, end)
            .split(/ --| \{| \w+:/)[0]
            ?.trim() ?? '',
          part.slice(end + 1),
        ];
      }),
  );

/** A demo as a person starts it, in the folder of the headless one. */
function startDemo() {
  const started = spawn(process.execPath, [MAIN, 'demo', '--data', demo], {
    cwd: shell.folder,
    env: shell.env(browser()),
  });
  const ended = once(started, 'exit');
  let out = '';
  let err = '';
  started.stdout.on('data', (chunk) => (out += String(chunk)));
  started.stderr.on('data', (chunk) => (err += String(chunk)));
  const printed = async (text: RegExp): Promise<RegExpExecArray> => {
    await expect.poll(() => text.test(out) || started.exitCode !== null, { timeout: 90_000 }).toBe(true);
    const found = text.exec(out);
    if (!found) throw new Error(`not printed: ${text}\n${out}${err}`);
    return found;
  };
  return { started, ended, printed, said: () => ({ out, err }) };
}

describe('the demo', () => {
  it('asks every command once on each of its surfaces, and ends well', async () => {
    expect(first.err).toBe('');
    expect(first.out).not.toContain('failed:');
    const asked = sections(first.out);
    const wanted = (await loadCommands()).flatMap(({ name, group, tool }) => {
      const path = group ? `${group} ${name}` : name;
      return [`$ bedrot ${path}`, `discord> /${path}`, ...(tool ? [`agent> ${tool}`] : [])];
    });
    expect([...asked.keys()].sort()).toEqual(wanted.sort());
    for (const [title, answer] of asked) expect(answer, title).toContain(DEMO_MARK);
    for (const title of ['$ bedrot kpi revenue', 'discord> /kpi revenue'])
      expect(asked.get(title)).toMatch(/[\d,]+\.\d\d USD/);
    expect(first.out).toMatch(/^\d+ answers on three surfaces, 0 failed$/m);
    expect(first.status).toBe(0);
  });

  it('collects with a browser and a code that is left nowhere', () => {
    expect(first.out).toMatch(/^Collecting from DistroKid with \//m);
    const [, left = '', right = ''] = /has sent the code (\d{4}) (\d{4})\./.exec(first.out) ?? [];
    expect(left).not.toBe('');
    for (const code of [`${left}${right}`, `${left} ${right}`]) expect(leaksIn(demo, code)).toEqual([]);
    expect(first.out).toMatch(/^loaded {3}streams_stats_\d{8}_\d{6}\.html/m);
  });

  it('raises alerts by cards that are edited when they are over', () => {
    const [before = '', after = ''] = first.out.split('Collecting from');
    expect(before).toContain('In #alerts: 🔴 Critical: DistroKid daily stats is overdue\n');
    expect(before).toMatch(/In #alerts: 🔴 Critical: dk_bank_details_\S+ was not taken in\n/);
    expect(after).toContain('In #alerts: ✅ Recovered: DistroKid daily stats\n');
    expect(after).toMatch(/In #alerts: 🔴 Critical: dk_bank_details_\S+ was not taken in\n/);
    const ops = openOps(demo);
    const cards = listOutbox(ops).filter(({ kind }) => kind === 'alert');
    ops.close();
    // Opened, then edited in place.
    expect(
      cards.some(({ body, shown }) => shown > 1 && body.includes('"subject":"source:distrokid_stats"')),
    ).toBe(true);
    expect(cards.every(({ shown, version }) => shown === version)).toBe(true);
  });

  it('tells of each file what became of it: the bad one is refused, the double one is known', () => {
    expect(first.out).toMatch(/^refused {2}dk_bank_details_\d{4}-\d\d-\d\d\.csv\n.*login page/m);
    expect(first.out.match(/^refused/gm)).toHaveLength(1);
    // On some days two readings of a small page are the same to the byte.
    expect(first.out).toMatch(/\d+ files loaded, [1-9]\d* known, 1 refused/);
    expect(first.out).toMatch(/^known {4}dk_bank_details_/m);
    expect(first.out).toContain('nobody knows the artist');
  });

  it('draws pictures', () => {
    const charts = readdirSync(join(demo, 'charts'));
    for (const name of ['streams.png', 'revenue.png', 'summary.png']) expect(charts).toContain(name);
    for (const name of charts) {
      expect(
        readFileSync(join(demo, 'charts', name))
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
    }
  });

  it("leaves the owner's data alone", () => {
    expect(existsSync(shell.data)).toBe(false);
    mkdirSync(shell.data);
    writeFileSync(join(shell.data, 'label.json'), '{}');
    const { status, err } = shell.bedrot(['demo', '--fresh', '--data', shell.data]);
    expect(status).toBe(77);
    expect(err).toContain('is not a folder of the demo');
    expect(readdirSync(shell.data)).toEqual(['label.json']);
  });
});

describe('the demo as a chat', () => {
  it('starts from what is there, prints one address, waits for the code that a person gives in the page, and ends on Ctrl-C', {
    timeout: 240_000,
  }, async () => {
    const { started, ended, printed, said } = startDemo();
    try {
      const [, url = ''] = await printed(/^The chat is at +(http:\/\/127\.0\.0\.1:\d+)$/m);
      const [, left = '', right = ''] = await printed(/has sent the code (\d{4}) (\d{4})\./);
      expect(said().out).toMatch(/^The demo label of \d{4}-\d\d-\d\d is there already/);
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
      started.kill('SIGINT');
    }
    expect(await ended).toEqual([0, null]);
    expect(said().out).toContain('Stopping');
  });

  it('ends at once on Ctrl-C while it waits for the code', {
    timeout: 240_000,
  }, async () => {
    const { started, ended, printed, said } = startDemo();
    await printed(/has sent the code/);
    const stoppedAt = performance.now();
    started.kill('SIGINT');
    expect(await ended).toEqual([0, null]);
    expect(performance.now() - stoppedAt).toBeLessThan(10_000);
    expect(said().err).toBe('');
  });
});
