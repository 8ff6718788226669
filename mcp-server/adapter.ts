import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import {
  CallToolRequestSchema,
  type CallToolResult,
  ErrorCode,
  ListToolsRequestSchema,
  McpError,
  type Tool as McpTool,
} from '@modelcontextprotocol/sdk/types.js';
import { causeOf, newErrorId } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import type { Listing, Outcome, Toolbox } from './tool.ts';

// The only file that imports the MCP SDK: moving to its next line changes this file alone.

/** Every tool only reads, from this machine, and gives the same answer to the same question. */
const ANNOTATIONS = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

/**
 * Serves the toolbox on standard input and output until the client closes them. The low-level server is used because it
 * publishes our schemas as they are, and leaves the words of an error to us.
 */
export async function serveStdio(
  info: { name: string; title: string; version: string; instructions: string },
  toolbox: Toolbox,
  log: Log,
): Promise<void> {
  const { instructions, ...serverInfo } = info;
  const server = new Server(serverInfo, { capabilities: { tools: {} }, instructions });
  // The client is busy reading what it was told: the moment to load what the first question needs.
  server.oninitialized = () => void toolbox.list().catch(() => {});
  server.onerror = (error) => log.warn('question_failed', { protocol: error.message });

  const open = new Set<Promise<unknown>>();
  const until = async <T>(work: Promise<T>): Promise<T> => {
    open.add(work);
    try {
      return await work;
    } finally {
      open.delete(work);
    }
  };
  server.setRequestHandler(ListToolsRequestSchema, async () => ({
    tools: (await until(list(toolbox, log))).map(toMcp),
  }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }) =>
    toResult(await until(toolbox.call(params.name, params.arguments ?? {}))),
  );

  const closed = new Promise<void>((resolve) => {
    server.onclose = resolve;
  });
  // The transport does not watch for the end of its input, nor for a client that went away while we write.
  // What was asked before the end is still answered.
  process.stdin.once('end', async () => {
    await Promise.allSettled(open);
    setImmediate(() => void server.close());
  });
  process.stdout.on('error', () => void server.close());
  await server.connect(new StdioServerTransport());
  await closed;
}

/** @throws McpError in our words: the SDK hands the message of any other error to the agent. */
async function list(toolbox: Toolbox, log: Log): Promise<readonly Listing[]> {
  try {
    return await toolbox.list();
  } catch (thrown) {
    const id = newErrorId();
    log.error('question_failed', { tool: 'tools/list', id, ...causeOf(thrown) });
    throw new McpError(
      ErrorCode.InternalError,
      `The tools could not be loaded; the log has the reason (id ${id}).`,
    );
  }
}

const toMcp = (tool: Listing): McpTool => ({
  name: tool.name,
  title: tool.title,
  description: tool.description,
  inputSchema: tool.input,
  ...(tool.output ? { outputSchema: tool.output } : {}),
  annotations: ANNOTATIONS,
});

const toResult = (outcome: Outcome): CallToolResult => ({
  content: [
    ...(outcome.png
      ? [{ type: 'image' as const, data: Buffer.from(outcome.png).toString('base64'), mimeType: 'image/png' }]
      : []),
    { type: 'text' as const, text: outcome.text },
  ],
  ...(outcome.structured ? { structuredContent: outcome.structured } : {}),
  ...(outcome.failed ? { isError: true } : {}),
});
