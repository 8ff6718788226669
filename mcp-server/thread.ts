import { join } from 'node:path';
import { questionThread } from '../commands/kit/thread.ts';
import type { Clock } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import { type BedrotError, causeOf } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { sayFailure } from './failure.ts';
import type { Arguments, Listing, Outcome, Toolbox } from './tool.ts';

/** What goes to the thread. */
export type Asked = { ask: 'list' } | { ask: 'call'; name: string; args: Arguments };

/** A toolbox in a thread of its own: however long a question takes, the protocol stays answered. */
export function threadedToolbox(config: Config, clock: Clock, log: Log, limitMs = 30_000): Toolbox {
  const thread = questionThread(join(import.meta.dirname, 'thread-main.ts'), config, clock, limitMs);
  return {
    list: () => thread.ask<readonly Listing[]>({ ask: 'list' } satisfies Asked),
    async call(name, args) {
      try {
        return await thread.ask<Outcome>({ ask: 'call', name, args } satisfies Asked);
      } catch (thrown) {
        const error = thrown as BedrotError;
        const { code, id } = error;
        log.error('question_failed', { tool: name, code, id, ...causeOf(error.cause) });
        return { failed: true, text: sayFailure(error, config) };
      }
    },
  };
}
