import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT } from '../core/config.ts';

const INITIALIZE = `${JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'bench', version: '1' } },
})}\n`;

export interface McpStart {
  /** Median milliseconds from spawn to the answer to `initialize`. */
  ours: number;
  trivial: number;
  ratio: number;
  rounds: number;
}

/**
 * Measures both servers in turn, order swapped each round, after one warm-up of each (ours keeps its modules compiled,
 * as it does for every client after the first start). Needs no data: initialize is answered before any is opened.
 */
export async function benchMcpStart(data = tmpdir(), rounds = 12): Promise<McpStart> {
  const ours = [join(PROJECT, 'cli', 'main.ts'), 'mcp'];
  const trivial = [join(import.meta.dirname, 'mcp-start-trivial.ts')];
  const times = { ours: [] as number[], trivial: [] as number[] };
  await timeToInitialize(ours, data);
  await timeToInitialize(trivial, data);
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? (['ours', 'trivial'] as const) : (['trivial', 'ours'] as const);
    for (const which of order) {
      times[which].push(await timeToInitialize(which === 'ours' ? ours : trivial, data));
    }
  }
  const [a, b] = [median(times.ours), median(times.trivial)];
  return { ours: a, trivial: b, ratio: a / b, rounds };
}

export const sayMcpStart = (start: McpStart): string =>
  `MCP start to initialize answered (median of ${start.rounds}): ours ${start.ours.toFixed(0)} ms, ` +
  `trivial server on the same SDK ${start.trivial.toFixed(0)} ms, ratio ${start.ratio.toFixed(2)} (target at most 2.00)`;

/** @throws Error when the process ends, or 20 s pass, before the answer. */
function timeToInitialize(args: readonly string[], data: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, args, {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, BEDROT_DATA: data },
    });
    const deadline = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`${args.join(' ')} did not answer within 20 s`));
    }, 20_000);
    let out = '';
    let answered: number | undefined;
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      out += chunk;
      if (answered === undefined && out.includes('\n')) {
        answered = performance.now() - started;
        child.stdin.end();
        child.kill();
      }
    });
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(deadline);
      if (answered !== undefined && out.includes('"serverInfo"')) resolve(answered);
      else reject(new Error(`${args.join(' ')} did not answer initialize: ${out.slice(0, 200)}`));
    });
    child.stdin.on('error', () => {});
    child.stdin.write(INITIALIZE);
  });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

if (import.meta.main) console.log(sayMcpStart(await benchMcpStart()));
