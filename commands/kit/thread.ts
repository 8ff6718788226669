import { parentPort, Worker } from 'node:worker_threads';
import type { Clock } from '../../core/clock.ts';
import { BedrotError, causeOf, type ErrorCode, toBedrotError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';

/** What goes to the thread; `now` is the clock of the main thread. */
interface Request {
  id: number;
  now: string;
  asked: unknown;
}

/** What comes back: a value, or an error as far as it can travel. */
type Reply = { id: number } & (
  | { value: unknown }
  | { error: { code: ErrorCode; message: string; errorId: string } }
);

interface Waiting {
  resolve(value: unknown): void;
  reject(error: BedrotError): void;
}

export interface Thread {
  /**
   * @throws BedrotError what the thread threw, with its id; `timeout` after the limit; `busy` when a question before this
   *   one took the thread down with it; `internal` when the thread died.
   */
  ask<T>(asked: unknown): Promise<T>;
  /** Lets the thread go, with whatever it is doing. */
  close(): Promise<void>;
}

const defect = (cause?: unknown) =>
  new BedrotError('internal', 'Something went wrong on our side.', {}, cause);

/**
 * A thread of its own for questions, started with the first: however long SQLite or a drawing takes, the surface stays
 * answered, and a question beyond the limit is given up together with its thread. The next one gets a new thread.
 * @param file a module that calls `serveThread`.
 * @param data handed to it as `workerData`.
 */
export function questionThread(file: string, data: unknown, clock: Clock, limitMs: number): Thread {
  let thread: Worker | undefined;
  let last = 0;
  const waiting = new Map<number, Waiting>();

  /** Lets go of a thread that hangs or is gone. SQLite stops at the end of its query at the latest; nobody waits for it. */
  const abandon = (worker: Worker, why: (id: number) => BedrotError) => {
    if (thread !== worker) return;
    thread = undefined;
    for (const [id, { reject }] of waiting) reject(why(id));
    waiting.clear();
    void worker.terminate();
  };

  const start = (): Worker => {
    // Standard output may belong to a protocol: what anything in the thread would print is kept from it, and dropped.
    const worker = new Worker(file, { workerData: data, stdout: true });
    worker.on('message', (reply: Reply) => {
      const asked = waiting.get(reply.id);
      waiting.delete(reply.id);
      if ('value' in reply) asked?.resolve(reply.value);
      else asked?.reject(arrived(reply.error));
    });
    worker.on('error', (cause) => abandon(worker, () => defect(cause)));
    worker.on('exit', () => abandon(worker, () => defect()));
    // After the listeners, which would hold the process again: an idle thread must not keep it alive.
    worker.unref();
    return worker;
  };

  return {
    async ask<T>(asked: unknown): Promise<T> {
      thread ??= start();
      const worker = thread;
      last += 1;
      const id = last;
      const giveUp = () =>
        abandon(worker, (which) =>
          which === id
            ? new BedrotError('timeout', `No answer within ${limitMs / 1000} seconds.`)
            : new BedrotError('busy', 'A question before this one took too long.'),
        );
      const limit = setTimeout(giveUp, limitMs);
      try {
        return await new Promise<T>((resolve, reject) => {
          waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
          worker.postMessage({ asked, id, now: clock.now().toISOString() } satisfies Request);
        });
      } finally {
        clearTimeout(limit);
      }
    },
    async close() {
      const worker = thread;
      if (!worker) return;
      abandon(worker, () => new BedrotError('busy', 'We are closing.'));
      await worker.terminate();
    },
  };
}

/** The other end. `answer` gets what was asked and the time of the main thread; what it throws goes to the log and back. */
export function serveThread(answer: (asked: unknown, now: string) => Promise<unknown>, log: Log): void {
  parentPort?.on('message', async ({ id, now, asked }: Request) => {
    let reply: Reply;
    try {
      reply = { id, value: await answer(asked, now) };
    } catch (thrown) {
      const { code, message, id: errorId, cause, details } = toBedrotError(thrown);
      if (code === 'internal') log.error('question_failed', { id: errorId, details, ...causeOf(cause) });
      reply = { id, error: { code, message, errorId } };
    }
    parentPort?.postMessage(reply);
  });
}

/** The id joins what the person reads to the line the thread logged. */
const arrived = ({ code, message, errorId }: { code: ErrorCode; message: string; errorId: string }) =>
  Object.assign(new BedrotError(code, message), { id: errorId });
