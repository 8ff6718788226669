import { challengeService } from '../../bot/challenge.ts';
import { createRouter } from '../../bot/router.ts';
import type { BotService } from '../../bot/service.ts';
import type { Clock } from '../../core/clock.ts';
import type { Label } from '../../core/label.ts';
import type { Log } from '../../core/log.ts';
import type { LocalDiscord } from '../../sandbox/discord/index.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import { clientFor, OWNER } from './discord-client.ts';

/** A bot with the service that asks for codes alone, wired as bot/main.ts wires it. */
export async function codeBot(
  discord: LocalDiscord,
  { data, ops, label, clock, log }: { data: string; ops: Db; label: Label; clock: Clock; log: Log },
): Promise<BotService> {
  const service = challengeService({ ops, label: () => label, ownerId: OWNER, clock, log, pollMs: 20 });
  const nothing = async (): Promise<void> => {};
  const router = createRouter({ config: { data }, log, slash: nothing, autocomplete: nothing });
  router.add(service);
  service.start(await clientFor(discord, (interaction) => router.handle(interaction)));
  return service;
}
