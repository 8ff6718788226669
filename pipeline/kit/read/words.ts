// Four bytes at a time: a cell of ten bytes is three steps, not ten. `DataView.getInt32` reads at any place.

/** A view of the same bytes. */
export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The byte four times over. */
export const fourTimes = (byte: number): number => Math.imul(byte, 0x01010101);

/** Not 0 when one of the four bytes is 0. */
export const hasZero = (word: number): number => (word - 0x01010101) & ~word & 0x80808080;

/** Not 0 when one of the four bytes is below 14: TAB, LF, CR and other controls. */
export const hasControl = (word: number): number => (word - 0x0e0e0e0e) & ~word & 0x80808080;

export const HASH_SEED = 0x811c9dc5 | 0;

/** One step of the hash of a text: its words in little-endian order, then what is left over as one more word. */
export function hashWord(hash: number, word: number): number {
  const mixed = Math.imul(hash ^ word, 0x2c1b3c6d);
  return mixed ^ (mixed >>> 15);
}

export function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = HASH_SEED;
  let word = 0;
  let shift = 0;
  for (let i = start; i < end; i += 1) {
    word |= (bytes[i] as number) << shift;
    shift += 8;
    if (shift < 32) continue;
    hash = hashWord(hash, word);
    word = 0;
    shift = 0;
  }
  return shift === 0 ? hash : hashWord(hash, word);
}
