import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, PROJECT, type Role } from '../core/config.ts';

/**
 * The block that an MCP client wants for this server. Every path is absolute: a client starts it from any folder and with
 * a PATH of its own.
 */
export const clientConfig = (at: { node: string; main: string; data: string; role: Role }) => ({
  mcpServers: {
    bedrot: {
      command: at.node,
      args: [at.main, 'mcp'],
      env: { BEDROT_DATA: at.data, BEDROT_ROLE: at.role },
    },
  },
});

/** What `bedrot mcp --print-config` prints: JSON, without a newline at its end. */
export function printConfig(config: Pick<Config, 'data' | 'BEDROT_ROLE'>): string {
  const block = clientConfig({
    node: projectNode(),
    main: join(PROJECT, 'cli', 'main.ts'),
    data: config.data,
    role: config.BEDROT_ROLE,
  });
  return JSON.stringify(block, null, 2);
}

/** The Node that `npm ci` brought, since the machine's may be too old; else the one that runs now. */
function projectNode(): string {
  const own = join(
    PROJECT,
    'node_modules',
    'node',
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  return existsSync(own) ? own : process.execPath;
}
