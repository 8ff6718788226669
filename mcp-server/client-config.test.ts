import { existsSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { describe, expect, it } from 'vitest';
import { clientConfig, printConfig } from './client-config.ts';

describe('the block for an MCP client', () => {
  it('names program, arguments and environment', () => {
    const block = clientConfig({ node: '/n/node', main: '/p/cli/main.ts', data: '/d', role: 'analyst' });
    expect(block.mcpServers.bedrot).toEqual({
      command: '/n/node',
      args: ['/p/cli/main.ts', 'mcp'],
      env: { BEDROT_DATA: '/d', BEDROT_ROLE: 'analyst' },
    });
  });

  it('is printed as JSON with absolute paths, since a client starts it from anywhere', () => {
    const { bedrot } = (
      JSON.parse(printConfig({ data: '/some/data', BEDROT_ROLE: 'viewer' })) as ReturnType<
        typeof clientConfig
      >
    ).mcpServers;
    expect(isAbsolute(bedrot.command) && existsSync(bedrot.command)).toBe(true);
    expect(isAbsolute(bedrot.args[0] as string)).toBe(true);
    expect(bedrot.args[0]).toMatch(/cli[/\\]main\.ts$/);
    expect(bedrot.env).toEqual({ BEDROT_DATA: '/some/data', BEDROT_ROLE: 'viewer' });
  });
});
