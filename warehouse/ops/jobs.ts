import type { Label } from '../../core/label.ts';
import { dailyAt, everyMinutes, type Rhythm } from './due.ts';

/** Slots of collecting from a platform are called after it. */
export const COLLECT_SLOT = 'collect:';

/** What `bedrot start` does by itself, and when: the scheduler keeps to it, and answers tell it. */
export const runRhythm = ({ schedule, timeZone }: Label): Rhythm => dailyAt(schedule.runAt, timeZone);
export const backupRhythm = ({ backup, timeZone }: Label): Rhythm => dailyAt(backup.at, timeZone);
export const alertsRhythm = ({ schedule }: Label): Rhythm => everyMinutes(schedule.alertsEveryMinutes);

/** The daily work: its slots, by name. Looking for alerts is none of it; a label without a folder backs nothing up. */
export function dailyJobs(label: Label): { name: string; rhythm: Rhythm }[] {
  const collected = Object.entries(label.platforms).flatMap(([platform, { via }]) =>
    via === 'browser' ? [{ name: `${COLLECT_SLOT}${platform}`, rhythm: runRhythm(label) }] : [],
  );
  return [
    ...collected,
    { name: 'run', rhythm: runRhythm(label) },
    ...(label.backup.folders.length > 0 ? [{ name: 'backup', rhythm: backupRhythm(label) }] : []),
  ];
}
