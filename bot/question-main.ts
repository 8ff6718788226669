import { enableCompileCache } from 'node:module';
import { workerData } from 'node:worker_threads';
import type { Config } from '../core/config.ts';
import type { ClerkRequest } from './desk.ts';

enableCompileCache();
const { serveThread } = await import('../commands/kit/thread.ts');
const { fixedClock } = await import('../core/clock.ts');
const { createLog } = await import('../core/log.ts');
const { createClerk } = await import('./clerk.ts');

const config = workerData as Config;
const log = createLog(config.BEDROT_LOG_LEVEL);
// The time is the main thread's, told with every question.
const clock = fixedClock(new Date(0).toISOString());
const clerk = createClerk(config, clock);

serveThread((asked, now) => {
  clock.set(now);
  return clerk(asked as ClerkRequest);
}, log);
