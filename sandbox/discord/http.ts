import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, REFUSED } from './api-error.ts';
import type { Breach } from './check/breach.ts';
import type { Document } from './check/openapi.ts';
import { breachesOf } from './check/rules.ts';
import type { FaultPlan } from './faults.ts';
import { type Body, readBody } from './http-body.ts';
import type { Interactions } from './interactions.ts';
import { applicationRoutes } from './routes/application.ts';
import { channelRoutes } from './routes/channels.ts';
import { interactionRoutes } from './routes/interactions.ts';
import { type Met, meet, type Reply } from './routes/route.ts';
import type { Fault, RequestRecord, Violation } from './types.ts';
import type { World } from './world.ts';

const ROUTES = [...applicationRoutes, ...channelRoutes, ...interactionRoutes];
const API = /^\/api\/v(\d+)(\/.*)$/;

export interface Api {
  world: World;
  interactions: Interactions;
  faults: FaultPlan;
  token: string;
  document: Document | undefined;
  violations: Violation[];
  requests: RequestRecord[];
}

/** Answers one request under /api. */
export async function answerApi(api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const arrived = performance.now();
  const url = new URL(request.url ?? '/', api.world.url);
  const method = request.method ?? 'GET';
  const [, version, encoded = url.pathname] = API.exec(url.pathname) ?? [];
  const path = decodeURIComponent(encoded);
  const met = version === '10' ? meet(ROUTES, method, path) : undefined;
  const record: RequestRecord = { method, path: withoutToken(path, met), status: 0, at: api.world.now() };
  api.requests.push(record);

  const fault = api.faults.take(method, path);
  if (fault?.reset === true) return cut(request);
  if (fault?.delayMs !== undefined) await sleep(fault.delayMs);
  const reply =
    fault?.status === undefined ? await carriedOut(api, request, url, met, arrived) : planned(fault);
  if (fault?.reset === 'after' || reply.status === 0) return cut(request);

  record.status = reply.status;
  if (met !== undefined && api.document !== undefined) {
    const { status, body } = reply;
    tell(api, met, method, 'answer', api.document.answer(method, met.route.path, status, body));
  }
  // An empty answer must not claim to be JSON: discord.js would read it.
  const type = reply.body === undefined ? {} : { 'content-type': 'application/json' };
  response.writeHead(reply.status, { ...type, ...reply.headers });
  response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
}

interface Answered {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

async function carriedOut(
  api: Api,
  request: IncomingMessage,
  url: URL,
  met: Met | undefined,
  arrived: number,
): Promise<Answered> {
  try {
    const body = await readBody(request);
    if (met === undefined) {
      const route = `${request.method} ${url.pathname}`;
      api.violations.push({
        route,
        side: 'request',
        where: '',
        message: 'the stand-in speaks no such route',
      });
      throw REFUSED.noRoute();
    }
    if (!met.route.open && request.headers.authorization !== `Bot ${api.token}`) throw REFUSED.unauthorized();
    refuseBreaches(api, met, body);
    const { world, interactions } = api;
    const call = {
      world,
      interactions,
      params: met.params,
      query: url.searchParams,
      body: body.json ?? {},
      files: body.files,
      arrived,
    };
    const { status, body: answer }: Reply = met.route.handle(call);
    return answer === undefined ? { status: status ?? 204 } : { status: status ?? 200, body: answer };
  } catch (error) {
    if (error instanceof ApiError)
      return { status: error.status, body: { message: error.message, code: error.code } };
    if (isHungUp(error)) return { status: 0 };
    const message = `the stand-in failed: ${error instanceof Error ? error.stack : String(error)}`;
    api.violations.push({ route: url.pathname, side: 'answer', where: '', message });
    return { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
  }
}

/** Who sent it died before it was read: no rule was broken, and nobody waits for an answer. */
const isHungUp = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ECONNRESET';

/** What Discord would not take is noted and refused with 50035. */
function refuseBreaches(api: Api, met: Met, body: Body): void {
  const { method, path } = met.route;
  const before = api.interactions.flagsBefore(met.params, path);
  const whole = body.multipart ? { ...(body.json as object), ...body.parts } : body.json;
  const found = [
    ...(api.document?.request(method, path, body.multipart, whole) ?? []),
    ...(body.json === undefined || before === undefined ? [] : breachesOf(method, path, body.json, before)),
  ];
  tell(api, met, method, 'request', found);
  const [first] = found;
  if (first !== undefined) throw REFUSED.form(first.where, first.message);
}

function tell(
  api: Api,
  met: Met,
  method: string,
  side: 'request' | 'answer',
  found: readonly Breach[],
): void {
  for (const breach of found) api.violations.push({ route: `${method} ${met.route.path}`, side, ...breach });
}

function planned({ status = 500, code = 0, retryAfter = 1 }: Fault): Answered {
  if (status !== 429) return { status, body: { message: `${status}: planned`, code } };
  const headers = { 'retry-after': String(retryAfter), 'x-ratelimit-scope': 'user', via: '1.1 local' };
  return {
    status,
    headers,
    body: { message: 'You are being rate limited.', retry_after: retryAfter, global: false, code },
  };
}

/** Closed without a word, which discord.js does not retry (a reset by RST it does). */
function cut(request: IncomingMessage): void {
  request.socket.destroy();
}

/** The token of an interaction lets one write in its name for 15 minutes: it is kept nowhere else. */
function withoutToken(path: string, met: Met | undefined): string {
  const { interaction_token, webhook_token } = met?.params ?? {};
  const token = interaction_token ?? webhook_token;
  return token === undefined ? path : path.replace(token, '…');
}
