import { type Filled, fill, fillFocused, findCommand } from './command-tree.ts';
import { byCustomId } from './components.ts';
import type { Interaction } from './exchange.ts';
import type { Interactions } from './interactions.ts';
import { newMessage } from './message.ts';
import { filledIn } from './modal-fields.ts';
import type {
  Actor,
  Channel,
  Choice,
  Component,
  Exchange,
  FileValue,
  InteractionKind,
  Message,
  Value,
  Where,
} from './types.ts';
import { keepUploads } from './uploads.ts';
import type { Attachment } from './wire.ts';
import type { World } from './world.ts';

const BUTTON = 2;
const STRING_SELECT = 3;
const LINK_STYLE = 5;

/** A channel of the guild by name, or any by id. */
export function findChannel(world: World, nameOrId: string): Channel {
  const name = nameOrId.replace(/^#/, '');
  const channel =
    world.channels.get(nameOrId) ?? [...world.channels.values()].find((each) => each.name === name);
  if (channel === undefined) throw new Error(`There is no channel '${nameOrId}'.`);
  return channel;
}

/** Somebody who acts as Discord's client lets him: what is not offered to him he cannot do. */
export function actor(world: World, interactions: Interactions, userId: string): Actor {
  const user = world.users.get(userId);
  if (user === undefined) throw new Error(`Nobody has the id ${userId}.`);

  const place = ({ channel }: Where = {}): Channel => {
    if (channel === '@dm') return world.dm(userId);
    if (channel !== undefined) return findChannel(world, channel);
    const first = [...world.channels.values()].find(({ type }) => type === 0);
    if (first === undefined) throw new Error('The guild has no channel.');
    return first;
  };
  const seen = (message: Message | string): Message => {
    const kept = world.find(typeof message === 'string' ? message : message.id);
    if (kept === undefined || (kept.visibleTo !== null && kept.visibleTo !== userId))
      throw new Error(`${user.username} sees no such message.`);
    return kept.message;
  };
  const begin = (
    kind: InteractionKind,
    channelId: string,
    name: string,
    data: Record<string, unknown>,
    sourceId?: string,
  ): Interaction => interactions.begin({ kind, userId, channelId, name, sourceId }, data);
  const command = (
    kind: 'command' | 'autocomplete',
    path: readonly string[],
    where: Where | undefined,
    filled: (options: ReturnType<typeof findCommand>) => Filled[],
    attachments: ReadonlyMap<string, Attachment> = new Map(),
  ): Interaction => {
    const channel = place(where);
    const found = findCommand(world, channel, path);
    const { id, name, type, guild_id } = found.command;
    const options = found.wrap(filled(found));
    const data = {
      id,
      name,
      type,
      options,
      ...(guild_id === undefined ? {} : { guild_id }),
      ...resolved(world, options, attachments),
    };
    return begin(kind, channel.id, path.join(' '), data);
  };
  const use = (
    message: Message,
    customId: string,
    type: number,
    rest: Record<string, unknown>,
  ): Promise<Exchange> => {
    const data = { component_type: type, custom_id: customId, ...rest };
    return begin('component', message.channel_id, customId, data, message.id).settled();
  };
  const write = (channel: Channel, text: string): Message =>
    world.put({
      message: newMessage(world, channel.id, user, { content: text }),
      visibleTo: null,
      pinnedAt: null,
    }).message;

  return {
    id: userId,
    user,
    async slash(path, options: Readonly<Record<string, Value | FileValue>> = {}, where) {
      const offered = findCommand(world, place(where), path).options;
      const { values, attachments } = keepUploads(world, offered, options);
      const filled = (found: { options: typeof offered }): Filled[] => fill(found.options, values);
      return command('command', path, where, filled, attachments).settled();
    },
    async autocomplete(path, option, text, others = {}, where): Promise<Choice[]> {
      const asked = command('autocomplete', path, where, (found) =>
        fillFocused(found.options, option, text, others),
      );
      const { error, choices = [] } = await asked.settled();
      if (error !== undefined) throw new Error(`The bot gave no choices for '${option}' within 3 s.`);
      return [...choices];
    },
    async press(message, customId) {
      const now = seen(message);
      const button = component(
        now,
        customId,
        (each) => each.type === BUTTON && each.style !== LINK_STYLE,
        'button',
      );
      return use(now, customId, button.type, {});
    },
    async select(message, customId, values) {
      const now = seen(message);
      const menu = component(now, customId, ({ type }) => type === STRING_SELECT, 'menu');
      const { options = [], min_values = 1, max_values = 1 } = menu;
      const strange = values.find((value) => !options.some((option) => option.value === value));
      if (strange !== undefined) throw new Error(`The menu '${customId}' has no choice '${strange}'.`);
      if (values.length < min_values || values.length > max_values)
        throw new Error(`The menu '${customId}' takes ${min_values} to ${max_values} choices.`);
      return use(now, customId, menu.type, { values: [...values] });
    },
    async submit(opened, fields) {
      const { modal, channelId } = opened;
      if (modal === undefined) throw new Error(`'${opened.name}' opened no modal.`);
      if (opened.userId !== userId) throw new Error(`${user.username} does not see that modal.`);
      const source = (opened as Interaction).sourceId;
      const data = { custom_id: modal.custom_id, components: filledIn(modal, fields) };
      return begin('modal', channelId, modal.custom_id, data, source).settled();
    },
    dm: (text) => write(world.dm(userId), text),
    say: (channel, text) => write(findChannel(world, channel), text),
    dmMessages() {
      const channel = world.findDm(userId);
      return channel === undefined ? [] : world.messages(channel.id, userId).map(({ message }) => message);
    },
    messages: (channel) =>
      world.messages(findChannel(world, channel).id, userId).map(({ message }) => message),
    remove(message) {
      const now = seen(message);
      const inDm = world.channel(now.channel_id).type === 1;
      if (now.author.id !== userId && (inDm || userId !== world.ownerId))
        throw new Error(`${user.username} may not delete that message.`);
      const kept = world.find(now.id);
      if (kept !== undefined) world.remove(kept);
    },
  };
}

function component(
  message: Message,
  customId: string,
  is: (component: Component) => boolean,
  what: string,
): Component {
  const found = byCustomId(message.components, customId);
  if (found === undefined || !is(found)) throw new Error(`The message has no ${what} '${customId}'.`);
  if (found.disabled) throw new Error(`The ${what} '${customId}' is switched off.`);
  return found;
}

/** The people that options of type user name, and the files of those that take one. */
function resolved(
  world: World,
  options: readonly Filled[],
  attachments: ReadonlyMap<string, Attachment>,
): Record<string, unknown> {
  const all = (list: readonly Filled[]): Filled[] =>
    list.flatMap((each) => [each, ...all(each.options ?? [])]);
  const users = all(options)
    .filter(({ type }) => type === 6)
    .flatMap(({ value }) => world.users.get(String(value)) ?? []);
  if (users.length + attachments.size === 0) return {};
  return {
    resolved: {
      ...(users.length > 0 ? { users: Object.fromEntries(users.map((user) => [user.id, user])) } : {}),
      ...(attachments.size > 0 ? { attachments: Object.fromEntries(attachments) } : {}),
    },
  };
}
