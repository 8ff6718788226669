import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import JSON5 from 'json5';
import { afterEach, describe, expect, it } from 'vitest';
import { labelSchema } from '../../core/label.ts';
import { createLog } from '../../core/log.ts';
import { chartConfig } from './chart-config.ts';
import { answerOf, area, bar, board } from './chart-samples.testing.ts';
import { type PngOptions, renderPng } from './png.ts';
import { drawLocally } from './png-local.ts';
import { isPublic, schemeOf } from './quickchart.ts';

const theme = labelSchema.shape.theme.parse({});

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((done) => (server ? server.close(done) : done(undefined)));
  server = undefined;
});

interface Posted {
  path: string;
  body: Record<string, unknown>;
}

/** A chart server on loopback that keeps what it is sent and answers as told. */
async function chartServer(
  answer: (response: ServerResponse) => void,
): Promise<{ host: string; posted: Posted[] }> {
  const posted: Posted[] = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      posted.push({
        path: `${request.method} ${request.url}`,
        body: JSON.parse(Buffer.concat(chunks).toString()),
      });
      answer(response);
    });
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, posted };
}

function options(quickchartHost: string): PngOptions & { lines: string[] } {
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => lines.push(line) });
  return { theme, renderer: 'quickchart', quickchartHost, log, timeoutMs: 300, lines };
}

describe('a QuickChart server', () => {
  it('gets the same configuration, and its picture is handed on', async () => {
    const config = chartConfig(area, theme, { demo: true });
    const png = await drawLocally(config, theme.background);
    const { host, posted } = await chartServer((response) => response.end(png));
    const picture = await renderPng(answerOf(area, { demo: true }), options(host));
    expect(picture).toMatchObject({ renderer: 'quickchart' });
    expect(picture.note).toBeUndefined();
    expect(picture.png.equals(png)).toBe(true);
    expect(posted).toHaveLength(1);
    expect(posted[0]).toMatchObject({
      path: 'POST /chart',
      body: {
        version: '4',
        width: 1200,
        height: 800,
        devicePixelRatio: 1.5,
        format: 'png',
        backgroundColor: '#0f172a',
      },
    });
    expect(JSON5.parse(String(posted[0]?.body.chart))).toEqual(config);
  });

  it('that hangs, fails or sends nonsense is replaced, with a note and a line in the log', async () => {
    const cases: [(response: ServerResponse) => void, string][] = [
      [() => undefined, 'no answer within 0.3 s'],
      // Headers in time, the body never.
      [(response) => response.writeHead(200).write('\x89PNG'), 'no answer within 0.3 s'],
      [(response) => response.writeHead(500).end('boom'), 'it answered with status 500'],
      [(response) => response.end('<html>'), 'it answered with something that is no PNG'],
      [
        (response) => response.writeHead(302, { location: 'https://quickchart.io/chart' }).end(),
        'it cannot be reached',
      ],
    ];
    for (const [answer, reason] of cases) {
      const { host } = await chartServer(answer);
      const asked = options(host);
      const picture = await renderPng(answerOf(area), asked);
      expect(picture.renderer).toBe('local');
      expect(picture.note).toBe(`Drawn here: the chart server ${host} failed (${reason}).`);
      expect(picture.png.subarray(1, 4).toString()).toBe('PNG');
      expect(asked.lines.map((line) => JSON.parse(line))).toMatchObject([
        { event: 'chart_fallback', reason },
      ]);
      server?.closeAllConnections();
      server?.close();
    }
  });

  it('that is not there is replaced too', async () => {
    const picture = await renderPng(answerOf(area), options('127.0.0.1:1'));
    expect(picture.note).toContain('it cannot be reached');
  });

  it('of our own may see money, the public one never does', async () => {
    const png = await drawLocally(chartConfig(bar, theme, { demo: false }), theme.background);
    const { host, posted } = await chartServer((response) => response.end(png));
    const money = answerOf(bar, { audience: 'money' });
    expect((await renderPng(money, options(host))).renderer).toBe('quickchart');
    expect(posted).toHaveLength(1);
    for (const open of ['quickchart.io', 'QuickChart.io.', 'eu.quickchart.io:443']) {
      const asked = options(open);
      const picture = await renderPng(money, asked);
      expect(picture.renderer).toBe('local');
      expect(picture.note).toBe(`Drawn here: charts with money are not sent to the public server ${open}.`);
      // Not even tried: a try would have been refused by the test set-up, and logged as a fall-back.
      expect(asked.lines).toEqual([]);
    }
  });

  it('never draws a board', async () => {
    const { host, posted } = await chartServer((response) => response.end());
    expect(await renderPng(board, options(host))).toMatchObject({
      renderer: 'local',
      note: 'Drawn here: a board is not a chart.',
    });
    expect(posted).toEqual([]);
  });

  it('is asked one chart at a time', async () => {
    const png = await drawLocally(chartConfig(bar, theme, { demo: false }), theme.background);
    let open = 0;
    let most = 0;
    const { host } = await chartServer((response) => {
      open += 1;
      most = Math.max(most, open);
      setTimeout(() => {
        open -= 1;
        response.end(png);
      }, 20);
    });
    const made = await Promise.all(Array.from({ length: 5 }, () => renderPng(answerOf(bar), options(host))));
    expect(made.map(({ renderer }) => renderer)).toEqual(Array(5).fill('quickchart'));
    expect(most).toBe(1);
  });
});

it('speaks http to loopback and to a host with a port, else https', () => {
  const hosts = [
    'localhost',
    '127.0.0.1',
    '127.0.0.1:3400',
    '[::1]',
    'charts.lan:3400',
    'quickchart.io',
    'localhost.example.org',
  ];
  expect(hosts.map(schemeOf)).toEqual(['http', 'http', 'http', 'http', 'http', 'https', 'https']);
  expect(['quickchart.io', 'notquickchart.io', '127.0.0.1:3400'].map(isPublic)).toEqual([true, false, false]);
});
