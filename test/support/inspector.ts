import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type Sample, sampleLabel } from '../../commands/kit/sample.testing.ts';
import { PROJECT } from '../../core/config.ts';
import { environmentOf, MAIN } from '../mcp-agent.ts';

const PROGRAM = join(PROJECT, 'node_modules', '.bin', 'mcp-inspector');

export interface Inspected {
  status: number | null;
  out: string;
  complaints: string;
}

/** The inspector of the protocol's makers: nothing in it was written by us. Each call starts it and a server anew. */
export class Inspector {
  private readonly sample: Sample = sampleLabel();
  private readonly home = mkdtempSync(join(tmpdir(), 'bedrot-inspector-'));

  remove(): void {
    this.sample.remove();
    rmSync(this.home, { recursive: true });
  }

  inspect(...args: string[]): Promise<Inspected> {
    const environment = Object.entries(environmentOf(this.sample.data, 'owner'))
      .filter(([name]) => name !== 'PATH')
      .flatMap(([name, value]) => ['-e', `${name}=${value}`]);
    return new Promise((resolve, reject) => {
      const child = spawn(
        process.execPath,
        [PROGRAM, '--cli', process.execPath, MAIN, 'mcp', ...environment, ...args],
        {
          env: { PATH: process.env.PATH, HOME: this.home },
          stdio: ['ignore', 'pipe', 'pipe'],
          timeout: 60_000,
        },
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

  /** Names of all tools; a schema that is not as the protocol wants it is a complaint. */
  async list(): Promise<string[]> {
    const listed = await this.inspect('--method', 'tools/list', '--strict');
    expect(listed).toMatchObject({ status: 0, complaints: '' });
    return (JSON.parse(listed.out) as { tools: { name: string }[] }).tools.map(({ name }) => name);
  }

  /** Calls each, two at a time. */
  async callEach(tools: readonly string[]): Promise<void> {
    const next = tools.values();
    const work = async () => {
      for (const name of next) {
        const called = await this.inspect(...callArgs(name));
        expect({ name, ...called, out: '' }).toEqual({ name, status: 0, out: '', complaints: '' });
        const { content, structuredContent } = JSON.parse(called.out) as Record<string, unknown>;
        expect(content, name).toBeTruthy();
        expect(structuredContent !== undefined, name).toBe(name !== 'render_chart');
      }
    };
    await Promise.all([work(), work()]);
  }
}

const callArgs = (tool: string): string[] => [
  '--method',
  'tools/call',
  '--tool-name',
  tool,
  ...(tool === 'render_chart' ? ['--tool-args-json', '{"command":"top_items","params":{"by":"track"}}'] : []),
];
