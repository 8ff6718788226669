import type { Callback } from '../callback.ts';
import { walk } from '../components.ts';
import type { MessagePayload } from '../message.ts';
import { type Component, type Embed, FLAG } from '../wire.ts';
import type { Breach } from './breach.ts';
import { commandBreaches } from './command-rules.ts';

const CONTENT = 2000;
const EMBED_TEXT = 6000;
const ROWS = 5;
const V2_PARTS = 40;
const V2_TEXT = 4000;
const V2_ONLY = new Set([9, 10, 11, 12, 13, 14, 17]);
const LINK = 5;
const PREMIUM = 6;

// Discord passes over fields that belong to another kind of message, and discord.js sends some everywhere.
const MESSAGE_KEYS = `content embeds allowed_mentions components attachments flags tts poll nonce enforce_nonce
  message_reference sticker_ids shared_client_theme username avatar_url thread_name applied_tags`;
const KEYS: Readonly<Record<string, ReadonlySet<string>>> = {
  message: keys(MESSAGE_KEYS),
  callback: keys('type data'),
  modal: keys('custom_id title components'),
};
function keys(words: string): ReadonlySet<string> {
  return new Set(words.split(/\s+/));
}

/** The kind of body a route takes; undefined: no rules. `before` are the flags of the message that is edited. */
export function breachesOf(method: string, path: string, body: unknown, before = 0): Breach[] {
  if (path.endsWith('/callback')) return callbackBreaches(body as Callback, before);
  if (path.endsWith('/commands')) return commandBreaches(method === 'PUT' ? body : [body], method === 'PUT');
  if (path.endsWith('/commands/{command_id}')) return commandBreaches([body], false);
  const payload = body as MessagePayload;
  if (method === 'POST' && path === '/channels/{channel_id}/messages')
    return [...unknownKeys(body, 'message', ''), ...messageBreaches(payload, '', true, 0)];
  if (method === 'POST' && path === '/webhooks/{webhook_id}/{webhook_token}')
    return [...unknownKeys(body, 'message', ''), ...messageBreaches(payload, '', true, 0)];
  if (method === 'PATCH' && /\/messages\/[^/]+$/.test(path))
    return [...unknownKeys(body, 'message', ''), ...messageBreaches(payload, '', false, before)];
  return [];
}

function callbackBreaches(body: Callback, before: number): Breach[] {
  const data = body.data ?? {};
  const found = unknownKeys(body, 'callback', '');
  const isNew = body.type === 4;
  if (isNew || body.type === 7)
    return [
      ...found,
      ...unknownKeys(data, 'message', '/data'),
      // An answer is a message of its own, whatever the one is laid out by whose button was pressed.
      ...messageBreaches(data, '/data', isNew, isNew ? 0 : before),
    ];
  if (body.type !== 9) return found;
  const rows = data.components ?? [];
  const many =
    rows.length > ROWS ? [{ where: '/data/components', message: `more than ${ROWS} rows in a modal` }] : [];
  return [...found, ...unknownKeys(data, 'modal', '/data'), ...many, ...sameIds(rows, '/data')];
}

function unknownKeys(body: unknown, kind: string, at: string): Breach[] {
  const allowed = KEYS[kind];
  if (typeof body !== 'object' || body === null || allowed === undefined) return [];
  return Object.keys(body)
    .filter((key) => !allowed.has(key))
    .map((key) => ({ where: `${at}/${key}`, message: 'no such field' }));
}

/** `isNew`: must hold something. */
function messageBreaches(payload: MessagePayload, at: string, isNew: boolean, before: number): Breach[] {
  const { content, embeds, components, attachments } = payload;
  const parts = components ?? [];
  const found: Breach[] = [];
  const tell = (where: string, message: string): void => void found.push({ where: at + where, message });

  if ((content ?? '').length > CONTENT) tell('/content', `more than ${CONTENT} characters`);
  const text = (embeds ?? []).reduce((sum, embed) => sum + embedText(embed), 0);
  if (text > EMBED_TEXT) tell('/embeds', `${text} characters over all embeds, more than ${EMBED_TEXT}`);
  const holds =
    [embeds, components, attachments].some((list) => (list ?? []).length > 0) || 'poll' in payload;
  if (isNew && !content && !holds) tell('', 'an empty message');

  if ((Number(payload.flags ?? 0) | before) & FLAG.componentsV2) {
    if (content) tell('/content', 'not beside Components V2');
    if (embeds?.length) tell('/embeds', 'not beside Components V2');
    const all = [...walk(parts)];
    if (all.length > V2_PARTS) tell('/components', `${all.length} components in all, more than ${V2_PARTS}`);
    const shown = all.reduce((sum, { type, content }) => sum + (type === 10 ? (content ?? '').length : 0), 0);
    if (shown > V2_TEXT) tell('/components', `${shown} characters over all texts, more than ${V2_TEXT}`);
  } else {
    if (parts.length > ROWS) tell('/components', `more than ${ROWS} action rows`);
    const early = parts.findIndex(({ type }) => V2_ONLY.has(type));
    if (early >= 0)
      tell(`/components/${early}`, `type ${parts[early]?.type} needs the flag of Components V2`);
  }
  return [...found, ...buttonBreaches(parts, at), ...sameIds(parts, at)];
}

function buttonBreaches(components: readonly Component[], at: string): Breach[] {
  return [...walk(components)].flatMap(({ type, style, custom_id, url, label, emoji }) => {
    if (type !== 2 || style === PREMIUM) return [];
    const where = `${at}/components`;
    if (style === LINK)
      return url && !custom_id ? [] : [{ where, message: 'a link button has a url and no custom_id' }];
    if (!custom_id || url)
      return [{ where, message: `the button '${label ?? ''}' needs a custom_id and no url` }];
    return label || emoji ? [] : [{ where, message: `the button ${custom_id} has neither label nor emoji` }];
  });
}

function sameIds(components: readonly Component[], at: string): Breach[] {
  const ids = [...walk(components)].flatMap(({ custom_id }) => custom_id ?? []);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  return twice === undefined
    ? []
    : [{ where: `${at}/components`, message: `custom_id '${twice}' stands twice` }];
}

function embedText({ title, description, footer, author, fields }: Embed): number {
  const texts = [
    title,
    description,
    footer?.text,
    author?.name,
    ...(fields ?? []).flatMap((f) => [f.name, f.value]),
  ];
  return texts.reduce((sum, text) => sum + (text ?? '').length, 0);
}
