import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { actor, findChannel } from './actor.ts';
import { FaultPlan } from './faults.ts';
import { Gateway } from './gateway.ts';
import { type Api, answerApi } from './http.ts';
import { Interactions } from './interactions.ts';
import type { DiscordOptions, LocalDiscord, Violation } from './types.ts';
import { until } from './until.ts';
import { World } from './world.ts';

export type * from './types.ts';
export { FLAG } from './wire.ts';

/**
 * A Discord on 127.0.0.1 for the unmodified discord.js client: REST under /api/v10, the gateway under /gateway, files
 * under /attachments. It keeps what bots and people do, holds both to Discord's rules, and fails on request.
 */
export async function startDiscord(options: DiscordOptions): Promise<LocalDiscord> {
  const world = new World(options);
  const violations: Violation[] = [];
  const gateway = new Gateway(world, options.token, violations);
  const interactions = new Interactions(world, (payload) => gateway.dispatch('INTERACTION_CREATE', payload));
  const document = options.openapi && (await import('./check/openapi.ts')).openDocument(options.openapi);
  const faults = new FaultPlan();
  const api: Api = {
    ...{ world, interactions, faults, token: options.token, violations, requests: [] },
    document: document || undefined,
  };

  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    if (path.startsWith('/api/v')) answerApi(api, request, response).catch(() => request.socket.destroy());
    else if (path.startsWith('/attachments/')) serveFile(world, path, response);
    else if (page !== undefined) page(request, response);
    else response.writeHead(404).end();
  });
  gateway.attach(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  world.url = `http://127.0.0.1:${port}`;

  const discord: LocalDiscord = {
    ...{ port, url: world.url, api: `${world.url}/api`, applicationId: world.applicationId, bot: world.bot },
    ...{ guild: world.guild, guildId: world.guild.id, ownerId: world.ownerId, clock: world.clock },
    ...{ faults, violations, requests: api.requests },
    channel: (nameOrId) => findChannel(world, nameOrId),
    channels: () => [...world.channels.values()],
    users: () => [...world.users.values()],
    messages: (channel, viewer) =>
      world.messages(findChannel(world, channel).id, viewer).map(({ message }) => message),
    attachment: (url) => world.files.get(URL.parse(url, world.url)?.pathname ?? url),
    commands: () => [...world.commands.values()],
    user: (id) => actor(world, interactions, id),
    on: (listener) => world.on(listener),
    waitFor: (read, what = 'something', timeoutMs = 20_000) =>
      until((look) => world.on(look), read, what, timeoutMs),
    online: () => gateway.online(),
    dropSocket: () => gateway.drop(),
    reconnect: () => gateway.reconnect(),
    invalidateSession: () => gateway.invalidate(),
    directMessages: (userId, open) =>
      void (open ? world.closedTo.delete(userId) : world.closedTo.add(userId)),
    deleteChannel: (nameOrId) => world.deleteChannel(findChannel(world, nameOrId)),
    closeSocket: (code, reason) => gateway.closeSocket(code, reason),
    async close() {
      interactions.close();
      gateway.close();
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
  const page = options.page?.(discord);
  return discord;
}

function serveFile(world: World, path: string, response: ServerResponse): void {
  const file = world.files.get(path);
  if (file === undefined) return void response.writeHead(404).end();
  // What a bot sends is shown, never run: no type sniffing, and scripts in an SVG or HTML file are dead.
  const headers = {
    ...{
      'content-type': file.type,
      'content-length': file.bytes.length,
      'x-content-type-options': 'nosniff',
    },
    'content-security-policy': "sandbox; default-src 'none'",
  };
  response.writeHead(200, headers).end(file.bytes);
}
