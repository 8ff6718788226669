import { randomBytes } from 'node:crypto';
import { link, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Where anybody drops files, in the data folder: what lies there is taken in and leaves. */
export const INBOX = 'landing/_inbox';
export const inboxOf = (data: string): string => join(data, 'landing', '_inbox');

/** Begins with a dot, so whoever takes files in leaves it alone. */
const TEMPORARY = '.upload-';
const LEFT_OVER_MS = 3_600_000;

/**
 * Puts a file into the inbox whole or not at all: `write` fills a temporary name, which then gets the file's own. Nothing
 * that lies there is replaced: a second file of the name goes into a sub-folder of its own.
 * @returns its path in the inbox, with `/`
 * @throws whatever `write` throws; nothing is left then
 */
export async function putIntoInbox(
  data: string,
  name: string,
  write: (path: string) => Promise<void>,
  now: Date,
): Promise<string> {
  const inbox = inboxOf(data);
  await mkdir(inbox, { recursive: true });
  await sweepUploads(inbox, now);
  const own = randomBytes(6).toString('hex');
  const temporary = join(inbox, `${TEMPORARY}${own}`);
  const safe = inboxName(name);
  try {
    await write(temporary);
    // A second name for the bytes fails where the name is taken; a rename would replace what has it.
    if (await took(link(temporary, join(inbox, safe)))) return safe;
    await mkdir(join(inbox, own));
    await rename(temporary, join(inbox, own, safe));
    return `${own}/${safe}`;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** A name that every system takes and that the inbox does not pass over. It keeps what feeds read from it. */
export function inboxName(name: string): string {
  const bare = name
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u001f<>:"|?*\u007f]/g, '_')
    .replace(/^[.~$\s]+|[.\s]+$/g, '')
    .slice(-180);
  const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(bare);
  return bare === '' ? 'file' : device ? `_${bare}` : bare;
}

const took = (linked: Promise<void>): Promise<boolean> =>
  linked.then(
    () => true,
    () => false,
  );

/** What a process that died left half written. */
async function sweepUploads(inbox: string, now: Date): Promise<void> {
  for (const name of await readdir(inbox)) {
    if (!name.startsWith(TEMPORARY)) continue;
    const found = await stat(join(inbox, name)).catch(() => null);
    if (found && now.getTime() - found.mtimeMs > LEFT_OVER_MS) await rm(join(inbox, name), { force: true });
  }
}
