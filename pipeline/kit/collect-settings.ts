import type { Environment } from '../../core/config.ts';
import { BedrotError } from '../../core/errors.ts';
import type { Source } from './collector.ts';
import type { Platform } from './platform.ts';

/** @throws BedrotError `bad_question` when the platform has no way in by a browser. */
export function sourceIn(platforms: readonly Platform[], name: string): Source {
  const found = platforms.find((platform) => platform.name === name);
  if (found?.collector) return { ...found.collector, platform: found.name, label: found.label };
  const able = platforms.filter(({ collector }) => collector).map((platform) => platform.name);
  throw new BedrotError(
    'bad_question',
    `"${name}" cannot be collected with a browser. Can be: ${able.join(', ')}.`,
  );
}

/** The password goes there: to the platform, or to this machine. */
export function siteOf({ site }: Source, given: string | undefined): string {
  if (given === undefined) return site;
  const host = URL.canParse(given) ? new URL(given).hostname : '';
  if (given === site || /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host)) return given;
  throw new BedrotError('bad_question', `${given} is neither ${site} nor a site of this machine.`);
}

/** @throws BedrotError `config_invalid` */
export function credentialsOf(
  { credentials, label }: Source,
  config: Environment,
): { user: string; password: string } {
  const { user, password } = credentials;
  const given = { user: config[user], password: config[password] };
  const missing = [user, password].filter((name) => config[name] === undefined);
  if (missing.length > 0) {
    throw new BedrotError(
      'config_invalid',
      `${label} cannot be signed in to: ${missing.join(' and ')} must be set in .env.`,
    );
  }
  return { user: String(given.user), password: String(given.password) };
}
