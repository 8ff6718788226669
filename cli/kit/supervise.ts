import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT_STATUS } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';

/** A process to keep alive. */
export interface Service {
  name: string;
  /** Arguments of this Node. */
  args: readonly string[];
}

export interface Supervision {
  services: readonly Service[];
  log: Log;
  /** Takes the lines of the children, each a JSON object with its service. */
  write(line: string): void;
  /** Aborted: pass it on to the children and wait for them. */
  stop: AbortSignal;
  /** Pauses before a service is started again; the last one holds. */
  pauses?: readonly number[];
}

const PAUSES = [1_000, 2_000, 5_000, 15_000, 60_000];
/** A service that lived so long starts with the first pause again. */
const HEALTHY_MS = 60_000;
/** How long a child may take to stop. */
const PATIENCE_MS = 15_000;

/**
 * Keeps services running until it is stopped: one that ends, however it ends, is started again after a pause. One whose
 * settings do not fit (status 78) is not, since no later try can mend it; the others go on.
 * @returns exit status: 0 when stopped, else that of the last service that gave up
 */
export async function supervise(supervision: Supervision): Promise<number> {
  const statuses = await Promise.all(supervision.services.map((service) => keepAlive(service, supervision)));
  return supervision.stop.aborted ? 0 : (statuses.find((status) => status !== 0) ?? 0);
}

async function keepAlive(service: Service, supervision: Supervision): Promise<number> {
  const { log, stop, pauses = PAUSES } = supervision;
  for (let failures = 0; !stop.aborted; failures++) {
    const startedAt = performance.now();
    const status = await runOnce(service, supervision);
    if (stop.aborted) return 0;
    if (performance.now() - startedAt > HEALTHY_MS) failures = 0;
    if (status === EXIT_STATUS.config_invalid) {
      log.error('service_failed', { service: service.name, status, again: false });
      return status;
    }
    const pause = pauses[Math.min(failures, pauses.length - 1)] ?? 0;
    log.warn('service_failed', { service: service.name, status, again: true, pauseMs: pause });
    await sleep(pause, undefined, { signal: stop }).catch(() => undefined);
  }
  return 0;
}

/** @returns its exit status, or the name of the signal that ended it */
async function runOnce({ name, args }: Service, { log, write, stop }: Supervision): Promise<number | string> {
  // The channel tells the child when we die: it then ends by itself.
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  log.info('service_started', { service: name, pid: child.pid });
  for (const stream of [child.stdout, child.stderr])
    if (stream) createInterface(stream).on('line', (line) => write(withService(name, line)));
  const release = passOn(child, stop);
  const { promise, resolve } = Promise.withResolvers<number | string>();
  child.once('error', (error) => resolve(error.message));
  child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  const status = await promise;
  release();
  log.info('service_stopped', { service: name, pid: child.pid, status });
  return status;
}

/** SIGTERM when told to stop; SIGKILL to one that does not listen. */
function passOn(child: ChildProcess, stop: AbortSignal): () => void {
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    child.kill('SIGTERM');
    timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  };
  if (stop.aborted) end();
  stop.addEventListener('abort', end, { once: true });
  return () => {
    clearTimeout(timer);
    stop.removeEventListener('abort', end);
  };
}

/** A line of a log with its service in front; any other line becomes one. */
function withService(service: string, line: string): string {
  return /^\{".*\}$/.test(line)
    ? `{"service":${JSON.stringify(service)},${line.slice(1)}\n`
    : `${JSON.stringify({ service, text: line })}\n`;
}
