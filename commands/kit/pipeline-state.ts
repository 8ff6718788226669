import { listOpenChallenges } from '../../warehouse/ops/challenges.ts';
import { listIncidents } from '../../warehouse/ops/incidents.ts';
import { COLLECT_SLOT, dailyJobs } from '../../warehouse/ops/jobs.ts';
import { readSources } from '../../warehouse/ops/policies.ts';
import { listHeartbeats } from '../../warehouse/ops/slots.ts';
import type { Context } from './define.ts';
import { sayDuration, sayInstant } from './past-runs.ts';

/** The scheduler gives a sign each minute. */
const SILENT_MS = 3 * 60_000;

/**
 * What a person has to do, in sentences: codes that sites want, files that were not taken in, exports that have another
 * form, deeds that failed. Sources that are merely late are told by `freshness`. Nothing that a file or site said.
 */
export function waiting({ ops, now, label }: Pick<Context, 'ops' | 'now' | 'label'>): string[] {
  const labels = platformLabels(ops);
  const at = now.toISOString();
  const codes = listOpenChallenges(ops)
    .filter(({ answeredAt, expiresAt }) => answeredAt === null && expiresAt > at)
    .map(
      ({ platform, expiresAt }) =>
        `${labels.get(platform) ?? platform} wants a code, until ${sayInstant(expiresAt, label.timeZone)}: give it to the bot or the terminal.`,
    );
  const troubles = listIncidents(ops)
    .filter(
      ({ kind, subject, acknowledgedBy }) =>
        acknowledgedBy === null && (kind !== 'freshness' || subject.startsWith('schema:')),
    )
    .map(({ message, since }) => `${message}${since === '' ? '' : `, since ${since.slice(0, 10)}`}.`);
  return [...codes, ...troubles];
}

/** When what happens by itself is due next, and whether anybody is there to do it. */
export function nextSlots({ ops, now, label }: Pick<Context, 'ops' | 'now' | 'label'>): {
  lines: string[];
  notes: string[];
} {
  const labels = platformLabels(ops);
  const slots = dailyJobs(label)
    .map(({ name, rhythm }) => ({ name, at: rhythm.next(now) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (a.name < b.name ? -1 : 1));
  const say = (name: string): string =>
    name.startsWith(COLLECT_SLOT)
      ? `collect ${labels.get(name.slice(COLLECT_SLOT.length)) ?? name.slice(COLLECT_SLOT.length)}`
      : name;
  const last = listHeartbeats(ops).find(({ service }) => service === 'pipeline');
  const alive = last !== undefined && now.getTime() - Date.parse(last.at) <= SILENT_MS;
  return {
    lines: slots.map(
      ({ name, at }) =>
        `${sayInstant(at, label.timeZone)}: ${say(name)}, in ${sayDuration(at.getTime() - now.getTime())}`,
    ),
    notes: alive
      ? []
      : [
          `The scheduler does not run${last ? ` (last seen ${sayInstant(last.at, label.timeZone)})` : ''}: nothing happens by itself until "bedrot start" runs.`,
        ],
  };
}

const platformLabels = (ops: Context['ops']): Map<string, string> =>
  new Map(readSources(ops).map(({ platform, platformLabel }) => [platform, platformLabel]));
