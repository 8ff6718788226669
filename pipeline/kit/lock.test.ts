import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { takeRunLock } from './lock.ts';

it('is held by one, freed by release, and freed at once by a crash', async () => {
  const data = mkdtempSync(join(tmpdir(), 'bedrot-lock-'));
  const script = join(data, 'holder.ts');
  writeFileSync(
    script,
    `import { takeRunLock } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))};
     takeRunLock(${JSON.stringify(data)});
     // Nobody keeps what it gave: it is to be held all the same.
     globalThis.gc();
     process.send('held');
     setInterval(() => {}, 1000);`,
  );
  const holder = fork(script, { execArgv: ['--expose-gc'] });
  const gone = once(holder, 'exit');
  try {
    await once(holder, 'message');
    expect(() => takeRunLock(data)).toThrow(/Another run is at work/);
  } finally {
    holder.kill('SIGKILL');
  }
  await gone;
  const lock = takeRunLock(data);
  expect(() => takeRunLock(data)).toThrow(/Another run/);
  lock.release();
  takeRunLock(data).release();
});
