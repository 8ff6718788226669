import { describe, expect, it } from 'vitest';
import { newSealKeys, seal, unseal } from './seal.ts';

const CODE = '481516';

describe('a sealed code', () => {
  it('is read with the private half, for its challenge', () => {
    const keys = newSealKeys();
    expect(keys.publicKey).toHaveLength(32);
    expect(unseal(seal(CODE, keys.publicKey, 7), keys, 7)).toBe(CODE);
    const long = 'x'.repeat(32);
    expect(unseal(seal(long, keys.publicKey, 7), keys, 7)).toBe(long);
  });

  it('is bound to its challenge and to its key', () => {
    const keys = newSealKeys();
    const sealed = seal(CODE, keys.publicKey, 7);
    expect(unseal(sealed, keys, 8)).toBeNull();
    expect(unseal(sealed, newSealKeys(), 7)).toBeNull();
    // The right private half beside another public one is no pair.
    expect(unseal(sealed, { ...keys, publicKey: newSealKeys().publicKey }, 7)).toBeNull();
  });

  it('is refused when a single bit of it was touched', () => {
    const keys = newSealKeys();
    const sealed = seal(CODE, keys.publicKey, 7);
    for (let at = 0; at < sealed.length; at += 1) {
      const touched = Buffer.from(sealed);
      touched.writeUInt8(touched.readUInt8(at) ^ 1, at);
      expect(unseal(touched, keys, 7), `byte ${at}`).toBeNull();
    }
    expect(unseal(sealed.subarray(0, -1), keys, 7)).toBeNull();
    expect(unseal(Buffer.concat([sealed, Buffer.alloc(1)]), keys, 7)).toBeNull();
    expect(unseal(Buffer.alloc(80), keys, 7)).toBeNull();
  });

  it('tells nothing of the code: no two are alike, and all are equally long', () => {
    const { publicKey } = newSealKeys();
    const sealed = [seal(CODE, publicKey, 7), seal(CODE, publicKey, 7), seal('1', publicKey, 7)];
    expect(new Set(sealed.map((bytes) => bytes.toString('hex'))).size).toBe(3);
    expect(sealed.map((bytes) => bytes.length)).toEqual([80, 80, 80]);
    expect(sealed.some((bytes) => bytes.includes(CODE))).toBe(false);
  });

  it('has 1 to 32 bytes, and its key is one', () => {
    const { publicKey } = newSealKeys();
    expect(() => seal('', publicKey, 1)).toThrow(RangeError);
    expect(() => seal('x'.repeat(33), publicKey, 1)).toThrow(RangeError);
    expect(() => seal(CODE, Buffer.alloc(31), 1)).toThrow();
    // A public key of zeros gives a secret everybody knows.
    expect(() => seal(CODE, Buffer.alloc(32), 1)).toThrow();
  });
});
