import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DISCORD_API, loadConfig } from '../core/config.ts';
import { download, mayFetch } from './upload.ts';

const BODY = Buffer.from('reported,sale\n2026-11-01,1.00\n');
const never = new AbortController().signal;

let server: Server;
let base: string;
let folder: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/attachments/elsewhere')
      response.writeHead(302, { location: 'http://127.0.0.1:1/secret' }).end();
    else if (request.url === '/attachments/cut')
      response.writeHead(200).write(BODY, () => response.destroy());
    else if (request.url === '/attachments/endless') {
      const more = setInterval(() => response.write(Buffer.alloc(1024)), 1);
      response.once('close', () => clearInterval(more));
    } else if (request.url === '/attachments/bank.csv') response.end(BODY);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrot-upload-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const fetched = (path: string, size = BODY.length, limit?: number) => {
  const config = loadConfig({ DISCORD_API_BASE: `${base}/api` }, 'no.env');
  const target = join(folder, 'file');
  const options = { config, signal: never, ...(limit === undefined ? {} : { limit }) };
  return download({ url: `${base}/attachments/${path}`, size }, target, options);
};

describe('what may be fetched', () => {
  const discord = { DISCORD_API_BASE: DISCORD_API };
  it.each([
    ['https://cdn.discordapp.com/ephemeral-attachments/1/2/bank.csv?ex=1', true],
    ['https://media.discordapp.net/attachments/1/2/bank.csv', true],
    ['http://cdn.discordapp.com/attachments/1/2/bank.csv', false],
    ['https://cdn.discordapp.com:8443/bank.csv', false],
    ['https://cdn.discordapp.com.example.org/bank.csv', false],
    ['https://cdn.discordapp.com@169.254.169.254/bank.csv', false],
    ['http://127.0.0.1:8080/attachments/bank.csv', false],
    ['file:///etc/passwd', false],
    ['nonsense', false],
  ])('%s: %s', (url, may) => {
    expect(mayFetch(url, discord)).toBe(may);
  });

  it('is of the local Discord alone, where the settings name one', () => {
    const local = { DISCORD_API_BASE: 'http://127.0.0.1:4000/api' };
    expect(mayFetch('http://127.0.0.1:4000/attachments/1/bank.csv', local)).toBe(true);
    expect(mayFetch('http://127.0.0.1:4001/attachments/1/bank.csv', local)).toBe(false);
    expect(mayFetch('https://cdn.discordapp.com/attachments/1/bank.csv', local)).toBe(false);
  });
});

describe('a file that is fetched', () => {
  it('has the bytes it had, and their hash is told', async () => {
    expect(await fetched('bank.csv')).toBe(createHash('sha256').update(BODY).digest('hex'));
    expect(readFileSync(join(folder, 'file'))).toEqual(BODY);
  });

  it('is not taken from where it sends on to, nor when it is cut off, missing or of another length', async () => {
    for (const [path, size] of [
      ['elsewhere', BODY.length],
      ['cut', BODY.length + 10],
      ['gone', BODY.length],
      ['bank.csv', BODY.length + 1],
    ] as const) {
      await expect(fetched(path, size), path).rejects.toMatchObject({
        code: 'busy',
        message: 'The file could not be fetched from Discord. Send it again.',
      });
      rmSync(join(folder, 'file'));
    }
  });

  it('is refused when it is too large, by what Discord tells and by what comes', async () => {
    await expect(fetched('bank.csv', 26 * 2 ** 20)).rejects.toMatchObject({ code: 'bad_question' });
    expect(existsSync(join(folder, 'file'))).toBe(false);
    await expect(fetched('endless', 10, 2 ** 20)).rejects.toThrow('The file is larger than 1 MB.');
  });
});
