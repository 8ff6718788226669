import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Actor, Exchange, FileValue, LocalDiscord, Message, Value } from '../types.ts';
import { assertOwnPage, Refused, readJson, sendFile, sendJson } from './http.ts';
import {
  DM,
  eventFor,
  exchangeView,
  type MessageView,
  nameOf,
  type PageEvent,
  place,
  stateFor,
} from './view.ts';

/** Exchanges remembered: for the modals they open, and to say whose command a message answers. */
const KEPT = 500;

type Body = Readonly<Record<string, unknown>>;

/**
 * The page to chat on, as `DiscordOptions.page` takes it. `GET /` is the page; it asks
 *
 * - `GET /chat/state?as=`: people, channels, commands (`StateView`)
 * - `GET /chat/messages?as=&channel=`: `MessageView[]`, oldest first; channel: an id, or '@dm'
 * - `GET /chat/events?as=`: `PageEvent`s as they happen (Server-Sent Events)
 * - `POST /chat/{send,slash,autocomplete,press,select,submit}`: acts of the person `as`; the fields are the parameters
 *   of `Actor`. An act that Discord's client would not let one do: 400 `{ error }`.
 *
 * Whoever opens the page is every person of it: it is for this machine alone.
 */
export function chatPage(
  discord: LocalDiscord,
): (request: IncomingMessage, response: ServerResponse) => void {
  const exchanges = new Map<string, Exchange>();
  discord.on((event) => {
    if (event.type !== 'interaction') return;
    exchanges.set(event.exchange.id, event.exchange);
    for (const oldest of exchanges.keys()) {
      if (exchanges.size <= KEPT) break;
      exchanges.delete(oldest);
    }
  });

  const messageView = (message: Message, channel: string): MessageView => {
    const exchange = exchanges.get(String(message.interaction_metadata?.id));
    const by = discord.users().find(({ id }) => id === exchange?.userId);
    const isAnswer = exchange?.kind === 'command' && by !== undefined;
    return { ...message, channel, used: isAnswer ? { by: nameOf(by), name: exchange.name } : null };
  };

  const read = (path: string, me: string, query: URLSearchParams): unknown => {
    if (path === '/chat/state') return stateFor(discord, me);
    const channel = place(discord, query.get('channel') ?? DM, me);
    if (channel === null) throw new Refused(403, 'These are messages of somebody else.');
    const messages = channel === DM ? discord.user(me).dmMessages() : discord.messages(channel, me);
    return messages.map((message) => messageView(message, channel));
  };

  const listen = (me: string, request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    const tell = (event: PageEvent): void => void response.write(`data: ${JSON.stringify(event)}\n\n`);
    const stop = discord.on((event) => {
      const told = eventFor(discord, event, me, messageView);
      if (told !== null) tell(told);
    });
    request.on('close', stop);
    tell({ type: 'state' });
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://page');
    assertOwnPage(request);
    const act = ACTS[path];
    if (request.method === 'POST' && act !== undefined) {
      const body = await readJson(request);
      const actor = discord.user(personOf(discord, body.as));
      return sendJson(response, 200, await act(actor, body, exchanges));
    }
    if (request.method !== 'GET') throw new Refused(405, 'Not here.');
    const me = personOf(discord, query.get('as'));
    if (path === '/chat/events') return listen(me, request, response);
    if (path === '/chat/state' || path === '/chat/messages')
      return sendJson(response, 200, read(path, me, query));
    if (!sendFile(path, response)) throw new Refused(404, 'There is no such page.');
  };

  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) return response.destroy();
      const status = error instanceof Refused ? error.status : 400;
      sendJson(response, status, { error: error instanceof Error ? error.message : String(error) });
    });
  };
}

/** The one asked for, if he is there; else the owner, so that the bare address works. */
const personOf = (discord: LocalDiscord, as: unknown): string =>
  discord.users().find(({ id, bot }) => id === as && bot !== true)?.id ?? discord.ownerId;

type Act = (actor: Actor, body: Body, exchanges: ReadonlyMap<string, Exchange>) => unknown;

const ACTS: Readonly<Record<string, Act>> = {
  '/chat/send': (actor, body) => {
    const { id } =
      body.channel === DM ? actor.dm(text(body.text)) : actor.say(text(body.channel), text(body.text));
    return { id };
  },
  '/chat/slash': async (actor, body) =>
    exchangeView(
      await actor.slash(words(body.path), valuesAndFiles(body.options), { channel: text(body.channel) }),
    ),
  '/chat/autocomplete': (actor, body) =>
    actor.autocomplete(words(body.path), text(body.option), text(body.text), values(body.others), {
      channel: text(body.channel),
    }),
  '/chat/press': async (actor, body) =>
    exchangeView(await actor.press(text(body.message), text(body.customId))),
  '/chat/select': async (actor, body) =>
    exchangeView(await actor.select(text(body.message), text(body.customId), words(body.values))),
  '/chat/submit': async (actor, body, exchanges) => {
    const opened = exchanges.get(text(body.exchange));
    if (opened === undefined || opened.userId !== actor.id)
      throw new Refused(404, 'This form is no longer open.');
    return exchangeView(await actor.submit(opened, fields(body.fields)));
  },
};

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new Refused(400, 'A text was expected.');
}

function words(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(text);
  throw new Refused(400, 'A list of texts was expected.');
}

const entries = (value: unknown): [string, unknown][] => Object.entries(value ?? {});

function values(value: unknown): Record<string, Value> {
  return Object.fromEntries(
    entries(value).map(([name, of]): [string, Value] => [
      name,
      typeof of === 'number' || typeof of === 'boolean' ? of : text(of),
    ]),
  );
}

/** As `values`, and files as `{ name, type, base64 }`. */
function valuesAndFiles(value: unknown): Record<string, Value | FileValue> {
  const isFile = ([, of]: [string, unknown]): boolean => typeof of === 'object' && of !== null;
  const all = entries(value);
  const files = all.filter(isFile).map(([option, of]): [string, FileValue] => {
    const { name, type, base64 } = of as Body;
    return [option, { name: text(name), type: text(type), bytes: Buffer.from(text(base64), 'base64') }];
  });
  return { ...values(Object.fromEntries(all.filter((one) => !isFile(one)))), ...Object.fromEntries(files) };
}

const fields = (value: unknown): Record<string, string | string[]> =>
  Object.fromEntries(entries(value).map(([id, of]) => [id, Array.isArray(of) ? words(of) : text(of)]));
