import { challengeService } from '../../bot/challenge.ts';
import { importService } from '../../bot/import.ts';
import { startBot } from '../../bot/main.ts';
import { outboxService } from '../../bot/outbox.ts';
import { loadLabel } from '../../core/label.ts';
import { openOps } from '../../warehouse/kit/open.ts';
import type { Here } from './word.ts';

/** The bot until it is stopped. Throws what no later try can mend. */
export async function runBot({ config, clock, log }: Here, stop: AbortSignal): Promise<number> {
  loadLabel(config.data);
  const ops = openOps(config.data);
  try {
    const shared = {
      ops,
      label: () => loadLabel(config.data),
      ownerId: config.DISCORD_OWNER_ID,
      clock,
      log,
    };
    const services = [
      challengeService(shared),
      outboxService({ ...shared, random: Math.random }),
      importService({ ...shared, config }),
    ];
    const bot = await startBot({ config, clock, log, services });
    const close = (): void => void bot.close();
    if (stop.aborted) close();
    stop.addEventListener('abort', close, { once: true });
    const error = await bot.done;
    if (error) throw error;
    return 0;
  } finally {
    ops.close();
  }
}
