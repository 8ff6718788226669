// The yardstick of bench/mcp-start.ts: the least an MCP server on the same SDK with zod can be.
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { z } from 'zod';

const server = new McpServer({ name: 'trivial', version: '1.0.0' });
server.registerTool(
  'double',
  { description: 'Doubles a number.', inputSchema: z.strictObject({ n: z.number() }) },
  ({ n }) => ({ content: [{ type: 'text', text: String(n * 2) }] }),
);
await server.connect(new StdioServerTransport());
