import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BedrotError } from '../../core/errors.ts';
import { publish, temporaryFor } from './publish.ts';

/**
 * What opens accounts, sealed in `vault/` of the data folder: a session of a browser, the private half of a challenge.
 * A file is `IV (12 bytes) | encrypted | tag (16 bytes)`, AES-256-GCM, bound to its name, readable by its owner only.
 * The key is never in the data folder: a copy of that opens nothing.
 */
export interface Vault {
  /**
   * @returns null when nothing was kept under this name.
   * @throws BedrotError `config_invalid` when it cannot be opened: another key, or it was touched.
   */
  read(name: string): Promise<Buffer | null>;
  write(name: string, content: Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
}

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
/** Node would take a tag of 4 bytes as well, were it not told. */
const TAG = { authTagLength: 16 };

/** The name of what belongs to an account. The account itself, often an e-mail address, is not told by it. */
export const vaultName = (platform: string, account: string, what: string): string =>
  `${platform}-${createHash('sha256').update(account).digest('hex').slice(0, 12)}-${what}`;

/**
 * @param key 32 bytes as base64, of the setting BEDROT_VAULT_KEY.
 * @throws BedrotError `config_invalid` when it is not set.
 */
export function openVault(data: string, key: string | undefined): Vault {
  if (key === undefined) {
    throw new BedrotError(
      'config_invalid',
      'BEDROT_VAULT_KEY is not set, so nothing can be kept safely. "bedrot init" makes one and writes it into .env.',
    );
  }
  const secret = Buffer.from(key, 'base64');
  const folder = join(data, 'vault');
  const fileOf = (name: string): string => join(folder, `${name}.sealed`);
  return {
    async read(name) {
      const sealed = await readFile(fileOf(name)).catch((cause: NodeJS.ErrnoException) => {
        if (cause.code === 'ENOENT') return null;
        throw cause;
      });
      return sealed && opened(sealed, secret, name);
    },
    async write(name, content) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await chmod(folder, 0o700);
      const sealed = sealedAs(name, content, secret);
      const temporary = await temporaryFor(fileOf(name));
      const file = await open(temporary, 'wx', 0o600);
      try {
        await file.writeFile(sealed);
      } finally {
        await file.close();
      }
      await publish(temporary, fileOf(name), sealed.length);
    },
    remove: (name) => rm(fileOf(name), { force: true }),
  };
}

function sealedAs(name: string, content: Uint8Array, secret: Buffer): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, secret, iv, TAG).setAAD(Buffer.from(name));
  return Buffer.concat([iv, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
}

function opened(sealed: Buffer, secret: Buffer, name: string): Buffer {
  try {
    const end = sealed.length - TAG.authTagLength;
    const decipher = createDecipheriv(CIPHER, secret, sealed.subarray(0, IV_BYTES), TAG)
      .setAAD(Buffer.from(name))
      .setAuthTag(sealed.subarray(end));
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, end)), decipher.final()]);
  } catch (cause) {
    throw new BedrotError(
      'config_invalid',
      `vault/${name}.sealed cannot be opened with this BEDROT_VAULT_KEY. Put the right key back, or delete the file: then bedrot signs in anew.`,
      {},
      cause,
    );
  }
}
