import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { PROJECT, type Role } from '../core/config.ts';

export const MAIN = join(PROJECT, 'cli', 'main.ts');

/** The environment of `bedrot mcp`: nothing of the machine's, and no log in the output of the tests. */
export const environmentOf = (data: string, role: Role): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  BEDROT_DATA: data,
  BEDROT_ROLE: role,
  BEDROT_LOG_LEVEL: 'silent',
  CHART_RENDERER: 'local',
});

export interface Agent {
  client: Client;
  /** What came over standard output that was not the protocol. */
  noise: Error[];
  call(name: string, args?: Record<string, unknown>): Promise<CallToolResult>;
  /** The text of an answer, all blocks. */
  say(name: string, args?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

/** An official client that started `bedrot mcp` as its own process. */
export async function startAgent(data: string, role: Role): Promise<Agent> {
  const noise: Error[] = [];
  const client = new Client({ name: 'test', version: '1' });
  client.onerror = (error) => noise.push(error);
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [MAIN, 'mcp'],
      env: environmentOf(data, role),
      cwd: data,
    }),
  );
  const call = (name: string, args: Record<string, unknown> = {}) =>
    client.callTool({ name, arguments: args }) as Promise<CallToolResult>;
  return {
    client,
    noise,
    call,
    say: async (name, args) => textOf(await call(name, args)),
    close: () => client.close(),
  };
}

export const textOf = (result: CallToolResult): string =>
  result.content.map((block) => (block.type === 'text' ? block.text : '')).join('\n');
