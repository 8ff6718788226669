import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sample, sampleLabel } from '../commands/kit/sample.testing.ts';
import { PROJECT } from '../core/config.ts';
import { environmentOf, MAIN } from './mcp-agent.ts';

// The inspector of the protocol's makers: nothing in it was written by us. Each call starts it and a server anew.

let sample: Sample;
let home: string;
beforeAll(() => {
  sample = sampleLabel();
  home = mkdtempSync(join(tmpdir(), 'bedrot-inspector-'));
});
afterAll(() => {
  sample.remove();
  rmSync(home, { recursive: true });
});

const INSPECTOR = join(PROJECT, 'node_modules', '.bin', 'mcp-inspector');

function inspect(...args: string[]): Promise<{ status: number | null; out: string; complaints: string }> {
  const environment = Object.entries(environmentOf(sample.data, 'owner'))
    .filter(([name]) => name !== 'PATH')
    .flatMap(([name, value]) => ['-e', `${name}=${value}`]);
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [INSPECTOR, '--cli', process.execPath, MAIN, 'mcp', ...environment, ...args],
      { env: { PATH: process.env.PATH, HOME: home }, stdio: ['ignore', 'pipe', 'pipe'], timeout: 60_000 },
    );
    let [out, complaints] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaints += text;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, out, complaints }));
  });
}

const callArgs = (tool: string): string[] => [
  '--method',
  'tools/call',
  '--tool-name',
  tool,
  ...(tool === 'render_chart' ? ['--tool-args-json', '{"command":"top_items","params":{"by":"track"}}'] : []),
];

describe('the official inspector', () => {
  it('lists every tool, strictly, and calls each, without a complaint', async () => {
    const listed = await inspect('--method', 'tools/list', '--strict');
    expect(listed).toMatchObject({ status: 0, complaints: '' });
    const names = (JSON.parse(listed.out) as { tools: { name: string }[] }).tools.map(({ name }) => name);
    expect(names.length).toBeGreaterThanOrEqual(10);

    const next = names.values();
    const work = async () => {
      for (const name of next) {
        const called = await inspect(...callArgs(name));
        expect({ name, ...called, out: '' }).toEqual({ name, status: 0, out: '', complaints: '' });
        const { content, structuredContent } = JSON.parse(called.out) as Record<string, unknown>;
        expect(content, name).toBeTruthy();
        expect(structuredContent !== undefined, name).toBe(name !== 'render_chart');
      }
    };
    await Promise.all([work(), work()]);
  }, 180_000);

  it('does complain when a call fails', async () => {
    const { status, complaints } = await inspect(
      '--method',
      'tools/call',
      '--tool-name',
      'top_items',
      '--tool-args-json',
      '{"metric":"strems"}',
    );
    expect(status).toBe(5);
    expect(complaints).toContain('isError');
  });
});
