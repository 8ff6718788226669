import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, Events } from 'discord.js';
import { loadActions } from '../commands/kit/action-registry.ts';
import { loadCommands } from '../commands/kit/registry.ts';
import type { Clock } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import { BedrotError, causeOf, toBedrotError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { actionHandlers } from './actions.ts';
import { createClient, isRefused, TOKEN_REFUSED } from './client.ts';
import { openDesk } from './desk.ts';
import { questionHandlers } from './questions.ts';
import { createRouter } from './router.ts';
import type { BotService } from './service.ts';

export interface BotOptions {
  config: Config;
  clock: Clock;
  log: Log;
  /** Started when the bot is ready, stopped before it goes. */
  services?: readonly BotService[];
  /** First pause before a login that failed is tried again; it doubles up to a minute. */
  retryMs?: number;
}

export interface Bot {
  /** The connection of now; another one after a login that failed. */
  readonly client: Client | undefined;
  /** Rejects with what `done` gives when it never became ready. */
  ready: Promise<void>;
  /** When it ended for good: null after `close()`, else what no later try can mend. */
  done: Promise<BedrotError | null>;
  /** What is being answered is answered first, for up to 5 seconds. */
  close(): Promise<void>;
}

const LONGEST_PAUSE_MS = 60_000;
const CLOSING_MS = 5_000;

/**
 * The bot: connects to Discord and answers until it is closed. Whatever is temporary (no network, Discord down, a dropped
 * connection) is tried again without end; a refused token ends it.
 * @throws BedrotError `config_invalid`: no token.
 */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { config, clock, log, services = [], retryMs = 1_000 } = options;
  const token = config.DISCORD_TOKEN;
  if (token === undefined)
    throw new BedrotError(
      'config_invalid',
      'There is no DISCORD_TOKEN in .env. docs/first-hour.md says where to get it.',
    );
  const commands = new Map((await loadCommands()).map((command) => [command.name, command]));
  const desk = openDesk(config, clock);
  const handlers = questionHandlers({ config, clock, log, desk, commands });
  const actions = new Map((await loadActions()).map((action) => [action.name, action]));
  const deeds = actionHandlers({ config, clock, log, desk, actions });
  const router = createRouter({
    ...{ config, log, autocomplete: handlers.autocomplete },
    slash: (it) => (deeds.takes(it) ? deeds.ask(it) : handlers.slash(it)),
  });
  for (const each of [{ buttons: handlers.buttons ?? {} }, deeds, ...services]) router.add(each);

  const ready = Promise.withResolvers<void>();
  const done = Promise.withResolvers<BedrotError | null>();
  // Whoever waits for `done` alone is not told twice.
  ready.promise.catch(() => {});
  const open = new Set<Promise<void>>();
  let client: Client | undefined;
  let closing: Promise<void> | undefined;
  const stop = new AbortController();

  const end = (why: BedrotError | null): Promise<void> => {
    closing ??= (async () => {
      stop.abort();
      if (why) log.error('bot_failed', { code: why.code, id: why.id, reason: why.message });
      await Promise.race([Promise.allSettled(open), sleep(CLOSING_MS, undefined, { ref: false })]);
      await Promise.allSettled(services.map((service) => service.stop()));
      await client?.destroy().catch(() => {});
      await desk.close();
      ready.reject(why ?? new BedrotError('busy', 'The bot was closed.'));
      done.resolve(why);
    })();
    return closing;
  };

  const connect = async (): Promise<void> => {
    const next = createClient(config, log, (why) => void end(why));
    client = next;
    next.on(Events.InteractionCreate, (interaction) => {
      if (closing) return;
      const work = router.handle(interaction).finally(() => open.delete(work));
      open.add(work);
    });
    // Before login: the event comes before login resolves.
    next.once(Events.ClientReady, (it) => {
      if (closing) return;
      log.info('bot_ready', { user: it.user.id, servers: it.guilds.cache.size });
      desk.warm().catch((thrown) => log.error('question_failed', { surface: 'discord', ...causeOf(thrown) }));
      for (const service of services) service.start(it);
      ready.resolve();
    });
    await next.login(token);
  };

  const keepTrying = async (): Promise<void> => {
    let refusals = 0;
    for (let pause = retryMs; !closing; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        return await connect();
      } catch (thrown) {
        if (closing) return;
        // One refusal may be a passing fault of theirs.
        refusals = isRefused(thrown) ? refusals + 1 : 0;
        if (refusals > 1) return end(new BedrotError('config_invalid', TOKEN_REFUSED));
        log.warn('bot_disconnected', { retryMs: pause, ...causeOf(thrown) });
        // This pause keeps the process alive: nothing else may do so now.
        await sleep(pause, undefined, { signal: stop.signal }).catch(() => {});
      }
    }
  };
  keepTrying().catch((thrown) => end(toBedrotError(thrown)));

  return {
    get client() {
      return client;
    },
    ready: ready.promise,
    done: done.promise,
    close: () => end(null),
  };
}
