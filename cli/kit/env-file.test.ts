import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadConfig } from '../../core/config.ts';
import { newVaultKey, withVaultKey, writeEnv } from './env-file.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-env-'));
  file = join(folder, '.env');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('a first key for the vault is made, kept, and never said', async () => {
  let said = '';
  const say = (text: string): void => {
    said += text;
  };
  const config = await withVaultKey(loadConfig({}, file), file, say);
  expect(Buffer.from(config.BEDROT_VAULT_KEY ?? '', 'base64')).toHaveLength(32);
  expect(loadConfig({}, file).BEDROT_VAULT_KEY).toBe(config.BEDROT_VAULT_KEY);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(said).toContain('BEDROT_VAULT_KEY');
  expect(said).not.toContain(config.BEDROT_VAULT_KEY);

  // One that is there is used, wherever it was set.
  expect(await withVaultKey(config, file, say)).toBe(config);
  expect(newVaultKey()).not.toBe(newVaultKey());
});

it('what stands in .env stays, also when others could read it before', async () => {
  writeFileSync(file, '# mine\nBEDROT_ROLE=analyst\n', { mode: 0o644 });
  await writeEnv(file, { BEDROT_VAULT_KEY: newVaultKey() });
  expect(readFileSync(file, 'utf8')).toMatch(/^# mine\nBEDROT_ROLE=analyst\nBEDROT_VAULT_KEY=.{44}\n$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
