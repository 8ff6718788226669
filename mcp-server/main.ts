import { readFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import type { Clock } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import type { Log } from '../core/log.ts';

/**
 * Serves the label's numbers to one agent on standard input and output, as the role in BEDROT_ROLE, until the client
 * closes them. Standard output belongs to the protocol; logs go to standard error.
 */
export async function startMcp(config: Config, clock: Clock, log: Log): Promise<void> {
  // Modules are loaded here and below when they are needed, and kept compiled: clients wait for a server's start.
  enableCompileCache();
  const [{ serveStdio }, { instructions }, { threadedToolbox }] = await Promise.all([
    import('./adapter.ts'),
    import('./instructions.ts'),
    import('./thread.ts'),
  ]);
  const file = join(import.meta.dirname, '..', 'package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  const about = {
    name: 'bedrot',
    title: 'BEDROT',
    version,
    instructions: instructions(config.BEDROT_ROLE),
  };
  await serveStdio(about, threadedToolbox(config, clock, log), log);
}

if (import.meta.main) {
  enableCompileCache();
  const { loadConfig } = await import('../core/config.ts');
  const { createLog } = await import('../core/log.ts');
  const { systemClock } = await import('../core/clock.ts');
  const { EXIT_STATUS, toBedrotError } = await import('../core/errors.ts');
  try {
    const config = loadConfig();
    await startMcp(config, systemClock, createLog(config.BEDROT_LOG_LEVEL));
  } catch (thrown) {
    const error = toBedrotError(thrown);
    process.stderr.write(`${error.message}\n`);
    process.exitCode = EXIT_STATUS[error.code] ?? 1;
  }
}
