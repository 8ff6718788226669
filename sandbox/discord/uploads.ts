import type { FileValue, Value } from './types.ts';
import type { Attachment, CommandOption } from './wire.ts';
import type { World } from './world.ts';

const FILE = 11;

/** What a person may send without a paid plan of his own. */
const LIMIT = 10 * 1024 * 1024;

/**
 * Keeps the files a person puts into options, as Discord does before it tells the bot: the option then has the id of its
 * file. Throws where Discord's client would not take one.
 */
export function keepUploads(
  world: World,
  options: readonly CommandOption[],
  values: Readonly<Record<string, Value | FileValue>>,
): { values: Record<string, Value>; attachments: Map<string, Attachment> } {
  const attachments = new Map<string, Attachment>();
  const kept = Object.entries(values).map(([name, value]): [string, Value] => {
    const type = options.find((option) => option.name === name)?.type;
    if (typeof value !== 'object') {
      if (type === FILE) throw new Error(`The option '${name}' is a file.`);
      return [name, value];
    }
    if (type !== FILE) throw new Error(`The option '${name}' takes no file.`);
    const attachment = keep(world, value);
    attachments.set(attachment.id, attachment);
    return [name, attachment.id];
  });
  return { values: Object.fromEntries(kept), attachments };
}

/** Letters, digits, `_`, `-` and `.` stay in a file's name; where something else went, the title tells how it was. */
function keep(world: World, { name, bytes, type = 'application/octet-stream' }: FileValue): Attachment {
  if (bytes.length > LIMIT) throw new Error(`'${name}' is too large: your files may have 10 MB.`);
  const filename = name.replaceAll(' ', '_').replace(/[^\p{L}\p{N}_.-]/gu, '') || 'unknown';
  const id = world.newId();
  const path = `/attachments/ephemeral/${id}/${encodeURIComponent(filename)}`;
  world.files.set(path, { bytes: Buffer.from(bytes), type, name: filename });
  const url = world.url + path;
  return {
    ...{ id, filename, size: bytes.length, url, proxy_url: url, content_type: type, ephemeral: true },
    ...(filename === name ? {} : { title: name.replace(/\.[^.]*$/, '') }),
  };
}
