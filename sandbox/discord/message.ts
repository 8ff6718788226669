import { REFUSED } from './api-error.ts';
import { keptComponents, type Media, withoutNulls } from './components.ts';
import { type Attachment, type Component, type Embed, FLAG, type Message, type User } from './wire.ts';
import type { World } from './world.ts';

/** A part `files[n]` of a multipart request. */
export interface SentFile {
  index: number;
  name: string;
  type: string;
  bytes: Buffer;
}

/** A message as a bot sends it, new or as an edit. Absent on an edit: stays as it is. */
export interface MessagePayload {
  content?: string | null;
  embeds?: Embed[] | null;
  components?: Component[] | null;
  attachments?: { id: string | number; filename?: string | null; description?: string | null }[] | null;
  flags?: number | null;
  allowed_mentions?: { parse?: string[] | null; users?: string[] | null; roles?: string[] | null } | null;
  nonce?: string | number | null;
  enforce_nonce?: boolean | null;
  message_reference?: { message_id: string } | null;
  tts?: boolean | null;
}

const CREATE_FLAGS = FLAG.ephemeral | FLAG.silent | FLAG.componentsV2 | 4;

/** A new message by `author`. Throws 50006 when there is nothing in it. */
export function newMessage(
  world: World,
  channelId: string,
  author: User,
  payload: MessagePayload,
  files: readonly SentFile[] = [],
): Message {
  const blank: Message = {
    ...{
      id: world.newId(),
      channel_id: channelId,
      author,
      content: '',
      timestamp: world.now(),
      edited_timestamp: null,
    },
    ...{
      tts: payload.tts ?? false,
      mention_everyone: false,
      mentions: [],
      mention_roles: [],
      attachments: [],
    },
    ...{ embeds: [], components: [], pinned: false, type: payload.message_reference ? 19 : 0 },
    flags: Number(payload.flags ?? 0) & CREATE_FLAGS,
  };
  if (payload.nonce !== undefined && payload.nonce !== null) blank.nonce = payload.nonce;
  if (payload.message_reference)
    blank.message_reference = {
      type: 0,
      message_id: payload.message_reference.message_id,
      channel_id: channelId,
    };
  return filled(world, blank, payload, files);
}

/** The message after an edit. */
export function edited(
  world: World,
  message: Message,
  payload: MessagePayload,
  files: readonly SentFile[] = [],
): Message {
  const flags = (message.flags & ~FLAG.loading) | (Number(payload.flags ?? 0) & (FLAG.componentsV2 | 4));
  const wasLoading = (message.flags & FLAG.loading) !== 0;
  const next = filled(world, { ...message, flags }, payload, files);
  return wasLoading ? next : { ...next, edited_timestamp: world.now() };
}

function filled(world: World, before: Message, payload: MessagePayload, files: readonly SentFile[]): Message {
  const attachments = keptAttachments(world, before, payload, files);
  const media = (url: string): Media => mediaOf(world, attachments, url);
  const message: Message = { ...before, attachments };
  if (payload.content !== undefined)
    Object.assign(message, mentions(world, payload), { content: payload.content ?? '' });
  if (payload.embeds !== undefined)
    message.embeds = (payload.embeds ?? []).map((embed) => keptEmbed(embed, media));
  if (payload.components !== undefined)
    message.components = keptComponents(withoutNulls(payload.components ?? []), media);
  const { content, embeds, components } = message;
  if (content === '' && embeds.length + components.length + attachments.length === 0) throw REFUSED.empty();
  return message;
}

/** Discord leaves a file that an embed shows out of this list; it is kept here, so that its alt text can be read. */
function keptAttachments(
  world: World,
  before: Message,
  payload: MessagePayload,
  files: readonly SentFile[],
): Attachment[] {
  const listed = payload.attachments ?? undefined;
  const told = new Map(listed?.map((entry) => [String(entry.id), entry]));
  const stay = before.attachments
    .filter(({ id }) => listed === undefined || told.has(id))
    .map((kept) => {
      const description = told.get(kept.id)?.description;
      return typeof description === 'string' ? { ...kept, description } : kept;
    });
  const known = new Set([...files.map(({ index }) => String(index)), ...stay.map(({ id }) => id)]);
  const stray = [...told.keys()].find((id) => !known.has(id));
  if (stray !== undefined) throw REFUSED.form('/attachments', `no file belongs to the attachment ${stray}`);
  const sent = files.filter(({ index }) => listed === undefined || told.has(String(index)));
  return [...stay, ...sent.map((file) => keep(world, before, file, told.get(String(file.index))))];
}

function keep(
  world: World,
  { channel_id, flags }: Message,
  file: SentFile,
  told: { filename?: string | null; description?: string | null } | undefined,
): Attachment {
  const id = world.newId();
  const filename = (told?.filename ?? file.name).replace(/[^\w.-]+/g, '_') || 'unknown';
  const path = `/attachments/${channel_id}/${id}/${filename}`;
  world.files.set(path, { bytes: file.bytes, type: file.type, name: filename });
  const url = world.url + path;
  return {
    ...{ id, filename, size: file.bytes.length, url, proxy_url: url, content_type: file.type },
    ...(told?.description ? { description: told.description } : {}),
    ...pngSize(file.bytes),
    ...(flags & FLAG.ephemeral ? { ephemeral: true } : {}),
  };
}

function pngSize(bytes: Buffer): { width?: number; height?: number } {
  const isPng = bytes.length > 24 && bytes.readUInt32BE(0) === 0x89504e47;
  return isPng ? { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) } : {};
}

function mediaOf(world: World, attachments: readonly Attachment[], url: string): Media {
  if (!url.startsWith('attachment://'))
    return { id: world.newId(), url, proxy_url: url, width: null, height: null };
  const name = url.slice('attachment://'.length);
  const file = attachments.find(({ filename }) => filename === name);
  if (file === undefined) throw REFUSED.form('/attachments', `${url} names no file of the message`);
  const { id, filename, size, width = null, height = null } = file;
  return { id, url: file.url, proxy_url: file.url, width, height, name: filename, size };
}

function keptEmbed(sent: Embed, media: (url: string) => Media): Embed {
  const embed: Embed = { ...withoutNulls(sent), type: 'rich' };
  for (const part of ['image', 'thumbnail'] as const) {
    const picture = embed[part];
    if (picture === undefined) continue;
    const { url, proxy_url, width, height } = media(picture.url);
    embed[part] = withoutNulls({ url, proxy_url, width, height });
  }
  if (embed.fields) embed.fields = embed.fields.map((field) => ({ ...field, inline: field.inline ?? false }));
  return embed;
}

/** Who is told: those named in the text whom `allowed_mentions` does not leave out. */
function mentions(
  world: World,
  { content, allowed_mentions: allowed }: MessagePayload,
): Pick<Message, 'mentions' | 'mention_roles' | 'mention_everyone'> {
  const text = content ?? '';
  const may = (kind: string, id?: string): boolean =>
    !allowed ||
    (allowed.parse ?? []).includes(kind) ||
    (id !== undefined && ((kind === 'users' ? allowed.users : allowed.roles) ?? []).includes(id));
  const ids = (pattern: RegExp): string[] => [
    ...new Set([...text.matchAll(pattern)].map(([, id = '']) => id)),
  ];
  return {
    mentions: ids(/<@!?(\d+)>/g)
      .filter((id) => may('users', id))
      .flatMap((id) => world.users.get(id) ?? []),
    mention_roles: ids(/<@&(\d+)>/g).filter((id) => may('roles', id)),
    mention_everyone: /@(everyone|here)\b/.test(text) && may('everyone'),
  };
}
