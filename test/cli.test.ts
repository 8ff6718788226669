import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadCommands } from '../commands/kit/registry.ts';
import { MAIN, Shell } from './cli-run.ts';

let shell: Shell;
beforeAll(() => {
  shell = new Shell();
});
afterAll(() => shell.remove());

describe('bedrot --help', () => {
  it('lists every command and every other word with its summary, without any settings', async () => {
    const { status, out, err } = shell.bedrot(['--help'], { BEDROT_ROLE: 'nobody' });
    expect([status, err]).toEqual([0, '']);
    const plain = out.replaceAll(/\s+/g, ' ');
    for (const { name, summary } of await loadCommands()) expect(plain).toContain(` ${name} ${summary}`);
    for (const word of ['init', 'import', 'run', 'rebuild', 'doctor', 'mcp', 'demo']) {
      expect(out).toMatch(new RegExp(`^  ${word} `, 'm'));
    }
    expect(shell.bedrot([]).out).toBe(out);
  });

  it('shows the flags of a word, made from its schema', () => {
    const { status, out } = shell.bedrot(['streams', '--help']);
    expect(status).toBe(0);
    expect(out).toContain('--artist ARTIST');
    expect(out).toMatch(/--compare COMPARE .*\n?.*One of: none, previous_period,\s+previous_year\./);
    expect(out).toContain('Default: last_28d.');
    expect(shell.bedrot(['kpi', 'streams', '--help']).out).toBe(out);
    expect(shell.bedrot(['help', 'streams']).out).toBe(out);
  });

  it('shows a group', () => {
    const { out } = shell.bedrot(['kpi']);
    expect(out).toMatch(/^ {2}streams /m);
    expect(out).not.toMatch(/^ {2}freshness /m);
  });

  it('has no colour where no terminal is', () => {
    expect(shell.bedrot(['--help']).out).not.toContain('\u001b');
  });
});

describe('what a person mistypes', () => {
  it.each([
    [['streems'], 'There is no word "streems". Did you mean "streams"?'],
    [['kpi', 'strems'], '"kpi" has no "strems". Did you mean "streams"?'],
    [['streams', '--perod', 'mtd'], 'There is no --perod. Did you mean "--period"?'],
    [['streams', '--period'], '--period needs a value.'],
    [['collect'], 'It takes PLATFORM.'],
    [['doctor', 'now'], '"now" is one word too many.'],
    [['streams', '--chart', 'x.jpg'], 'A chart is written as .png, and "x.jpg" does not end so.'],
    [['streams', '--pdf', 'x.doc'], 'A PDF is written as .pdf, and "x.doc" does not end so.'],
    [['streams', '--md', 'x.txt'], 'Markdown is written as .md, and "x.txt" does not end so.'],
  ])('%j is told in one sentence, exit status 64', (argv, sentence) => {
    const { status, out, err } = shell.bedrot(argv);
    expect(err).toContain(sentence);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect([status, out]).toEqual([64, '']);
  });
});

describe('settings that do not fit', () => {
  it.each([
    [{ BEDROT_ROLE: 'boss' }, 'BEDROT_ROLE'],
    [{ CHART_RENDERER: 'crayon' }, 'CHART_RENDERER'],
  ])('%j stop everything with one sentence and exit status 78', (env, name) => {
    const { status, out, err } = shell.bedrot(['doctor'], env as Record<string, string>);
    expect([status, out]).toEqual([78, '']);
    expect(err).toContain(`The environment does not fit: ${name}`);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('are told of label.json as well, and where it is missing', () => {
    const missing = shell.bedrot(['streams']);
    expect(missing.status).toBe(78);
    expect(missing.err).toContain('Run "bedrot init" first.');
    mkdirSync(shell.data);
    writeFileSync(`${shell.data}/label.json`, '{"name": ""}');
    const { status, err } = shell.bedrot(['streams']);
    expect(status).toBe(78);
    expect(err).toMatch(/label\.json does not fit: name: .*; artists: /);
  });
});

describe('a reader that has enough', () => {
  it('ends the program without a word', () => {
    const { stderr } = spawnSync(
      'sh',
      ['-c', '"$0" "$1" --help | head -1 >/dev/null', process.execPath, MAIN],
      {
        env: shell.env(),
        encoding: 'utf8',
      },
    );
    expect(stderr).toBe('');
  });
});
