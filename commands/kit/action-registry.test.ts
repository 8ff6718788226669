import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Action, defineAction } from './action.ts';
import { checkAction, loadActions } from './action-registry.ts';
import { assertMayAct } from './action-run.ts';
import { loadCommands } from './registry.ts';

const action = (more: Partial<Action> = {}): Action => ({
  ...{ name: 'mute', summary: 'Mutes.', access: 'owner', params: z.strictObject({}) },
  ...{ confirm: () => 'It will.', act: () => ({ text: 'It did.' }) },
  ...more,
});

describe('the folder of actions', () => {
  it('fits, and shares no name with a command', async () => {
    const [actions, commands] = await Promise.all([loadActions(), loadCommands()]);
    expect(actions.map(({ name }) => name)).toEqual(expect.arrayContaining(['settle', 'unsettle']));
    const names = [...actions, ...commands].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bedrot-actions-'));
    mkdirSync(folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('refuses an action by the name of a command', async () => {
    const settle = pathToFileURL(join(import.meta.dirname, '..', 'actions', 'settle.ts')).href;
    writeFileSync(join(folder, 'settle.ts'), `export { default } from '${settle}';\n`);
    await expect(loadActions(folder, [])).resolves.toHaveLength(1);
    await expect(loadActions(folder, [{ name: 'settle' }])).rejects.toThrow(
      'commands/actions/settle.ts: a command has its name',
    );
  });

  it.each([
    ['another name', { name: 'ack' }, 'must be that of its file'],
    ['no summary', { summary: '' }, 'the summary is one line'],
    ['a summary too long', { summary: 'x'.repeat(101) }, 'not 101'],
    ['no group of ours', { group: 'gear' as never }, 'no group "gear"'],
    ['no access', { access: 'everybody' as never }, 'access is one of viewer, analyst, owner'],
    ['nothing to confirm', { confirm: undefined as never }, 'confirm must be a function'],
    ['no deed', { act: 'now' as never }, 'act must be a function'],
    ['params that are open', { params: z.object({}) }, 'params must be strict'],
    ['a param without words', { params: z.strictObject({ a: z.string() }) }, 'needs a description'],
  ])('refuses one with %s', (_, more, why) => {
    expect(() => checkAction('mute', action(more))).toThrow(`commands/actions/mute.ts: `);
    expect(() => checkAction('mute', action(more))).toThrow(why);
  });

  it('takes one that fits', () => {
    expect(() => checkAction('mute', defineAction(action()))).not.toThrow();
  });
});

it('a role may do what is for it and for those below', () => {
  expect(() => assertMayAct(action(), 'owner')).not.toThrow();
  expect(() => assertMayAct(action(), 'analyst')).toThrow(
    '"mute" is for the owner of the label. Nothing was done.',
  );
  expect(() => assertMayAct(action({ access: 'analyst' }), 'viewer')).toThrow('for those who see money');
  expect(() => assertMayAct(action({ access: 'viewer' }), 'viewer')).not.toThrow();
});
