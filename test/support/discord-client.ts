import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Client, Events, GatewayIntentBits, type Interaction, Partials } from 'discord.js';
import { afterEach, expect } from 'vitest';
import { type Clock, fixedClock, systemClock } from '../../core/clock.ts';
import { type DiscordOptions, type LocalDiscord, startDiscord } from '../../sandbox/discord/index.ts';

export const TOKEN = 'local-token';
export const OWNER = '1200000000000000001';
export const OTHER = '1200000000000000002';

/** Names in a folder beside the checkout; a link to a folder is one too, which a glob would pass over. */
function foldersOf(beside: string): string[] {
  try {
    return readdirSync(resolve('..', beside));
  } catch {
    return [];
  }
}

/** Discord's own document, as set or beside the checkout; undefined: only the hand-written rules apply. */
export const OPENAPI: string | undefined =
  process.env.DISCORD_OPENAPI ??
  readdirSync('..')
    .flatMap((beside) =>
      foldersOf(beside).map((folder) => resolve('..', beside, folder, 'discord-openapi.json')),
    )
    .find((path) => existsSync(path));

const open: (() => Promise<unknown>)[] = [];

/** A local Discord that ends with the test. */
export async function discordForTest(options: Partial<DiscordOptions> = {}): Promise<LocalDiscord> {
  const discord = await startDiscord({
    ...{ token: TOKEN, clock: systemClock, owner: OWNER, ...(OPENAPI ? { openapi: OPENAPI } : {}) },
    channels: [
      { id: '1300000000000000001', name: 'numbers' },
      { id: '1300000000000000002', name: 'alerts' },
    ],
    users: [
      { id: OWNER, username: 'owner', displayName: 'The owner' },
      { id: OTHER, username: 'guest' },
    ],
    ...options,
  });
  open.push(() => discord.close());
  return discord;
}

/** A real discord.js client, ready, whose interactions go to `answer`. Ends with the test. */
export async function clientFor(
  discord: LocalDiscord,
  answer: (interaction: Interaction) => unknown = () => undefined,
): Promise<Client<true>> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    rest: { api: discord.api, version: '10', offset: 5 },
  });
  open.unshift(() => client.destroy());
  client.on(Events.Error, () => undefined);
  client.on(Events.InteractionCreate, async (interaction) => {
    // What a handler throws is told with what the stand-in says of it; a test that expects it catches it itself.
    try {
      await answer(interaction);
    } catch (error) {
      console.error(error, discord.violations);
    }
  });
  const ready = new Promise((ok) => client.once(Events.ClientReady, ok));
  await client.login(TOKEN);
  await ready;
  return client as Client<true>;
}

/** A clock that runs on by hand from now. */
export function movedClock(): Clock & { forward(ms: number): void } {
  const clock = fixedClock('2026-03-01T12:00:00.000Z');
  return { now: clock.now, forward: (ms) => clock.set(new Date(clock.now().getTime() + ms).toISOString()) };
}

/** 2 x 1 pixels. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAEUlEQVR4nGP4z8DwHwQYYAwAN8gF+xG5V1UAAAAASUVORK5CYII=',
  'base64',
);

afterEach(async () => {
  for (const end of open.splice(0)) await end();
});

export function expectClean(discord: LocalDiscord): void {
  expect(discord.violations).toEqual([]);
}
