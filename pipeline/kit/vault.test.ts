import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openVault, vaultName } from './vault.ts';

const KEY = Buffer.alloc(32, 1).toString('base64');
const SECRET = Buffer.from('{"cookies":[{"value":"not for your eyes"}]}');

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'bedrot-vault-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));
const fileOf = (name: string): string => join(data, 'vault', `${name}.sealed`);

describe('the vault', () => {
  it('keeps, replaces and forgets', async () => {
    const vault = openVault(data, KEY);
    expect(await vault.read('a')).toBeNull();
    await vault.write('a', SECRET);
    expect(await openVault(data, KEY).read('a')).toEqual(SECRET);
    await vault.write('a', Buffer.from('second'));
    expect((await vault.read('a'))?.toString()).toBe('second');
    await vault.remove('a');
    expect(await vault.read('a')).toBeNull();
    await vault.remove('a');
    expect(readdirSync(join(data, 'vault'))).toEqual([]);
  });

  it('is readable by its owner only, and not without the key', async () => {
    await openVault(data, KEY).write('a', SECRET);
    expect(statSync(fileOf('a')).mode & 0o777).toBe(0o600);
    expect(statSync(join(data, 'vault')).mode & 0o777).toBe(0o700);
    expect(readFileSync(fileOf('a')).includes('not for your eyes')).toBe(false);
    const other = openVault(data, Buffer.alloc(32, 2).toString('base64'));
    await expect(other.read('a')).rejects.toMatchObject({ code: 'config_invalid' });
    expect(() => openVault(data, undefined)).toThrow(/BEDROT_VAULT_KEY is not set/);
  });

  it('refuses what was touched, cut, or put under another name', async () => {
    const vault = openVault(data, KEY);
    await vault.write('a', SECRET);
    copyFileSync(fileOf('a'), fileOf('b'));
    await expect(vault.read('b')).rejects.toThrow(/vault\/b\.sealed cannot be opened/);
    const whole = readFileSync(fileOf('a'));
    for (const at of [0, 12, whole.length - 1]) {
      const touched = Buffer.from(whole);
      touched.writeUInt8(touched.readUInt8(at) ^ 1, at);
      writeFileSync(fileOf('a'), touched);
      await expect(vault.read('a'), `byte ${at}`).rejects.toMatchObject({ code: 'config_invalid' });
    }
    for (const length of [0, 11, 20, whole.length - 12]) {
      writeFileSync(fileOf('a'), whole.subarray(0, length));
      await expect(vault.read('a'), `${length} bytes`).rejects.toMatchObject({ code: 'config_invalid' });
    }
  });

  it('names a file by platform and account without telling the account', () => {
    const name = vaultName('distrokid', 'owner@label.test', 'session');
    expect(name).toMatch(/^distrokid-[0-9a-f]{12}-session$/);
    expect(vaultName('distrokid', 'other@label.test', 'session')).not.toBe(name);
  });
});
