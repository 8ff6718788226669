import { join } from 'node:path';
import { ROLES } from '../../core/config.ts';
import { discover } from '../../warehouse/kit/discover.ts';
import type { Action } from './action.ts';
import { GROUPS } from './define.ts';
import { checkParams, loadCommands, MAX_SUMMARY } from './registry.ts';

const ACTIONS = join(import.meta.dirname, '..', 'actions');

/**
 * Every action of the house, sorted by name. The folder is the register.
 * @throws Error naming the file and the rule, when a definition does not fit or a command has its name.
 */
export async function loadActions(
  folder = ACTIONS,
  commands?: readonly { name: string }[],
): Promise<Action[]> {
  const [actions, questions] = await Promise.all([
    discover(folder, 'files', checkAction),
    commands ?? loadCommands(),
  ]);
  const twice = actions.find(({ name }) => questions.some((question) => question.name === name));
  if (twice) throw new Error(`commands/actions/${twice.name}.ts: a command has its name`);
  return actions;
}

/** @throws Error with the rule that is broken. */
export function checkAction(file: string, value: unknown): asserts value is Action {
  const refuse = (why: string): never => {
    throw new Error(`commands/actions/${file}.ts: ${why}`);
  };
  const action = value as Partial<Action> | null;
  if (typeof action !== 'object' || action === null) return refuse('must export an action as default');
  if (action.name !== file) refuse(`its name is "${action.name}", and must be that of its file`);
  if (!/^[a-z][a-z0-9-]{0,31}$/.test(file)) refuse('a name is lowercase letters, digits and dashes');
  if (action.group !== undefined && !GROUPS.includes(action.group)) refuse(`no group "${action.group}"`);
  const summary = action.summary ?? '';
  if (summary === '' || summary.length > MAX_SUMMARY || summary.includes('\n'))
    refuse(`the summary is one line of at most ${MAX_SUMMARY} characters, not ${summary.length}`);
  if (!action.access || !ROLES.includes(action.access)) refuse(`access is one of ${ROLES.join(', ')}`);
  if (typeof action.confirm !== 'function') refuse('confirm must be a function');
  if (typeof action.act !== 'function') refuse('act must be a function');
  if (action.complete !== undefined && typeof action.complete !== 'function')
    refuse('complete must be a function');
  const why = checkParams(action.params);
  if (why !== null) refuse(why);
}
