import { resolve } from 'node:path';
import { loadLabel } from '../../core/label.ts';
import type { Check } from './check.ts';

const HOUR_MS = 3_600_000;
/** A day, and the half of one that a long run or a sleeping machine may take. */
const LATE_HOURS = 36;

/** Whether there is a backup to go back to, in each folder. */
export const backupChecks: readonly Check[] = [
  {
    what: 'backup',
    async look({ config: { data }, clock }) {
      const { backup, demo } = loadLabel(data);
      if (backup.folders.length === 0) {
        if (demo) return { state: 'ok', says: 'Demo data needs none.' };
        return {
          state: 'warn',
          says: 'There is none: label.json names no folder for backups.',
          todo: 'Name one on another disk in label.json (backup.folders); "bedrot start" then backs up each day.',
        };
      }
      const { listBackups } = await import('../../pipeline/backup/manifest.ts');
      const found = await Promise.all(
        backup.folders.map(async (folder) => {
          const newest = (await listBackups(resolve(data, folder))).at(-1)?.manifest.madeAt;
          const hours = newest ? Math.floor((clock.now().getTime() - Date.parse(newest)) / HOUR_MS) : null;
          return { folder, hours };
        }),
      );
      const says = found.map(({ folder, hours }) => `${folder}: ${sayAge(hours)}`).join('; ');
      const late = found.some(({ hours }) => hours === null || hours > LATE_HOURS);
      return late
        ? { state: 'warn', says, todo: '"bedrot backup" makes one now, and says what is in the way.' }
        : { state: 'ok', says };
    },
  },
];

function sayAge(hours: number | null): string {
  if (hours === null) return 'no backup';
  if (hours < 48) return `the newest is ${hours} ${hours === 1 ? 'hour' : 'hours'} old`;
  return `the newest is ${Math.floor(hours / 24)} days old`;
}
