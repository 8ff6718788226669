import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAIN, Shell } from './cli-run.ts';

interface Block {
  mcpServers: { bedrot: { command: string; args: string[]; env: Record<string, string> } };
}

let shell: Shell;
beforeAll(() => {
  shell = new Shell();
});
afterAll(() => shell.remove());

describe('bedrot mcp --print-config', () => {
  it('prints absolute paths that exist, and a block that starts a server from anywhere', async () => {
    const { status, out } = shell.bedrot(['mcp', '--print-config']);
    expect(status).toBe(0);
    const { command, args, env } = (JSON.parse(out) as Block).mcpServers.bedrot;
    for (const path of [command, args[0] ?? '']) {
      expect(isAbsolute(path) && existsSync(path)).toBe(true);
    }
    expect(env).toMatchObject({ BEDROT_DATA: shell.data, BEDROT_ROLE: 'viewer' });

    const client = new Client({ name: 'test', version: '1' });
    await client.connect(new StdioClientTransport({ command, args, env, cwd: tmpdir(), stderr: 'ignore' }));
    try {
      expect(client.getServerVersion()?.name).toBe('bedrot');
      const { tools } = await client.listTools();
      expect(tools.map(({ name }) => name)).toContain('streams_trend');
    } finally {
      await client.close();
    }
  });

  it('takes the data folder that was chosen', () => {
    const { out } = shell.bedrot(['mcp', '--print-config', '--data', 'demo-data']);
    expect((JSON.parse(out) as Block).mcpServers.bedrot.env.BEDROT_DATA).toBe(shell.at('demo-data'));
  });
});

describe('Ctrl-C', () => {
  it('ends the program tidily, exit status 130', async () => {
    const child = spawn(process.execPath, [MAIN, 'mcp'], { env: shell.env(), stdio: 'pipe' });
    let err = '';
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    // It answers, so it is up.
    const up = new Promise((resolve) => child.stdout.once('data', resolve));
    const hello = {
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 't', version: '1' } },
    };
    child.stdin.write(`${JSON.stringify(hello)}\n`);
    await up;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(err).toContain('Stopped.');
  });
});
