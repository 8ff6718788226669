import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export interface Measured {
  /** From spawn to exit. */
  seconds: number;
  /** Processor time of the process and its children, to 50 ms. NaN where there is no /proc. */
  cpuSeconds: number;
  /** Highest sum of resident memory over the process and its children, to 50 ms. NaN where there is no /proc. */
  peakMiB: number;
  stdout: string;
}

const EVERY_MS = 50;
const TICKS_PER_SECOND = 100;

/**
 * Runs a process to its end and watches its whole tree. Pages that processes share count for each of them, so the sum
 * is an upper bound.
 * @throws Error with what it said, when it ends with another status than 0.
 */
export function runMeasured(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    const ticks = new Map<number, number>();
    let peakKiB = Number.NaN;
    const sampling = setInterval(() => {
      const sample = child.pid === undefined ? [] : treeOf(child.pid);
      for (const one of sample) ticks.set(one.pid, one.ticks);
      const sum = sample.reduce((total, one) => total + one.kib, 0);
      if (sum > 0 && !(sum <= peakKiB)) peakKiB = sum;
    }, EVERY_MS);
    const out: string[] = [];
    const said: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => said.push(text));
    child.on('error', reject);
    child.on('close', (status) => {
      clearInterval(sampling);
      if (status !== 0)
        reject(new Error(`${command} ${args[0] ?? ''} ended with ${status}: ${said.join('').slice(-2_000)}`));
      const used = [...ticks.values()].reduce((total, one) => total + one, 0);
      resolve({
        seconds: (performance.now() - started) / 1_000,
        cpuSeconds: ticks.size === 0 ? Number.NaN : used / TICKS_PER_SECOND,
        peakMiB: peakKiB / 1_024,
        stdout: out.join(''),
      });
    });
  });
}

interface Sample {
  pid: number;
  kib: number;
  ticks: number;
}

/** The process and everything it started; empty where there is no /proc, or when it is gone. */
function treeOf(pid: number): Sample[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    // The name in brackets may hold blanks; what follows it does not. utime and stime are fields 14 and 15.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const own = {
      pid,
      kib: Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0),
      ticks: Number(stat[11]) + Number(stat[12]),
    };
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    );
    return [own, ...children.flatMap((child) => treeOf(Number(child)))];
  } catch {
    return [];
  }
}
