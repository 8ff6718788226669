import { enableCompileCache } from 'node:module';
import { workerData } from 'node:worker_threads';
import type { Config } from '../core/config.ts';
import type { Asked } from './thread.ts';

enableCompileCache();
const { serveThread } = await import('../commands/kit/thread.ts');
const { fixedClock } = await import('../core/clock.ts');
const { createLog } = await import('../core/log.ts');
const { createToolbox } = await import('./toolbox.ts');

const config = workerData as Config;
const log = createLog(config.BEDROT_LOG_LEVEL);
// The time is the main thread's, told with every question.
const clock = fixedClock(new Date(0).toISOString());
const toolbox = createToolbox(config, clock, log);

serveThread(async (asked, now) => {
  clock.set(now);
  const request = asked as Asked;
  return request.ask === 'list' ? toolbox.list() : toolbox.call(request.name, request.args);
}, log);
