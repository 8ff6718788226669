import { join } from 'node:path';
import { z } from 'zod';
import { PROJECT } from '../core/config.ts';
import { takeLock } from '../pipeline/kit/lock.ts';
import { defineWord, type Here } from './kit/word.ts';

const SERVICES = ['bot', 'pipeline'] as const;

export default defineWord({
  summary: 'Keeps the bot and the pipeline running: answers in Discord, loads every day, raises alerts.',
  about:
    'It runs until it is stopped (Ctrl-C, or a service manager), and starts again what fails. Exit status: 0 when stopped; 75 when it runs on this data folder already; 78 when a setting does not fit.',
  params: z.strictObject({
    only: z.enum(SERVICES).optional().describe('One of the two alone, for a service manager of your own.'),
  }),
  async run({ only }, here) {
    const stop = stopSignal();
    const { data } = here.config;
    const what = only === undefined ? 'bedrot start' : `The ${only}`;
    const lock = takeLock(
      data,
      only === undefined ? 'services.lock' : `service-${only}.lock`,
      `${what} runs on this data folder already.`,
    );
    try {
      if (only === 'bot') return await (await import('./kit/service-bot.ts')).runBot(here, stop);
      if (only === 'pipeline')
        return await (await import('./kit/service-pipeline.ts')).runPipeline(here, stop);
      return await startBoth(here, stop);
    } finally {
      lock.release();
    }
  },
});

async function startBoth({ config, log, terminal }: Here, stop: AbortSignal): Promise<number> {
  const { supervise } = await import('./kit/supervise.ts');
  const services = SERVICES.map((name) => ({
    name,
    args: [join(PROJECT, 'cli', 'bedrot.mjs'), 'start', '--only', name, '--data', config.data],
  }));
  return supervise({ services, log, write: terminal.err, stop });
}

/** Aborted by Ctrl-C, by SIGTERM, and by the death of who supervises us. */
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  // cli/start.ts ends at once on Ctrl-C; a service ends what it has begun.
  process.removeAllListeners('SIGINT');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  process.once('disconnect', () => stop.abort());
  // To listen to it must not keep alive what has ended.
  process.channel?.unref();
  return stop.signal;
}
