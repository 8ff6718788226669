import { createInterface } from 'node:readline';
import { bedrot } from './demo-collect.ts';

/** What an agent was told. */
export interface Told {
  text: string;
  failed: boolean;
}

export interface Agent {
  call(tool: string, params: Readonly<Record<string, unknown>>): Promise<Told>;
  close(): Promise<void>;
}

interface Reply {
  id?: number;
  result?: { content?: { type: string; text?: string }[]; isError?: boolean };
  error?: { message: string };
}

/** An agent as its client starts one: `bedrot mcp` as a process, JSON-RPC in lines over its input and output. */
export async function startAgent(data: string): Promise<Agent> {
  const server = bedrot(['mcp'], { data }, { BEDROT_ROLE: 'owner' });
  const waiting = new Map<number, (reply: Reply) => void>();
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const endAll = (): void => {
    for (const resolve of waiting.values()) resolve({ error: { message: 'the server has ended' } });
  };
  server.once('close', endAll).once('error', endAll);
  server.stdin.on('error', endAll);
  server.stderr.resume();
  createInterface(server.stdout).on('line', (line) => {
    const reply = JSON.parse(line) as Reply;
    waiting.get(reply.id ?? -1)?.(reply);
    waiting.delete(reply.id ?? -1);
  });
  const send = (message: object): void => {
    server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  };
  let id = 0;
  const request = (method: string, params: object): Promise<Reply> =>
    new Promise((resolve) => {
      id += 1;
      waiting.set(id, resolve);
      send({ id, method, params });
    });

  const clientInfo = { name: 'bedrot-demo', version: '1' };
  await request('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo });
  send({ method: 'notifications/initialized' });
  return {
    async call(tool, params) {
      const { result, error } = await request('tools/call', { name: tool, arguments: params });
      if (error) return { text: error.message, failed: true };
      const text = (result?.content ?? []).map((part) => part.text ?? `(${part.type})`).join('\n');
      return { text, failed: result?.isError === true };
    },
    async close() {
      server.stdin.end();
      await ended;
    },
  };
}
