import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Config } from '../../core/config.ts';
import { publish, temporaryFor } from '../../pipeline/kit/publish.ts';
import { envText, setInEnv } from '../env-example.ts';

/** The key of a vault that nobody has opened yet. */
export const newVaultKey = (): string => randomBytes(32).toString('base64');

/** Sets values in a `.env`, which is made when there is none; everything else in it stays as it is. */
export async function writeEnv(envFile: string, values: Readonly<Record<string, string>>): Promise<void> {
  const before = existsSync(envFile) ? readFileSync(envFile, 'utf8') : envText();
  await publishSecret(envFile, setInEnv(before, values));
}

/** The settings with a key for the vault: a first one is made and written into `.env`. */
export async function withVaultKey(
  config: Config,
  envFile: string,
  say: (text: string) => void,
): Promise<Config> {
  if (config.BEDROT_VAULT_KEY !== undefined) return config;
  const key = newVaultKey();
  await writeEnv(envFile, { BEDROT_VAULT_KEY: key });
  say(`Made a key for the vault: BEDROT_VAULT_KEY in ${envFile} (only you can read it)\n`);
  return { ...config, BEDROT_VAULT_KEY: key };
}

/** Like publishText, and never readable by others, not even for a moment. */
async function publishSecret(target: string, text: string): Promise<void> {
  const temporary = await temporaryFor(target);
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
  await publish(temporary, target, Buffer.byteLength(text));
}
