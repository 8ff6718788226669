import { systemClock } from '../core/clock.ts';
import { EXIT_STATUS, toBedrotError } from '../core/errors.ts';
import { createLog } from '../core/log.ts';
import { dispatch } from './kit/dispatch.ts';
import { processTerminal } from './kit/terminal.ts';

/** Wires the process to the words, and turns whatever is thrown into one sentence and an exit status. */
export async function start(argv: readonly string[]): Promise<number> {
  const terminal = processTerminal();
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // `bedrot top | head -1`: the reader has what it wanted.
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }
  process.once('SIGINT', () => {
    terminal.tidy();
    terminal.err('\nStopped. Nothing is left half done.\n');
    process.exit(130);
  });
  try {
    return await dispatch(argv, { terminal, clock: systemClock, env: process.env });
  } catch (thrown) {
    terminal.tidy();
    const error = toBedrotError(thrown);
    const bug = error.code === 'internal';
    if (bug) createLog('error').error('question_failed', { id: error.id, err: error.cause });
    terminal.err(`bedrot: ${error.message}${bug ? ` (error ${error.id})` : ''}\n`);
    return EXIT_STATUS[error.code] ?? 1;
  }
}
