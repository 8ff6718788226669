import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { type Config, DISCORD_API } from '../core/config.ts';
import { BedrotError } from '../core/errors.ts';

/** Bytes of a file that is taken from a chat. */
export const UPLOAD_LIMIT = 25 * 1024 * 1024;
const PATIENCE_MS = 60_000;

/** Where Discord keeps files people send. */
const HOSTS = ['cdn.discordapp.com', 'media.discordapp.net'];

/**
 * True for a file of Discord's own, or of the local Discord that the settings name. What a message says lies elsewhere is
 * not fetched: this machine may reach what the sender may not.
 */
export function mayFetch(url: string, { DISCORD_API_BASE }: Pick<Config, 'DISCORD_API_BASE'>): boolean {
  const { protocol, hostname, origin, port } = URL.parse(url) ?? {};
  if (DISCORD_API_BASE !== DISCORD_API) return origin === URL.parse(DISCORD_API_BASE)?.origin;
  return protocol === 'https:' && port === '' && HOSTS.includes(hostname ?? '');
}

export interface Upload {
  url: string;
  /** As Discord tells it. */
  size: number;
}

/**
 * Writes the bytes of an upload to a path, synced.
 * @returns their SHA-256
 * @throws BedrotError `not_allowed` (not of Discord), `bad_question` (too large), `busy` (cut off, or not as long as told)
 */
export async function download(
  { url, size }: Upload,
  path: string,
  { config, signal, limit = UPLOAD_LIMIT }: { config: Config; signal: AbortSignal; limit?: number },
): Promise<string> {
  if (!mayFetch(url, config)) throw new BedrotError('not_allowed', 'That file does not lie at Discord.');
  assertSize(size, limit);
  const hash = createHash('sha256');
  const file = await open(path, 'wx');
  let bytes = 0;
  try {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    // What is sent elsewhere from there would be fetched from elsewhere.
    const response = await fetch(url, { redirect: 'error', signal: patience });
    if (!response.ok || !response.body) throw new Error(`it answered ${response.status}`);
    for await (const chunk of response.body) {
      bytes += chunk.length;
      assertSize(bytes, limit);
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    if (bytes !== size) throw new Error(`${bytes} of ${size} bytes came`);
    await file.sync();
  } catch (thrown) {
    if (thrown instanceof BedrotError || isOfDisk(thrown)) throw thrown;
    throw new BedrotError(
      'busy',
      'The file could not be fetched from Discord. Send it again.',
      { bytes, size },
      thrown,
    );
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

/** @throws BedrotError `bad_question` */
export function assertSize(bytes: number, limit = UPLOAD_LIMIT): void {
  if (bytes <= limit) return;
  const megabytes = Math.floor(limit / 1024 / 1024);
  throw new BedrotError(
    'bad_question',
    `The file is larger than ${megabytes} MB. Drop it into landing/_inbox of the data folder instead.`,
  );
}

/** A full disk is told as one. */
const isOfDisk = (thrown: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', 'EFBIG', 'EACCES', 'EROFS'].includes((thrown as NodeJS.ErrnoException).code ?? '');
