import type { Action } from '../commands/kit/action.ts';
import { loadActions } from '../commands/kit/action-registry.ts';
import { confirmAction } from '../commands/kit/action-run.ts';
import { holdContext } from '../commands/kit/context.ts';
import type { Command } from '../commands/kit/define.ts';
import { loadCommands } from '../commands/kit/registry.ts';
import { answerCommand } from '../commands/kit/run.ts';
import type { Clock } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import { BedrotError } from '../core/errors.ts';
import { findButton } from '../warehouse/ops/buttons.ts';
import { readLabelling } from '../warehouse/ops/decisions.ts';
import { complete, completeAction } from './complete.ts';
import type { ClerkRequest } from './desk.ts';

/** Carries out what the desk is asked, in the desk's thread, with databases that stay open as long as it lives. */
export function createClerk(config: Config, clock: Clock): (request: ClerkRequest) => Promise<unknown> {
  let loading: ReturnType<typeof load> | undefined;
  const load = async () => {
    const commands = await loadCommands();
    const actions = await loadActions(undefined, commands);
    return { commands, actions, held: await holdContext({ config, clock }) };
  };
  return async (request) => {
    loading ??= load();
    const { commands, actions, held } = await loading;
    switch (request.ask) {
      case 'answer': {
        const command = named(commands, request.command);
        return answerCommand(command, request.params, held.as(request.role));
      }
      case 'complete': {
        const action = actions.find(({ name }) => name === request.completion.command);
        if (action) return completeAction(action, request.completion, held.as(request.completion.role));
        const command = named(commands, request.completion.command);
        return complete(command, request.completion, held.as(request.completion.role));
      }
      case 'confirm': {
        const { action, params, role, who } = request.deed;
        return confirmAction(named(actions, action), params, held.toAct(role, who));
      }
      case 'labelling':
        return readLabelling(held.ops());
      case 'find':
        return findButton(held.ops(), request.key);
      case 'warm':
        return undefined;
    }
  };
}

/** @throws BedrotError `not_found`: a button of an older version. */
function named<T extends Command | Action>(commands: readonly T[], name: string): T {
  const command = commands.find((one) => one.name === name);
  if (command) return command;
  throw new BedrotError('not_found', `There is no "${name}" any more. Type / to see what can be asked.`);
}
