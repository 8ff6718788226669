import type { Action, Done } from '../../commands/kit/action.ts';
import { confirmAction, runAction } from '../../commands/kit/action-run.ts';
import { holdContext } from '../../commands/kit/context.ts';
import { BedrotError } from '../../core/errors.ts';
import { loadLabel } from '../../core/label.ts';
import { noProgress } from '../../pipeline/kit/report.ts';
import { flag } from './flags.ts';
import { giveWay } from './give-way.ts';
import type { Here } from './word.ts';

/** What every action takes besides its own flags. */
export const ACTION_FLAGS = [
  flag('yes', 'Do it. Without it is only said what would be done.'),
  flag('json', 'What was said as JSON.'),
];

/** Says what an action would do, and does it when told to. The terminal is the owner's own machine. */
export async function act(
  action: Action,
  params: Record<string, unknown>,
  { yes = false, json = false }: { yes?: unknown; json?: unknown },
  here: Here,
): Promise<number> {
  const { terminal } = here;
  const held = await holdContext({ config: here.config, clock: here.clock });
  let done: Done | null = null;
  let text: string;
  try {
    const context = held.toAct('owner', 'cli');
    text = confirmAction(action, params, context);
    if (yes) {
      done = runAction(action, params, context, 'cli');
      text = done.text;
    }
  } finally {
    held.close();
  }
  const carried = done?.next === 'names' ? await settleNames(here) : true;
  if (json) {
    terminal.out(`${JSON.stringify({ done: done !== null, text, carried }, null, 2)}\n`);
    return 0;
  }
  terminal.out(`${text}\n`);
  if (done === null) terminal.out('Nothing was done. Say it again with --yes.\n');
  else if (!carried)
    terminal.out(
      'Another run is at work. When it ends names are settled anew; nothing else is to be done.\n',
    );
  return 0;
}

/** In a short run of our own. @returns false: another run is at work, and settles names at its end */
async function settleNames({ config, clock, log }: Here): Promise<boolean> {
  const { relabel } = await import('../../pipeline/run.ts');
  try {
    const label = loadLabel(config.data);
    await relabel({ data: config.data, label, clock, log, progress: noProgress, giveWay });
    return true;
  } catch (thrown) {
    if (thrown instanceof BedrotError && thrown.code === 'busy') return false;
    throw thrown;
  }
}
