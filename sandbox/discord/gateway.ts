import { randomBytes } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { dispatchesOf } from './dispatches.ts';
import { OP, parse, send } from './frames.ts';
import { guildOf } from './payload.ts';
import type { Violation } from './types.ts';
import type { World } from './world.ts';

const HEARTBEAT_MS = 41_250;
/** Events kept for a resume. */
const KEPT = 2000;

interface Session {
  id: string;
  intents: number;
  seq: number;
  sent: { s: number; text: string }[];
  socket: WebSocket | undefined;
}

/** The socket a bot listens on. Sessions outlive a lost connection, and what was missed is sent again on a resume. */
export class Gateway {
  readonly #world: World;
  readonly #token: string;
  readonly #violations: Violation[];
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<string, Session>();

  constructor(world: World, token: string, violations: Violation[]) {
    this.#world = world;
    this.#token = token;
    this.#violations = violations;
    world.on((event) => {
      for (const dispatch of dispatchesOf(world, event))
        this.dispatch(dispatch.name, dispatch.data, dispatch.forIntents);
    });
  }

  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (!/^\/gateway\/?(\?|$)/.test(request.url ?? '')) return socket.destroy();
      return this.#server.handleUpgrade(request, socket, head, (open) => this.#greet(open));
    });
  }

  /** Sends an event to every session whose intents have it; `data` null: nothing for that session. */
  dispatch(name: string, data: unknown, forIntents: (intents: number) => unknown = () => data): void {
    for (const session of this.#sessions.values()) {
      const seen = forIntents(session.intents);
      if (seen !== null) this.#dispatchTo(session, name, seen);
    }
  }

  online(): boolean {
    return this.#live().length > 0;
  }

  drop(): void {
    for (const { socket } of this.#live()) socket?.terminate();
  }

  reconnect(): void {
    for (const { socket } of this.#live()) send(socket, { op: OP.reconnect, d: null });
  }

  invalidate(): void {
    const live = this.#live();
    this.#sessions.clear();
    for (const { socket } of live) send(socket, { op: OP.invalid, d: false });
    this.#world.emit({ type: 'connection', online: false });
  }

  closeSocket(code: number, reason = ''): void {
    for (const { socket } of this.#live()) socket?.close(code, reason);
  }

  close(): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #live(): Session[] {
    return [...this.#sessions.values()].filter(({ socket }) => socket?.readyState === 1);
  }

  #greet(socket: WebSocket): void {
    let session: Session | undefined;
    send(socket, { op: OP.hello, d: { heartbeat_interval: HEARTBEAT_MS } });
    socket.on('error', () => socket.terminate());
    socket.on('message', (raw) => {
      const frame = parse(String(raw));
      if (frame === undefined) return socket.close(4002, 'Decode error.');
      switch (frame.op) {
        case OP.heartbeat:
          return send(socket, { op: OP.beat, d: null });
        case OP.identify:
          session = this.#identify(socket, frame.d);
          return undefined;
        case OP.resume:
          session = this.#resume(socket, frame.d);
          return undefined;
        case OP.presence:
        case OP.members:
          return session === undefined ? socket.close(4003, 'Not authenticated.') : undefined;
        default:
          this.#violations.push({
            route: 'gateway',
            side: 'gateway',
            where: '/op',
            message: `unknown opcode ${frame.op}`,
          });
          return socket.close(4001, 'Unknown opcode.');
      }
    });
    socket.on('close', (code) => {
      if (session?.socket !== socket) return;
      session.socket = undefined;
      // A bot that says good-bye ends its session; a lost one may come back.
      if (code === 1000 || code === 1001) this.#sessions.delete(session.id);
      this.#world.emit({ type: 'connection', online: this.online() });
    });
  }

  #identify(socket: WebSocket, d: Record<string, unknown>): Session | undefined {
    if (d.token !== this.#token) {
      socket.close(4004, 'Authentication failed.');
      return undefined;
    }
    if (typeof d.intents !== 'number' || typeof d.properties !== 'object') {
      const message = 'IDENTIFY needs intents and properties';
      this.#violations.push({ route: 'gateway', side: 'gateway', where: '/d', message });
      socket.close(4013, 'Invalid intents.');
      return undefined;
    }
    for (const lost of [...this.#sessions.values()])
      if (lost.socket === undefined) this.#sessions.delete(lost.id);
    const session: Session = {
      id: randomBytes(16).toString('hex'),
      intents: d.intents,
      seq: 0,
      sent: [],
      socket,
    };
    this.#sessions.set(session.id, session);
    const { world, url } = { world: this.#world, url: `${this.#world.url.replace(/^http/, 'ws')}/gateway` };
    this.#dispatchTo(session, 'READY', {
      ...{ v: 10, user: world.bot, session_id: session.id, resume_gateway_url: url, shard: [0, 1] },
      ...{
        guilds: [{ id: world.guild.id, unavailable: true }],
        application: { id: world.applicationId, flags: 0 },
      },
    });
    if (session.intents & 1) this.#dispatchTo(session, 'GUILD_CREATE', guildOf(world));
    world.emit({ type: 'connection', online: true });
    return session;
  }

  #resume(socket: WebSocket, d: Record<string, unknown>): Session | undefined {
    const session = this.#sessions.get(String(d.session_id));
    const seq = Number(d.seq);
    const first = session?.sent[0]?.s ?? 1;
    if (session === undefined || d.token !== this.#token || seq > session.seq || seq < first - 1) {
      send(socket, { op: OP.invalid, d: false });
      return undefined;
    }
    session.socket = socket;
    for (const { s, text } of session.sent) if (s > seq) socket.send(text);
    this.#dispatchTo(session, 'RESUMED', {});
    this.#world.emit({ type: 'connection', online: true });
    return session;
  }

  #dispatchTo(session: Session, name: string, data: unknown): void {
    const s = ++session.seq;
    const text = JSON.stringify({ op: OP.dispatch, s, t: name, d: data });
    session.sent.push({ s, text });
    if (session.sent.length > KEPT) session.sent.shift();
    if (session.socket?.readyState === 1) session.socket.send(text);
  }
}
