import { isAscii, isUtf8 } from 'node:buffer';
import { FileRefused } from '../platform.ts';
import type { Document } from './document.ts';

export type Encoding = Document['encoding'];

/** Says chunk by chunk whether the bytes are UTF-8. */
export class Utf8Check {
  /** Every character so far is valid. */
  valid = true;
  /** A character outside ASCII was seen (and was valid). */
  beyondAscii = false;
  /**
   * Not valid, but most of what is beyond ASCII where it breaks is UTF-8: text that something damaged. In another
   * encoding hardly any two characters happen to look like one of UTF-8.
   */
  damaged = false;
  private rest: Buffer = Buffer.alloc(0);

  add(chunk: Buffer): void {
    if (!this.valid) return;
    const bytes = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    const cut = bytes.length - openTail(bytes);
    const whole = bytes.subarray(0, cut);
    this.valid = isUtf8(whole);
    if (!this.valid) this.damaged = this.beyondAscii || isMostlyUtf8(whole);
    if (this.valid && !this.beyondAscii) this.beyondAscii = !isAscii(whole);
    this.rest = Buffer.from(bytes.subarray(cut));
  }

  /** The bytes ended inside a character. */
  get cutOff(): boolean {
    return this.valid && this.rest.length > 0;
  }
}

function isMostlyUtf8(bytes: Buffer): boolean {
  const beyond = bytes.toString('utf8').match(/[^\0-\x7f]/gu) ?? [];
  const broken = beyond.filter((one) => one === '\ufffd').length;
  return beyond.length - broken > broken;
}

/** Length of an unfinished UTF-8 character at the end: 0 to 3. */
export function openTail(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] as number;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

/** The encoding a byte order mark tells, and the mark's length. */
export function byteOrderMark(head: Uint8Array): { encoding: Encoding; length: number } | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return null;
}

// The 32 places where windows-1252 differs from latin-1 (the WHATWG table; five stay control characters).
const C1 =
  '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

function windows1252(chunk: Buffer): Buffer {
  const text = chunk
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (one) => C1[one.charCodeAt(0) - 0x80] as string);
  return Buffer.from(text, 'utf8');
}

/**
 * Bytes of any encoding we know as UTF-8 without byte order mark.
 * @throws FileRefused when UTF-16 does not decode or holds NULs.
 */
export async function* toUtf8(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<Buffer> {
  if (encoding === 'windows-1252') {
    for await (const chunk of chunks) yield windows1252(chunk);
    return;
  }
  if (encoding === 'utf-8') {
    yield* withoutMark(chunks);
    return;
  }
  // The decoder cuts the mark itself.
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decode = (chunk: Buffer, more: boolean): Buffer => {
    let text: string;
    try {
      text = decoder.decode(chunk, { stream: more });
    } catch {
      throw new FileRefused('The text is damaged: it begins as UTF-16 but does not go on so. Get it again.');
    }
    if (text.includes('\0')) throw new FileRefused(nulReason);
    return Buffer.from(text, 'utf8');
  };
  for await (const chunk of chunks) yield decode(chunk, true);
  const last = decode(Buffer.alloc(0), false);
  if (last.length > 0) yield last;
}

export const nulReason = 'It holds NUL bytes: it is damaged, or not text at all. Get it again.';

async function* withoutMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (head === null) {
      yield chunk;
      continue;
    }
    head = head.length === 0 ? chunk : Buffer.concat([head, chunk]);
    if (head.length < 3) continue;
    yield head.subarray(byteOrderMark(head)?.length ?? 0);
    head = null;
  }
  if (head !== null && head.length > 0) yield head;
}
