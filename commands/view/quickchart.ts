import { createRequire } from 'node:module';
import { HEIGHT, type PlainConfig, WIDTH } from './chart-frame.ts';

/** The public service: everything sent there is seen, logged and cached by others. */
export const PUBLIC_HOST = 'quickchart.io';

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Has a QuickChart server (Chart.js 4) draw a configuration. The numbers are posted, never put in an address.
 * @param host name with an optional port; plain http is spoken to loopback and to a host with a port, else https.
 * @throws Error with one short reason: no answer in time, a status, or an answer that is no PNG.
 */
export async function drawByQuickChart(
  config: PlainConfig,
  options: { host: string; background: string; ratio: number; timeoutMs?: number },
): Promise<Buffer> {
  // Its ESM build has no working types and no require: load the CommonJS one.
  const QuickChart = createRequire(import.meta.url)(
    'quickchart-js',
  ) as typeof import('quickchart-js')['default'];
  const post = new QuickChart()
    .setVersion('4')
    .setFormat('png')
    .setWidth(WIDTH)
    .setHeight(HEIGHT)
    .setDevicePixelRatio(options.ratio)
    .setBackgroundColor(options.background)
    .setConfig(config as never)
    .getPostData();
  const timeoutMs = options.timeoutMs ?? 8000;
  // Its own toBinary() has no time limit.
  const response = await fetch(`${schemeOf(options.host)}://${options.host}/chart`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(post),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  })
    .then(async (answer) => ({
      ok: answer.ok,
      status: answer.status,
      body: Buffer.from(await answer.arrayBuffer()),
    }))
    .catch((error: unknown) => {
      throw new Error(
        (error as Error).name === 'TimeoutError'
          ? `no answer within ${timeoutMs / 1000} s`
          : 'it cannot be reached',
        { cause: error },
      );
    });
  if (!response.ok) throw new Error(`it answered with status ${response.status}`);
  if (!response.body.subarray(0, PNG.length).equals(PNG))
    throw new Error('it answered with something that is no PNG');
  return response.body;
}

export function schemeOf(host: string): 'http' | 'https' {
  const loopback = /^(localhost|127(\.\d+){3}|\[::1\])(:|$)/.test(host);
  return loopback || /:\d+$/.test(host) ? 'http' : 'https';
}

export const isPublic = (host: string): boolean => {
  const name = host.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '');
  return name === PUBLIC_HOST || name.endsWith(`.${PUBLIC_HOST}`);
};
