import { type Bot, type BotOptions, startBot } from '../../bot/main.ts';
import { register } from '../../bot/register.ts';
import { type Sample, sampleLabel } from '../../commands/kit/sample.testing.ts';
import { fixedClock, systemClock } from '../../core/clock.ts';
import { type Config, loadConfig } from '../../core/config.ts';
import type { Label } from '../../core/label.ts';
import { silentLog } from '../../core/log.ts';
import { type LocalDiscord, type Message, startDiscord } from '../../sandbox/discord/index.ts';
import { OPENAPI, OTHER, OWNER, TOKEN } from './discord-client.ts';

export { OTHER, OWNER };
export const NUMBERS = '1300000000000000001';
export const MONEY = '1300000000000000003';
export const ANALYST = '1200000000000000003';

/** Who may see what: the owner by the settings, an analyst by label.json, a guest by nothing. */
const RIGHTS: Pick<Label, 'people' | 'channels'> = {
  people: [{ discord: ANALYST, role: 'analyst' }],
  channels: [
    { id: NUMBERS, audience: 'numbers', alerts: false },
    { id: MONEY, name: 'money', audience: 'money', alerts: false },
  ],
};

export interface BotHouse {
  discord: LocalDiscord;
  sample: Sample;
  config: Config;
  bot: Bot;
  /** Ends the bot and starts another, as after an update. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** A label with facts, a local Discord that people are in, and the bot, ready, with its commands registered. */
export async function botHouse(options: { bot?: Partial<BotOptions> } = {}): Promise<BotHouse> {
  const sample = sampleLabel({ label: RIGHTS });
  const discord = await startDiscord({
    ...{ token: TOKEN, clock: systemClock, owner: OWNER, ...(OPENAPI ? { openapi: OPENAPI } : {}) },
    channels: [
      { id: NUMBERS, name: 'numbers' },
      { id: MONEY, name: 'money' },
    ],
    users: [
      { id: OWNER, username: 'owner' },
      { id: OTHER, username: 'guest' },
      { id: ANALYST, username: 'analyst' },
    ],
  });
  const config = configFor(sample.data, discord.api);
  await register(config, { guild: null, dryRun: false });
  const start = async () => {
    const clock = fixedClock('2026-11-22T17:00:00Z');
    const bot = await startBot({ config, clock, log: silentLog, ...options.bot });
    await bot.ready;
    return bot;
  };
  const house: BotHouse = {
    ...{ discord, sample, config },
    bot: await start(),
    async restart() {
      await house.bot.close();
      house.bot = await start();
    },
    async close() {
      await house.bot.close();
      await discord.close();
      sample.remove();
    },
  };
  return house;
}

export const configFor = (data: string, api: string): Config =>
  loadConfig(
    {
      ...{ BEDROT_DATA: data, BEDROT_LOG_LEVEL: 'silent' },
      ...{ DISCORD_TOKEN: TOKEN, DISCORD_API_BASE: api, DISCORD_OWNER_ID: OWNER },
    },
    'no.env',
  );

/** Custom id of the button with this label. @throws Error when the message has none. */
export function buttonOf(message: Message, label: string): string {
  const buttons = message.components.flatMap((row) => row.components ?? []);
  const found = buttons.find((button) => button.label === label);
  if (!found?.custom_id) throw new Error(`no button "${label}" among ${buttons.map((each) => each.label)}`);
  return found.custom_id;
}

/** All a person reads of a message. */
export const textOf = (message: Message): string =>
  [
    message.content,
    ...message.embeds.flatMap((embed) => [
      embed.author?.name,
      embed.title,
      embed.description,
      embed.footer?.text,
    ]),
  ]
    .filter(Boolean)
    .join('\n');
