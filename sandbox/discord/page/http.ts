import { existsSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
/** The page loads nothing from elsewhere, runs nothing that is not its own, and stands in nobody's frame. */
const POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";
/** A file of 10 MB as base64, and what stands beside it. */
const MOST_BYTES = 14 * 1024 * 1024;

/** A refusal with its status; what else goes wrong is a 400 with the sentence of the error. */
export class Refused extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Sends a file of the page: those beside this one, and the typeface. False: there is no such file. */
export function sendFile(path: string, response: ServerResponse): boolean {
  const name = path === '/' ? 'index.html' : path.slice(1);
  const weight = /^inter-(400|600|700)\.woff2$/.exec(name)?.[1];
  const file = weight === undefined ? join(import.meta.dirname, name) : typeface(weight);
  const type = TYPES[extname(name)];
  if (!/^[\w-]+\.\w+$/.test(name) || type === undefined || !existsSync(file)) return false;
  response.writeHead(200, {
    ...{ 'content-type': type, 'content-security-policy': POLICY, 'x-content-type-options': 'nosniff' },
    ...{ 'cache-control': 'no-cache', 'referrer-policy': 'no-referrer' },
  });
  response.end(readFileSync(file));
  return true;
}

const typeface = (weight: string): string =>
  createRequire(import.meta.url).resolve(`@fontsource/inter/files/inter-latin-${weight}-normal.woff2`);

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/**
 * The page acts for people, so only the page may ask: a site open in the same browser has another origin, and one that
 * pointed its own name at this machine has another host.
 * @throws Refused 403
 */
export function assertOwnPage({ headers }: IncomingMessage): void {
  const host = headers.host ?? '';
  const ours = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host);
  if (!ours || (headers.origin !== undefined && headers.origin !== `http://${host}`))
    throw new Refused(403, 'Only the page of this server may ask.');
}

/** @throws Refused 413, 415; Error when it is not JSON */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  if (!request.headers['content-type']?.startsWith('application/json')) throw new Refused(415, 'JSON only.');
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MOST_BYTES) throw new Refused(413, 'Too long.');
    parts.push(part);
  }
  const body: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'));
  if (typeof body !== 'object' || body === null) throw new Refused(400, 'An object was expected.');
  return body as Record<string, unknown>;
}
