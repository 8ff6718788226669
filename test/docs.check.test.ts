import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { WORDS } from '../cli/words.ts';
import { loadActions } from '../commands/kit/action-registry.ts';
import { GROUPS } from '../commands/kit/define.ts';
import { loadCommands } from '../commands/kit/registry.ts';
import { pages, stale } from '../scripts/docs/pages.ts';
import { labelFields } from '../scripts/docs/settings-page.ts';
import { deadCommands, deadLinks, deadPaths, machineWords, type Named, unnamed } from './house/docs.ts';
import { PROJECT, paths, read, readAll } from './house/files.ts';

const markdown = readAll('.md');
const text = (path: string): string => read(path).text;
const page = (body: string) => [{ path: 'docs/page.md', text: body }];

const commands = await loadCommands();
const actions = await loadActions(undefined, commands);
const grouped = [
  ...[...commands, ...actions].flatMap(({ group, name }) => (group ? [`${group} ${name}`] : [])),
  ...(await Promise.all(
    Object.entries(WORDS).map(async ([name, load]) => `${(await load()).default.group ?? ''} ${name}`),
  )),
];
const named: Named = {
  scripts: new Set(Object.keys(JSON.parse(text('package.json')).scripts)),
  words: new Set([
    ...Object.keys(WORDS),
    ...[...commands, ...actions].map(({ name }) => name),
    ...GROUPS.flatMap((group) => [group, `${group} *`]),
    ...grouped,
    'help',
  ]),
  paths: new Set(
    paths().flatMap((path) => path.split('/').map((_, at, parts) => parts.slice(0, at + 1).join('/'))),
  ),
};

describe('what is made from code', () => {
  it('is what the code makes ("npm run format:docs" writes it)', async () => {
    expect(stale(await pages(), text)).toEqual([]);
  });

  it('a page that differs by a word is found', async () => {
    const changed = stale(await pages(), (path) => text(path).replaceAll('bedrot top', 'bedrot best'));
    expect(changed).toEqual(['docs/commands.md']);
  });

  it('a field of label.json that does not say what it means is refused', () => {
    const silent = z.strictObject({
      artists: z.array(z.strictObject({ name: z.string() })).describe('Who.'),
    });
    expect(() => labelFields(silent)).toThrow('label.json: artists[].name does not say');
  });

  it('has every command, platform and metric of its folder', () => {
    const entries = (folder: string): string[] =>
      readdirSync(join(PROJECT, folder))
        .filter((name) => !name.includes('.test.') && name !== 'kit')
        .filter((name) => folder === 'pipeline/platforms' || name.endsWith('.ts'))
        .map((name) => name.replace(/\.ts$/, ''));
    expect(unnamed(entries('commands'), text('docs/commands.md'))).toEqual([]);
    expect(unnamed(entries('pipeline/platforms'), text('docs/first-files.md'))).toEqual([]);
    const metrics = entries('warehouse/metrics').map((name) => name.replaceAll('-', '_'));
    expect(unnamed(metrics, text('docs/metrics.md'))).toEqual([]);
    expect(metrics.length).toBeGreaterThan(10);
    expect(unnamed(['streams', 'podcasts'], 'a table with `bedrot streams`')).toEqual(['podcasts']);
  });
});

describe('what is written by hand', () => {
  it('links to what is there', () => {
    expect(deadLinks(markdown, named.paths)).toEqual([]);
    const body = '# A b\n[x](gone.md) [y](page.md#a-b) [z](page.md#c) [w](https://example.org) `[v](no.md)`';
    expect(deadLinks(page(body), new Set(['docs/page.md']))).toEqual([
      'docs/page.md: gone.md',
      'docs/page.md: page.md#c',
    ]);
  });

  it('names scripts and words that exist', () => {
    expect(deadCommands(markdown, named)).toEqual([]);
    const body =
      '```sh\nnpm run fly && npm run check\nnpx bedrot guess --now\nbedrot kpi streams\n```\n`bedrot kpi pnl`';
    expect(deadCommands(page(body), named)).toEqual([
      'docs/page.md: npm run fly',
      'docs/page.md: bedrot guess',
      'docs/page.md: bedrot kpi pnl',
    ]);
  });

  it('names files that exist', () => {
    expect(deadPaths(markdown, named)).toEqual([]);
    expect(deadPaths(page('`core/gone.ts` `core/` `core/label.ts` `and/or`'), named)).toEqual([
      'docs/page.md: core/gone.ts',
    ]);
  });

  it('fits on a page', () => {
    expect(text('README.md').split('\n').length).toBeLessThanOrEqual(100);
  });

  it('tells nothing of the machine it was written on', () => {
    expect(machineWords(readAll('.md', '.ts', '.mjs', '.json', '.sql', '.ci/run', '.example'))).toEqual([]);
    const address = ['https://example.org', 'work', 'main'].join('/');
    const planted = `see ${['', 'work', 'main'].join('/')} and ${address}`;
    expect(machineWords(page(planted))).toEqual([`docs/page.md:1: ${planted}`]);
    expect(machineWords(page(address))).toEqual([]);
  });
});
