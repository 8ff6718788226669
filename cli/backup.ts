import { resolve } from 'node:path';
import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import { loadLabel } from '../core/label.ts';
import { defineWord, type Here } from './kit/word.ts';
import { createProgress } from './progress.ts';

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

export default defineWord({
  group: 'pipeline',
  summary: 'Backs up the whole data folder, and proves it by restoring into a temporary one.',
  about:
    'Takes all zones, both databases, label.json and the sealed vault; never .env, whose BEDROT_VAULT_KEY opens the vault: keep that elsewhere. "bedrot start" does it each day.',
  params: z.strictObject({
    to: z.string().optional().describe('Into this folder, instead of those of label.json (backup.folders).'),
    list: z.boolean().default(false).describe('Only list the backups there are.'),
    why: z.string().default('by hand').describe('Kept in the backup: what it was made for.'),
  }),
  async run({ to, list, why }, here) {
    const label = loadLabel(here.config.data);
    const folders = to === undefined ? label.backup.folders : [to];
    if (folders.length === 0)
      throw new BedrotError(
        'bad_question',
        'No folder is given: say --to DIR, or name some in label.json (backup.folders).',
      );
    const { listBackups } = await import('../pipeline/backup/manifest.ts');
    if (list) {
      for (const folder of folders) {
        const backups = await listBackups(resolve(here.config.data, folder));
        here.terminal.out(`${folder}: ${backups.length === 0 ? 'no backup' : `${backups.length} backups`}\n`);
        for (const { path, manifest } of backups)
          here.terminal.out(
            `  ${manifest.madeAt.slice(0, 16).replace('T', ' ')} UTC  ${manifest.files.length} files  ${manifest.why}  ${path}\n`,
          );
      }
      return 0;
    }
    return backUpTo(here, folders, why);
  },
});

/** Each folder on its own: one that is not there (an unplugged disk) does not keep the others from theirs. */
async function backUpTo(here: Here, folders: readonly string[], why: string): Promise<number> {
  const { makeBackup } = await import('../pipeline/backup/make.ts');
  const { config, clock, log, terminal } = here;
  const progress = createProgress(terminal, () => performance.now());
  let failed = 0;
  for (const folder of folders) {
    try {
      const house = { data: config.data, label: loadLabel(config.data), clock, log, progress };
      const { backup, bytes, shared, dropped } = await makeBackup(house, resolve(config.data, folder), why);
      progress.end();
      terminal.out(
        `${backup.path}: ${backup.manifest.files.length} files, ${megabytes(bytes)} (${megabytes(shared)} shared with the backup before); verified and restored in a trial.\n`,
      );
      if (dropped.length > 0) terminal.out(`  ${dropped.length} older backups dropped\n`);
    } catch (cause) {
      progress.end();
      if (!(cause instanceof BedrotError) || folders.length === 1) throw cause;
      failed++;
      terminal.err(`${folder}: ${cause.message}\n`);
    }
  }
  return failed === 0 ? 0 : 1;
}
