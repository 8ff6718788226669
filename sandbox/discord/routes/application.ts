import { REFUSED } from '../api-error.ts';
import { withoutNulls } from '../components.ts';
import type { Command } from '../wire.ts';
import type { World } from '../world.ts';
import type { Call, Route } from './route.ts';

const SESSIONS = { total: 1000, remaining: 1000, reset_after: 14_400_000, max_concurrency: 1 };

const GLOBAL = '/applications/{application_id}/commands';
const OF_GUILD = '/applications/{application_id}/guilds/{guild_id}/commands';

/** Who the bot is, its gateway, its commands, and whom it writes to. */
export const applicationRoutes: Route[] = [
  { method: 'GET', path: '/gateway/bot', handle: gateway },
  { method: 'GET', path: '/users/@me', handle: me },
  { method: 'GET', path: '/users/{user_id}', handle: user },
  { method: 'POST', path: '/users/@me/channels', handle: createDm },
  ...[GLOBAL, OF_GUILD].flatMap((path): Route[] => [
    { method: 'GET', path, handle: (call) => ({ body: registered(call) }) },
    { method: 'PUT', path, handle: setAll },
    { method: 'POST', path, handle: create },
    { method: 'GET', path: `${path}/{command_id}`, handle: (call) => ({ body: one(call) }) },
    { method: 'PATCH', path: `${path}/{command_id}`, handle: update },
    { method: 'DELETE', path: `${path}/{command_id}`, handle: remove },
  ]),
];

function gateway({ world }: Call) {
  const url = `${world.url.replace(/^http/, 'ws')}/gateway`;
  return { body: { url, shards: 1, session_start_limit: SESSIONS } };
}

function me({ world }: Call) {
  return { body: { ...world.bot, mfa_enabled: false, locale: 'en-US', verified: true, email: null } };
}

function user({ world, params }: Call) {
  const found = world.users.get(params.user_id ?? '');
  if (found === undefined) throw REFUSED.user();
  return { body: found };
}

function createDm({ world, body }: Call) {
  return { body: world.dm((body as { recipient_id: string }).recipient_id) };
}

/** The commands of the place a route names: the guild's, or the global ones. */
function registered({ world, params }: Call): Command[] {
  if (params.application_id !== world.applicationId) throw REFUSED.missingAccess();
  if (params.guild_id !== undefined && params.guild_id !== world.guild.id) throw REFUSED.missingAccess();
  return [...world.commands.values()].filter(({ guild_id }) => guild_id === params.guild_id);
}

function one(call: Call): Command {
  const found = registered(call).find(({ id }) => id === call.params.command_id);
  if (found === undefined) throw REFUSED.command();
  return found;
}

/** Replaces all; a command of a name known keeps its id. */
function setAll(call: Call) {
  const { world } = call;
  const before = registered(call);
  for (const { id } of before) world.commands.delete(id);
  const made = (call.body as Partial<Command>[]).map((sent) => keep(call, sent, sameAs(before, sent)));
  told(world);
  return { body: made };
}

function create(call: Call) {
  const sent = call.body as Partial<Command>;
  const before = sameAs(registered(call), sent);
  const body = keep(call, sent, before);
  told(call.world);
  return { status: before === undefined ? 201 : 200, body };
}

function update(call: Call) {
  const before = one(call);
  const body = keep(call, { ...before, ...(call.body as Partial<Command>) }, before);
  told(call.world);
  return { body };
}

function remove(call: Call) {
  call.world.commands.delete(one(call).id);
  told(call.world);
  return {};
}

const told = (world: World): void => world.emit({ type: 'commands', commands: [...world.commands.values()] });

const sameAs = (before: readonly Command[], { name, type }: Partial<Command>): Command | undefined =>
  before.find((command) => command.name === name && command.type === (type ?? 1));

function keep({ world, params }: Call, sent: Partial<Command>, before: Command | undefined): Command {
  const { guild_id } = params;
  const permissions = sent.default_member_permissions ?? null;
  const command: Command = {
    ...{ type: 1, nsfw: false, integration_types: [0], name: '', description: '' },
    ...withoutNulls(sent),
    ...{ id: before?.id ?? world.newId(), application_id: world.applicationId, version: world.newId() },
    default_member_permissions: permissions === null ? null : String(permissions),
    ...(guild_id === undefined ? { contexts: sent.contexts ?? null } : { guild_id }),
  };
  world.commands.set(command.id, command);
  return command;
}
