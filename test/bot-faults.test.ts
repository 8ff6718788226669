import { afterEach, expect, it } from 'vitest';
import { startBot } from '../bot/main.ts';
import { sampleLabel } from '../commands/kit/sample.testing.ts';
import { systemClock } from '../core/clock.ts';
import { silentLog } from '../core/log.ts';
import { startDiscord } from '../sandbox/discord/index.ts';
import { type BotHouse, botHouse, configFor, NUMBERS, OTHER, OWNER, textOf } from './support/bot.ts';
import { TOKEN } from './support/discord-client.ts';

let house: BotHouse | undefined;
afterEach(async () => {
  expect(house?.discord.violations ?? []).toEqual([]);
  await house?.close();
  house = undefined;
});

const CALLBACK = 'POST /interactions/{id}/{token}/callback';
const ORIGINAL = 'PATCH /webhooks/{id}/{token}/messages/@original';
const freshness = (at: BotHouse) =>
  at.discord.user(OTHER).slash(['data', 'freshness'], {}, { channel: NUMBERS });
const answered = async (at: BotHouse) => textOf(await (await freshness(at)).answer());

it('an answer survives 503 three times, a cut connection before and after it arrived, and 429', async () => {
  house = await botHouse();
  for (const fault of [
    { status: 503, times: 3 },
    { reset: true },
    { reset: 'after' as const },
    { status: 429, retryAfter: 0.2 },
  ]) {
    house.discord.faults.next(CALLBACK, fault);
    expect(await answered(house), JSON.stringify(fault)).toContain('Freshness of the data');
  }
  for (const fault of [{ status: 503, times: 3 }, { reset: true }, { reset: 'after' as const }]) {
    house.discord.faults.next(ORIGINAL, fault);
    expect(await answered(house), JSON.stringify(fault)).toContain('Freshness of the data');
  }
});

it('a passing 401 does not cost the token; one that stays ends the bot with what to do', async () => {
  house = await botHouse();
  const send = () => house?.bot.client?.rest.get('/users/@me');
  house.discord.faults.next('GET /users/@me', { status: 401 });
  await expect(send()).rejects.toThrow();
  // One more request, by the bot itself, found the token good.
  await expect(send()).resolves.toMatchObject({ id: house.discord.bot.id });
  house.discord.faults.next('GET /users/@me', { status: 401, times: 9 });
  await expect(send()).rejects.toThrow();
  expect((await house.bot.done)?.message).toContain('Discord refuses the token');
});

it('a socket that drops is resumed, a session that is lost is begun anew, and both answer', async () => {
  house = await botHouse();
  const { discord } = house;
  discord.dropSocket();
  await discord.waitFor(() => discord.online());
  expect(await answered(house)).toContain('Freshness of the data');
  discord.invalidateSession();
  await discord.waitFor(() => discord.online(), 'a new session', 15_000);
  expect(await answered(house)).toContain('Freshness of the data');
});

it('intents that Discord refuses end the bot, in words and as a fault of the settings', async () => {
  house = await botHouse();
  house.discord.closeSocket(4014);
  expect(await house.bot.done).toMatchObject({ code: 'config_invalid' });
  expect((await house.bot.done)?.message).toContain('its intents');
});

it('a message that is deleted while it is answered harms nobody', async () => {
  house = await botHouse();
  const message = await (await freshness(house)).answer();
  const pressed = house.discord.user(OTHER).press(message, 'q1:r:freshness:');
  house.discord.user(OWNER).remove(message);
  await pressed.catch(() => {});
  expect(await answered(house)).toContain('Freshness of the data');
});

it('a Discord that is not there yet is waited for; a token it does not know is not tried for ever', async () => {
  const sample = sampleLabel();
  const discord = await startDiscord({ token: TOKEN, clock: systemClock, owner: OWNER });
  const config = configFor(sample.data, discord.api);
  discord.faults.next('GET /gateway/bot', { status: 503, times: 8 });
  const options = { clock: systemClock, log: silentLog, retryMs: 20 };
  const bot = await startBot({ ...options, config });
  await bot.ready;
  await bot.close();
  expect(await bot.done).toBeNull();

  const stranger = await startBot({ ...options, config: { ...config, DISCORD_TOKEN: 'another' } });
  await expect(stranger.ready).rejects.toThrow('Discord refuses the token');
  expect(await stranger.done).toMatchObject({ code: 'config_invalid' });

  const { DISCORD_TOKEN: _, ...without } = config;
  await expect(startBot({ ...options, config: without })).rejects.toThrow('There is no DISCORD_TOKEN');
  await discord.close();
  sample.remove();
});
