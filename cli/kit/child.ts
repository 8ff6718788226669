import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { PROJECT } from '../../core/config.ts';

export interface ChildOptions {
  /** Aborted: it is told to stop. */
  signal: AbortSignal;
  /** Longest it may take; absent: as long as it wants. */
  limitMs?: number;
  /** How long it may take to stop before it is killed. */
  graceMs?: number;
  /** What it writes to standard output is kept. */
  keepOutput?: boolean;
}

export interface ChildEnd {
  /** Exit status; null: a signal ended it. */
  status: number | null;
  /** It took longer than it may. */
  late: boolean;
  /** '' unless it was to be kept. */
  output: string;
}

/** Well under what a supervisor waits before it kills us. */
const GRACE_MS = 8_000;

/** `bedrot ...` in a process of its own, with our environment and our log. Resolves when it has ended, however. */
export async function runChild(
  args: readonly string[],
  { signal, limitMs, graceMs = GRACE_MS, keepOutput = false }: ChildOptions,
): Promise<ChildEnd> {
  const child = spawn(process.execPath, [join(PROJECT, 'cli', 'bedrot.mjs'), ...args], {
    stdio: ['ignore', keepOutput ? 'pipe' : 'ignore', 'inherit'],
  });
  const chunks: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
  let killing: NodeJS.Timeout | undefined;
  const stop = (): void => {
    child.kill('SIGTERM');
    killing ??= setTimeout(() => child.kill('SIGKILL'), graceMs);
  };
  let late = false;
  const limit =
    limitMs === undefined
      ? undefined
      : setTimeout(() => {
          late = true;
          stop();
        }, limitMs);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    const [status] = (await once(child, 'close')) as [number | null];
    return { status, late, output: Buffer.concat(chunks).toString() };
  } finally {
    clearTimeout(limit);
    clearTimeout(killing);
    signal.removeEventListener('abort', stop);
  }
}
