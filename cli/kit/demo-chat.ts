import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { challengeService } from '../../bot/challenge.ts';
import { CODE_FIELD, CODE_PREFIX } from '../../bot/challenge-card.ts';
import { importService } from '../../bot/import.ts';
import { type Bot, startBot } from '../../bot/main.ts';
import { outboxService } from '../../bot/outbox.ts';
import { register } from '../../bot/register.ts';
import { loadLabel } from '../../core/label.ts';
import { checkAlerts } from '../../pipeline/alerts.ts';
import { openOps, openWarehouse } from '../../warehouse/kit/open.ts';
import { listOutbox } from '../../warehouse/ops/outbox.ts';
import type { Sandbox } from '../demo.ts';
import { ALERTS, ANALYST, GUEST, MONEY, NUMBERS, OWNER } from './demo-people.ts';
import { watch } from './watch.ts';
import type { Here } from './word.ts';

export type LocalDiscord = Awaited<ReturnType<Sandbox['startDiscord']>>;

export interface Chat {
  discord: LocalDiscord;
  /** Opens and closes alerts by what the data say now; resolves when every card in the chat says so. */
  look(): Promise<void>;
  /** Titles of the cards in the channel of alerts, oldest first. */
  cards(): string[];
  close(): Promise<void>;
}

/** Looked at more often than in earnest: here somebody watches. */
const POLL_MS = 200;
/** Longest until all cards are there. */
const CARDS_MS = 20_000;

/** The real bot in a Discord of this machine: the settings differ from those in earnest, the code does not. */
export async function startChat({ config, clock, log }: Here, sandbox: Sandbox): Promise<Chat> {
  const token = `demo-${randomBytes(16).toString('hex')}`;
  const discord = await sandbox.startDiscord({
    ...{ token, clock, owner: OWNER, guild: { id: '1100000000000000001', name: 'BEDROT demo' } },
    botName: loadLabel(config.data).name,
    channels: [
      { id: NUMBERS, name: 'numbers' },
      { id: MONEY, name: 'money' },
      { id: ALERTS, name: 'alerts' },
    ],
    users: [
      { id: OWNER, username: 'owner', displayName: 'Owner' },
      { id: ANALYST, username: 'analyst', displayName: 'Analyst' },
      { id: GUEST, username: 'guest', displayName: 'Guest' },
    ],
    page: sandbox.chatPage,
  });
  const ops = openOps(config.data);
  let bot: Bot | undefined;
  const stop = new AbortController();
  let watching: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    await bot?.close();
    stop.abort();
    await watching;
    ops.close();
    await discord.close();
  };
  try {
    const settings = {
      ...config,
      DISCORD_TOKEN: token,
      DISCORD_API_BASE: discord.api,
      DISCORD_OWNER_ID: OWNER,
      DISCORD_GUILD_ID: discord.guildId,
    };
    // Everywhere, so that direct messages take them too.
    await register(settings, { guild: null, dryRun: false });
    const label = () => loadLabel(config.data);
    const shared = { ops, label, ownerId: OWNER, clock, log, pollMs: POLL_MS };
    const services = [
      challengeService(shared),
      outboxService({ ...shared, random: Math.random }),
      importService({ ...shared, config: settings }),
    ];
    bot = await startBot({ config: settings, clock, log, services });
    await bot.ready;
    // What "bedrot start" does beside the bot: files sent in the chat are taken in.
    watching = watch({ ops, data: config.data, clock, log }, stop.signal);
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return {
    discord,
    async look() {
      const warehouse = openWarehouse(config.data);
      try {
        checkAlerts({ ops, warehouse, label: loadLabel(config.data), log, now: clock.now() });
      } finally {
        warehouse.close();
      }
      const over = AbortSignal.timeout(CARDS_MS);
      while (listOutbox(ops).some(({ shown, version }) => shown < version)) {
        if (over.aborted) throw new Error('The alerts did not come into the chat.');
        await sleep(50);
      }
    },
    cards: () =>
      discord
        .messages(ALERTS)
        // A reminder points to a card and stays as it is.
        .filter(({ message_reference: to }) => to === undefined)
        .flatMap(({ embeds }) => embeds.map(({ title = '' }) => title.replace(/\\(\W|_)/g, '$1'))),
    close,
  };
}

/** What a person does in the page: the button under the direct message, the modal, the code. */
export async function giveCode({ discord }: Chat, code: string, patienceMs: number): Promise<void> {
  const owner = discord.user(OWNER);
  const card = await discord.waitFor(
    () =>
      owner.dmMessages().find(({ components }) => JSON.stringify(components).includes(`"${CODE_PREFIX}:`)),
    'the direct message that asks for the code',
    patienceMs,
  );
  const button = card.components.flatMap((row) => row.components ?? [])[0];
  const opened = await owner.press(card, button?.custom_id ?? '');
  await (await owner.submit(opened, { [CODE_FIELD]: code })).answer();
}
