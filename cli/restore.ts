import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import { defineWord } from './kit/word.ts';
import { createProgress } from './progress.ts';

export default defineWord({
  group: 'pipeline',
  summary:
    'Puts a backup in place of the data folder, checked before and after. What stood there is moved aside.',
  about: 'Stop "bedrot start" first. A folder of backups stands for its newest one.',
  params: z.strictObject({
    backup: z
      .string()
      .min(1)
      .meta({ placeholder: 'BACKUP', description: 'A backup, or the folder they are in.' }),
    replace: z
      .boolean()
      .default(false)
      .describe('Also when the data folder is not empty: it is moved aside.'),
  }),
  async run({ backup, replace }, here) {
    const { listBackups, MANIFEST } = await import('../pipeline/backup/manifest.ts');
    const { restoreBackup } = await import('../pipeline/backup/restore.ts');
    const { takeRunLock } = await import('../pipeline/kit/lock.ts');
    const { config, clock, terminal } = here;
    const given = resolve(backup);
    const newest = existsSync(join(given, MANIFEST)) ? given : (await listBackups(given)).at(-1)?.path;
    if (!newest) throw new BedrotError('not_found', `There is no backup in ${given}.`);
    if (existsSync(config.data)) takeRunLock(config.data).release();
    const progress = createProgress(terminal, () => performance.now());
    const restored = await restoreBackup({
      from: newest,
      data: config.data,
      replace,
      at: clock.now(),
      progress,
    });
    progress.end();
    terminal.out(
      `${config.data} is again what it was on ${restored.backup.manifest.madeAt.slice(0, 16).replace('T', ' ')} UTC (${restored.backup.manifest.files.length} files).\n`,
    );
    if (restored.aside) terminal.out(`What stood there is in ${restored.aside}.\n`);
    return 0;
  },
});
