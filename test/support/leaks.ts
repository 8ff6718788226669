import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';

/** Files below a folder that hold a text, in their bytes (as UTF-8 or UTF-16), unpacked, or in their name. */
export function leaksIn(folder: string, text: string): string[] {
  const wanted = [Buffer.from(text), Buffer.from(text, 'utf16le')];
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => {
      const path = join(folder, name);
      if (name.includes(text)) return true;
      if (!statSync(path).isFile()) return false;
      const bytes = readFileSync(path);
      const all = name.endsWith('.zst') ? [bytes, zstdDecompressSync(bytes)] : [bytes];
      return all.some((content) => wanted.some((part) => content.includes(part)));
    })
    .sort();
}
