import type { Clock } from '../../core/clock.ts';
import { dayIn } from '../../core/days.ts';
import type { BedrotError } from '../../core/errors.ts';
import type { Label } from '../../core/label.ts';
import type { Log } from '../../core/log.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import { COLLECT_SUBJECT, closeIncident, lastIncident, openIncident } from '../../warehouse/ops/incidents.ts';
import { CollectFailed, type CollectFailure } from './collect-failed.ts';
import type { Platform } from './platform.ts';

/** Why nothing came, closed: what a site did; `not-set-up` here (settings, no browser); `broken`: a fault of ours. */
export type CollectOutcome = CollectFailure | 'not-set-up' | 'broken';

const SAID: Readonly<Record<CollectOutcome, string>> = {
  'code-needed': 'no right code came in time',
  'password-refused': 'the site refused the sign-in',
  blocked: 'the site wants a person',
  'layout-changed': 'a page looks otherwise than we know it',
  timeout: 'it did not finish in time',
  empty: 'there was nothing to bring',
  'not-set-up': 'something is not set up',
  broken: 'the collector broke off',
};
/** These may be well again by themselves the next day. */
const PASSING: readonly CollectOutcome[] = ['timeout', 'empty'];

export interface CollectTold {
  ops: Db;
  label: Label;
  clock: Clock;
  log: Log;
}

/** Null: nothing to tell; somebody else is at it, or it was asked for what cannot be. */
export function outcomeOf(error: BedrotError): CollectOutcome | null {
  if (error instanceof CollectFailed) return error.failure;
  if (error.code === 'busy' || error.code === 'bad_question') return null;
  return error.code === 'config_invalid' || error.code === 'not_found' ? 'not-set-up' : 'broken';
}

/** It works: the card of an earlier failure says so. */
export function tellCollected({ ops, clock, log }: CollectTold, platform: string): void {
  const open = openOf(ops, platform);
  if (open && closeIncident(ops, open.id, clock.now()))
    log.info('incident_closed', { subject: open.subject });
}

/**
 * A failure is one card until a later collecting works, told anew by each that fails. Only where label.json says
 * `browser`: whoever tries a platform by hand reads in the terminal what came of it.
 * @param says a plain sentence: why, and what to do. Nothing the site or the owner typed
 */
export function tellNotCollected(
  { ops, label, clock, log }: CollectTold,
  platform: Platform,
  why: CollectOutcome,
  says: string,
): void {
  if (label.platforms[platform.name]?.via !== 'browser') return;
  const day = dayIn(clock.now(), label.timeZone);
  const subject = `${COLLECT_SUBJECT}${platform.name}`;
  const severity = PASSING.includes(why) ? 'warning' : 'critical';
  const since = openOf(ops, platform.name)?.since ?? day;
  const finding = {
    ...({ subject, kind: 'run' as const, severity, audience: 'numbers' as const, since } as const),
    message: `Nothing was collected from ${platform.label}: ${SAID[why]}`,
    details: {
      about: `Collecting from ${platform.label}`,
      facts: [
        ['Why', why],
        ['Fails since', since],
        ['Last tried', day],
      ] as const,
      text: `${says} To try at once, run "bedrot collect ${platform.name}" in a terminal; until it works, bring the files by hand.`,
      byHand: platform.feeds
        .filter(({ freshness }) => freshness !== null)
        .map(({ label: name, howToGet }) => ({ label: name, howToGet })),
    },
  };
  if (openIncident(ops, finding, clock.now()) === 'opened')
    log.warn('incident_opened', { subject, severity });
}

export function openOf(ops: Db, platform: string) {
  const last = lastIncident(ops, `${COLLECT_SUBJECT}${platform}`);
  return last?.closedAt === null ? last : undefined;
}
