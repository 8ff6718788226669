import type { Readable, Writable } from 'node:stream';
import { cancel, confirm, intro, isCancel, outro, password, select, text } from '@clack/prompts';
import type { z } from 'zod';
import { environment, type Role } from '../core/config.ts';
import {
  type Answers,
  currencyAnswer,
  nameAnswer,
  type Via,
  type Ways,
  zoneAnswer,
} from './kit/label-text.ts';

/** Where the questions are asked; absent: the process' own terminal. */
export interface Streams {
  input?: Readable;
  output?: Writable;
}

/** What the bot needs, for `.env`; what was left empty is not set. */
export type DiscordSettings = Partial<
  Record<'DISCORD_TOKEN' | 'DISCORD_OWNER_ID' | 'DISCORD_GUILD_ID', string>
>;

class Stopped extends Error {}

/** Asks a person. @returns null when they stop (Ctrl-C) or keep the label that is there. */
export async function askQuestions(
  ways: Ways,
  there: { there: boolean; data: string },
  streams: Streams = {},
): Promise<(Answers & { discord: DiscordSettings }) | null> {
  intro('Who is the label? Everything can be changed later in label.json.', streams);
  try {
    if (there.there) {
      const go = await confirm({
        message: `There is a label.json in ${there.data}. Replace it? The old one is kept in archive/.`,
        initialValue: false,
        ...streams,
      });
      if (kept(go) === false) throw new Stopped();
    }
    const name = await ask('Name of the label', nameAnswer, streams, { placeholder: 'MY LABEL' });
    const artists = await askArtists(ways, streams);
    const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const timeZone = await ask('Time zone: it says when a day ends', zoneAnswer, streams, {
      initialValue: zone,
    });
    const currency = await ask('Currency you think in', currencyAnswer, streams, { initialValue: 'USD' });
    const platforms = await askPlatforms(ways, streams);
    const role = kept(
      await select<Role>({
        message: 'What may an agent (bedrot mcp) see? What it reads goes to its model provider.',
        options: [
          { value: 'viewer', label: 'No money', hint: 'streams, followers, views' },
          { value: 'analyst', label: 'Money as well' },
        ],
        ...streams,
      }),
    );
    const discord = await askDiscord(streams);
    outro('Thank you.', streams);
    return { name, timeZone, currency, artists, platforms, role, discord };
  } catch (thrown) {
    if (!(thrown instanceof Stopped)) throw thrown;
    cancel('Nothing was written.', streams);
    return null;
  }
}

async function askArtists(ways: Ways, streams: Streams): Promise<Answers['artists']> {
  const artists: Answers['artists'] = [];
  for (;;) {
    const first = artists.length === 0;
    const name = await ask(
      first ? 'First artist, as answers shall print the name' : 'Next artist (empty: no more)',
      first ? nameAnswer : null,
      streams,
    );
    if (name === '') return artists;
    const aliases = list(
      await ask(`Other spellings of ${name}, with commas between (or empty)`, null, streams),
    );
    const accounts: Record<string, string[]> = {};
    for (const { name: platform, label } of ways.filter(hasAccounts)) {
      const handles = list(await ask(`${name} on ${label}: handle or id (or empty)`, null, streams));
      if (handles.length > 0) accounts[platform] = handles.map((handle) => handle.replace(/^@/, ''));
    }
    artists.push({ name, aliases, accounts });
  }
}

/** A distributor has one account for the label; an artist has handles where numbers come from an artist's own page. */
const hasAccounts = ({ feeds }: Ways[number]): boolean => feeds.some(({ kind }) => kind === 'observed');

const HOW: Record<Via, string> = {
  api: 'by its official interface',
  file: 'I bring the files',
  browser: 'by a browser that logs in',
  off: 'not at all',
};

async function askPlatforms(ways: Ways, streams: Streams): Promise<Record<string, Via>> {
  const platforms: Record<string, Via> = {};
  for (const { name, label, waysIn } of ways) {
    platforms[name] = kept(
      await select<Via>({
        message: `How is ${label} brought in?`,
        options: [...waysIn, 'off' as const].map((value) => ({ value, label: HOW[value] })),
        ...streams,
      }),
    );
  }
  return platforms;
}

/** Only where there is a bot already: making its account takes ten minutes at Discord. */
async function askDiscord(streams: Streams): Promise<DiscordSettings> {
  const has = await confirm({
    message: 'Answers in Discord: have you made the account of the bot already? (docs/first-hour.md, step 3)',
    initialValue: false,
    ...streams,
  });
  if (!kept(has)) return {};
  const { DISCORD_OWNER_ID, DISCORD_GUILD_ID } = environment.shape;
  const id = (schema: typeof DISCORD_OWNER_ID) => (value: string | undefined) =>
    value ? schema.safeParse(value.trim()).error?.issues[0]?.message : undefined;
  const token = kept(
    await password({ message: 'Its token (or empty). It goes into .env alone', ...streams }),
  );
  const owner = await askId(
    'Your own user id (or empty): right click on yourself',
    id(DISCORD_OWNER_ID),
    streams,
  );
  const guild = await askId('Id of the server (or empty): right click on it', id(DISCORD_GUILD_ID), streams);
  const said = { DISCORD_TOKEN: (token ?? '').trim(), DISCORD_OWNER_ID: owner, DISCORD_GUILD_ID: guild };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== ''));
}

async function askId(
  message: string,
  validate: (value: string | undefined) => string | undefined,
  streams: Streams,
): Promise<string> {
  return (kept(await text({ message, validate, ...streams })) ?? '').trim();
}

async function ask(
  message: string,
  schema: z.ZodType<string> | null,
  streams: Streams,
  more: { placeholder?: string; initialValue?: string } = {},
): Promise<string> {
  const given = await text({
    message,
    ...more,
    validate: (value) =>
      schema === null ? undefined : schema.safeParse(value ?? '').error?.issues[0]?.message,
    ...streams,
  });
  const said = (kept(given) ?? '').trim();
  return schema === null ? said : schema.parse(said);
}

/** @throws Stopped on Ctrl-C. */
function kept<T>(given: T): Exclude<T, symbol> {
  if (isCancel(given)) throw new Stopped();
  return given as Exclude<T, symbol>;
}

const list = (said: string): string[] =>
  said
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
