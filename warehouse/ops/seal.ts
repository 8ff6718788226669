import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';

/** A code on its way through ops.db: `ephemeral public key (32 bytes) | encrypted code | tag (16 bytes)`. */

const KEY_BYTES = 32;
const TAG_BYTES = 16;
/** Every code is padded to this length, so that the sealed one does not tell how long it is. */
const CODE_BYTES = 32;
const CIPHER = 'aes-256-gcm';

export interface SealKeys {
  /** Raw X25519, 32 bytes: goes into the challenge's row. */
  publicKey: Buffer;
  /** PKCS #8, DER: stays in the pipeline's vault. */
  privateKey: Buffer;
}

export function newSealKeys(): SealKeys {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return { publicKey: raw(publicKey), privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }) };
}

/**
 * Seals a code so that only the holder of the private half reads it, and only for this challenge.
 * @throws RangeError when the code is empty or longer than 32 bytes; Error when the key is not an X25519 key.
 */
export function seal(code: string, publicKey: Uint8Array, challengeId: number): Buffer {
  const text = Buffer.from(code, 'utf8');
  if (text.length === 0 || text.length > CODE_BYTES) throw new RangeError('A code has 1 to 32 bytes.');
  const ephemeral = generateKeyPairSync('x25519');
  const mine = raw(ephemeral.publicKey);
  const secret = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: fromRaw(publicKey) });
  const { key, nonce } = derive(secret, mine, publicKey, challengeId);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  const padded = Buffer.alloc(CODE_BYTES);
  text.copy(padded);
  return Buffer.concat([mine, cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
}

/** @returns the code, or null when it was not sealed to this key for this challenge, or was touched since. */
export function unseal(sealed: Uint8Array, keys: SealKeys, challengeId: number): string | null {
  if (sealed.length !== KEY_BYTES + CODE_BYTES + TAG_BYTES) return null;
  const theirs = sealed.subarray(0, KEY_BYTES);
  try {
    const privateKey = createPrivateKey({ key: keys.privateKey, format: 'der', type: 'pkcs8' });
    const secret = diffieHellman({ privateKey, publicKey: fromRaw(theirs) });
    const { key, nonce } = derive(secret, theirs, keys.publicKey, challengeId);
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(sealed.subarray(KEY_BYTES + CODE_BYTES));
    const padded = Buffer.concat([
      decipher.update(sealed.subarray(KEY_BYTES, KEY_BYTES + CODE_BYTES)),
      decipher.final(),
    ]);
    return padded.toString('utf8').replace(/\0+$/, '');
  } catch {
    return null;
  }
}

/** A key is used once, since its ephemeral half is: so its nonce may come from the same derivation. */
function derive(
  secret: Buffer,
  ephemeral: Uint8Array,
  recipient: Uint8Array,
  challengeId: number,
): { key: Buffer; nonce: Buffer } {
  const salt = Buffer.concat([ephemeral, recipient]);
  const bytes = Buffer.from(hkdfSync('sha256', secret, salt, `bedrot challenge ${challengeId}`, 44));
  return { key: bytes.subarray(0, 32), nonce: bytes.subarray(32) };
}

const raw = (key: KeyObject): Buffer => Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');

const fromRaw = (bytes: Uint8Array): KeyObject =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'X25519', x: Buffer.from(bytes).toString('base64url') },
    format: 'jwk',
  });
