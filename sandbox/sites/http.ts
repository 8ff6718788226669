import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a stand-in answers. `cookies` are set; one with an empty value is taken back. */
export interface Reply {
  status?: number;
  type?: string;
  body?: string | Buffer;
  headers?: Record<string, string>;
  cookies?: Record<string, string>;
}

export interface Asked {
  method: string;
  url: URL;
  cookies: Readonly<Record<string, string>>;
  /** Fields of a posted form. */
  form: URLSearchParams;
}

export interface LocalServer {
  /** `http://127.0.0.1:PORT` */
  url: string;
  close(): Promise<void>;
}

export const redirect = (to: string, cookies: Record<string, string> = {}): Reply => ({
  status: 302,
  headers: { location: to },
  cookies,
});

/** A small site on loopback. @param port 0: any that is free */
export async function serve(port: number, answer: (asked: Asked) => Reply): Promise<LocalServer> {
  const server = createServer((request, response) => {
    read(request).then(
      (asked) => write(response, answer(asked)),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const cookies = (request.headers.cookie ?? '').split('; ').map((pair) => pair.split('=', 2));
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', 'http://site'),
    cookies: Object.fromEntries(cookies),
    form: new URLSearchParams(body),
  };
}

function write(response: ServerResponse, { status = 200, type, body = '', headers, cookies }: Reply): void {
  response.writeHead(status, {
    'content-type': type ?? 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'set-cookie': Object.entries(cookies ?? {}).map(
      ([name, value]) =>
        `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${value === '' ? 0 : 2_592_000}`,
    ),
    ...headers,
  });
  response.end(body);
}
