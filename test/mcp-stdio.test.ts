import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sample, sampleLabel } from '../commands/kit/sample.testing.ts';
import { environmentOf, MAIN } from './mcp-agent.ts';

let sample: Sample;
beforeAll(() => {
  sample = sampleLabel();
});
afterAll(() => sample.remove());

interface Ended {
  status: number | null;
  out: string;
  err: string;
}

/** Runs `bedrot mcp` with the whole input at once, as a script with a pipe would. */
function pipe(input: readonly (object | string)[], env: Record<string, string> = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [MAIN, 'mcp'], {
      env: { ...environmentOf(sample.data, 'viewer'), ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const deadline = setTimeout(() => child.kill('SIGKILL'), 30_000);
    const ended: Ended = { status: null, out: '', err: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      ended.out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      ended.err += text;
    });
    child.on('error', reject);
    child.on('close', (status) => {
      clearTimeout(deadline);
      resolve({ ...ended, status });
    });
    child.stdin.on('error', () => {});
    child.stdin.end(
      input
        .map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
        .join('\n')
        .concat('\n'),
    );
  });
}

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'pipe', version: '1' } },
};
const initialized = { jsonrpc: '2.0', method: 'notifications/initialized' };
const call = (id: number, name: string, args: object = {}) => ({
  jsonrpc: '2.0',
  id,
  method: 'tools/call',
  params: { name, arguments: args },
});

describe('standard input and output', () => {
  it('hold the protocol and nothing else, answer all that was asked before the end, and end with 0', async () => {
    const { status, out, err } = await pipe(
      [
        initialize,
        initialized,
        '{ this is not JSON',
        { jsonrpc: '2.0', id: 2, method: 'tools/list' },
        call(3, 'kpi_summary'),
        call(4, 'render_chart', { command: 'streams_trend' }),
        call(5, 'nothing_of_ours'),
        { jsonrpc: '2.0', id: 6, method: 'resources/list' },
      ],
      { BEDROT_LOG_LEVEL: 'debug' },
    );
    const messages = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { jsonrpc: string; id: number; error?: { code: number } });
    expect(messages.every(({ jsonrpc }) => jsonrpc === '2.0')).toBe(true);
    expect(messages.map(({ id }) => id).sort()).toEqual([1, 2, 3, 4, 5, 6]);
    // Method not found: JSON-RPC's own words, since there are no resources.
    expect(messages.find(({ id }) => id === 6)?.error?.code).toBe(-32601);
    expect(status).toBe(0);
    expect(err).toContain('"event":"question_answered"');
  });

  it('are left alone when the settings do not fit: one sentence, status 78', async () => {
    const { status, out, err } = await pipe([initialize], { BEDROT_ROLE: 'king' });
    expect(status).toBe(78);
    expect(out).toBe('');
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(err).toContain('BEDROT_ROLE');
  });
});
