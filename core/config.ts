import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { BedrotError } from './errors.ts';

/** What may be asked: `viewer` sees no money, `analyst` sees money, `owner` also acts. */
export const ROLES = ['viewer', 'analyst', 'owner'] as const;
export type Role = (typeof ROLES)[number];

/** Where the project lies. The default data folder hangs on it, not on the working directory. */
export const PROJECT = resolve(import.meta.dirname, '..');

/** Discord's own API, without the version. */
export const DISCORD_API = 'https://discord.com/api';

/** Ids of Discord are text: they do not fit a number. */
export const snowflake = z.string().regex(/^\d{17,20}$/, 'an id of Discord has 17 to 20 digits');

/** True for Discord's own API and for this machine, whatever way its address is written. */
function mayGetToken(base: string): boolean {
  if (base === DISCORD_API) return true;
  if (!URL.canParse(base)) return false;
  const { protocol, hostname } = new URL(base);
  return /^https?:$/.test(protocol) && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

/**
 * Every setting of the environment. `.env.example` is made from this (`npm run format:env`), and a test keeps them equal:
 * `meta.where` says where the owner gets the value, `meta.for` what needs it, `meta.secret` that it is never printed.
 */
export const environment = z.object({
  BEDROT_DATA: z.string().min(1).default('data').meta({
    description: 'Data folder: the zones, both databases, the vault and label.json. Relative to the project.',
    where: 'any folder with room; keep it out of synchronised folders',
    for: 'everything',
  }),
  BEDROT_ROLE: z.enum(ROLES).default('viewer').meta({
    description:
      'Who an agent asks as: viewer (no money), analyst (money), owner (money). The terminal always asks as owner.',
    where: 'your decision: what an agent reads goes to its model provider',
    for: 'bedrot mcp',
  }),
  BEDROT_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').meta({
    description: 'How much is logged (JSON lines on standard error).',
    where: 'debug, info, warn, error or silent',
    for: 'everything',
  }),
  CHART_RENDERER: z.enum(['local', 'quickchart']).default('local').meta({
    description: 'Who draws charts: this machine (local), or a QuickChart server.',
    where: 'leave it local, unless you run a QuickChart server',
    for: 'charts',
  }),
  QUICKCHART_HOST: z.string().min(1).default('quickchart.io').meta({
    description:
      'Host of the QuickChart server, with its port. The public host is refused for charts with money.',
    where: 'your own server, e.g. 127.0.0.1:3400',
    for: 'charts, when CHART_RENDERER=quickchart',
  }),
  BROWSER_PATH: z.string().min(1).optional().meta({
    description:
      'The Chrome or Chromium that collects. Empty: the first that is found; "bedrot doctor" says which.',
    where: 'the path of the program, e.g. /usr/bin/chromium',
    for: 'bedrot collect',
  }),
  BEDROT_VAULT_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, 'it is 32 bytes as base64; "bedrot init" makes one')
    .optional()
    .meta({
      description:
        'Opens the vault of the data folder, where sessions of browsers are kept. Lost: bedrot signs in anew.',
      where: '"bedrot init" makes it; or: openssl rand -base64 32',
      for: 'bedrot collect',
      secret: true,
    }),
  DISTROKID_EMAIL: z.email('it is no e-mail address').optional().meta({
    description: 'Signs in to DistroKid.',
    where: 'your DistroKid account',
    for: 'bedrot collect distrokid',
    secret: true,
  }),
  DISTROKID_PASSWORD: z.string().min(1).optional().meta({
    description: 'Signs in to DistroKid. Its second factor is asked for when the site wants it.',
    where: 'your DistroKid account',
    for: 'bedrot collect distrokid',
    secret: true,
  }),
  DISCORD_TOKEN: z.string().min(1).optional().meta({
    description: "The bot's token.",
    where: 'discord.com/developers/applications, your application, Bot, Reset Token',
    for: 'bedrot register, bedrot start',
    secret: true,
  }),
  DISCORD_OWNER_ID: snowflake.optional().meta({
    description: 'The Discord user who owns the label: sees money, gets alerts and is asked for login codes.',
    where: 'Discord, with Developer Mode on: right click on yourself, Copy User ID',
    for: 'the bot',
  }),
  DISCORD_GUILD_ID: snowflake.optional().meta({
    description: 'The Discord server the commands are registered in. Left empty: everywhere the bot is.',
    where: 'Discord, with Developer Mode on: right click on the server, Copy Server ID',
    for: 'bedrot register',
  }),
  DISCORD_API_BASE: z
    .string()
    .default(DISCORD_API)
    .refine(mayGetToken, `the token goes there, so it is ${DISCORD_API} or a host on this machine (loopback)`)
    .meta({
      description:
        'Where Discord is. Another than its own must be on this machine, since the token goes there.',
      where: 'leave it empty; only the local Discord of demo and tests sets it',
      for: 'bedrot register, bedrot start',
    }),
});
export type Environment = z.infer<typeof environment>;

export interface Config extends Environment {
  /** Absolute path of the data folder. */
  data: string;
}

/**
 * Reads `.env` of the project and the process environment (which wins).
 * @throws BedrotError `config_invalid` with one readable sentence; there is no falling back to defaults.
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env, envFile = join(PROJECT, '.env')): Config {
  const fromFile = existsSync(envFile) ? parseEnv(readFileSync(envFile, 'utf8')) : {};
  const given = Object.fromEntries(
    Object.entries({ ...fromFile, ...env }).filter(([, value]) => value !== ''),
  );
  const parsed = environment.safeParse(given);
  if (!parsed.success)
    throw new BedrotError('config_invalid', `The environment does not fit: ${sayIssues(parsed.error)}`);
  const data = parsed.data.BEDROT_DATA;
  return { ...parsed.data, data: isAbsolute(data) ? data : join(PROJECT, data) };
}

/** "artists[0].name: expected a string; ..." */
export function sayIssues(error: z.ZodError): string {
  return error.issues
    .map((issue) => {
      const path = issue.path
        .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
        .join('');
      return `${path.replace(/^\./, '') || 'the whole'}: ${issue.message}`;
    })
    .join('; ');
}
