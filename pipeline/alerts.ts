import { addDays, type Day, dayIn } from '../core/days.ts';
import type { Label } from '../core/label.ts';
import type { Log } from '../core/log.ts';
import { type AsOf, asOf } from '../warehouse/kit/freshness.ts';
import { type Frozen, frozenFeeds } from '../warehouse/kit/frozen.ts';
import { loadedFiles } from '../warehouse/kit/ledger.ts';
import type { Db } from '../warehouse/kit/open.ts';
import { platformDisplayName } from '../warehouse/kit/stores.ts';
import {
  COLLECT_SUBJECT,
  closeIncident,
  type Finding,
  type Incident,
  lastIncident,
  listIncidents,
  openIncident,
  remind,
} from '../warehouse/ops/incidents.ts';
import { listLanded, listQuarantined } from '../warehouse/ops/landed.ts';
import { type Policy, readPolicies, readSources } from '../warehouse/ops/policies.ts';

/** How often somebody is called again for what is critical and nobody has acknowledged. */
const REMINDER_MS = 24 * 3_600_000;

export interface AlertCheck {
  ops: Db;
  warehouse: Db;
  label: Label;
  log: Log;
  now: Date;
}

/**
 * Brings incidents, and with them the cards in the outbox, to what is the matter now: a card for each source that is
 * late, overdue or expected and never came, whose export changed its form, and for each other file that was not taken in;
 * a card that is over says so.
 * Doing it again changes nothing.
 */
export function checkAlerts({ ops, warehouse, label, log, now }: AlertCheck): void {
  ops
    .transaction(() => {
      const frozen = frozenFeeds(ops, warehouse);
      const found = [
        ...sourceFindings(ops, warehouse, label, now),
        ...schemaFindings(ops, warehouse, frozen),
        ...fileFindings(ops, warehouse, frozen),
      ];
      for (const finding of found) {
        const { subject, severity } = finding;
        if (openIncident(ops, finding, now) === 'opened') log.warn('incident_opened', { subject, severity });
      }
      const subjects = new Set(found.map(({ subject }) => subject));
      for (const incident of listIncidents(ops)) {
        const { id, subject, kind, severity } = incident;
        const over = kind === 'run' ? isNotCollectedAnyMore(incident, label) : !subjects.has(subject);
        if (over) {
          closeIncident(ops, id, now);
          log.info('incident_closed', { subject });
        } else if (severity === 'critical' && incident.acknowledgedBy === null) {
          const called = Date.parse(incident.remindedAt ?? incident.openedAt);
          if (now.getTime() - called >= REMINDER_MS) remind(ops, id, now);
        }
      }
    })
    .immediate();
}

/** What failed at a platform that label.json no longer wants collected from matters no more. */
const isNotCollectedAnyMore = ({ subject }: Incident, label: Label): boolean =>
  subject.startsWith(COLLECT_SUBJECT) &&
  label.platforms[subject.slice(COLLECT_SUBJECT.length)]?.via !== 'browser';

/** A source is expected when its platform is not off, and either it has delivered before or label.json names the platform. */
function sourceFindings(ops: Db, warehouse: Db, label: Label, now: Date): Finding[] {
  const policies = readPolicies(ops).filter(({ platform }) => label.platforms[platform]?.via !== 'off');
  const today = dayIn(now, label.timeZone);
  const states = asOf(
    warehouse,
    policies,
    policies.map(({ source }) => source),
    today,
    label.freshness,
  );
  const dayOf = new Map(states.map(({ source, day }) => [source, day]));
  const silent = Object.keys(label.platforms).flatMap((platform) => {
    const own = policies.filter((policy) => policy.platform === platform);
    return own.length > 0 && own.every(({ source }) => dayOf.get(source) === null) ? [neverCame(own)] : [];
  });
  const behind = policies.flatMap((policy, index) => {
    const { state, day } = states[index] as AsOf;
    return day === null || state === 'fresh' ? [] : [isBehind(policy, day, state === 'overdue', label)];
  });
  return [...silent, ...behind];
}

/** One card for a platform, however many exports it has: which of them the label uses is seen by what comes. */
function neverCame(policies: readonly Policy[]): Finding {
  const [{ platform, howToGet }] = policies as [Policy];
  const name = platformDisplayName(platform) ?? platform;
  return {
    subject: `platform:${platform}`,
    kind: 'freshness',
    severity: 'warning',
    audience: 'numbers',
    message: `${name}: nothing came yet`,
    since: '',
    details: {
      about: name,
      facts: [['Any of', policies.map(({ label }) => label).join(', ')]],
      text: `The label expects this platform, and nothing of it was ever loaded; "howto ${platform}" says how to get each export. Where nothing is to come, switch it off in label.json.`,
      howToGet,
    },
  };
}

function isBehind(policy: Policy, day: Day, overdue: boolean, label: Label): Finding {
  const { source, howToGet, cadence } = policy;
  const { warnDays, criticalDays } = label.freshness[source] ?? policy;
  const since = addDays(day, overdue ? criticalDays : warnDays);
  return {
    subject: `source:${source}`,
    kind: 'freshness',
    severity: overdue ? 'critical' : 'warning',
    audience: 'numbers',
    message: `${policy.label} is ${overdue ? 'overdue' : 'late'}`,
    since,
    details: {
      about: policy.label,
      facts: [
        ['Newest data', day],
        [overdue ? 'Overdue since' : 'Late since', since],
        ['Comes', { day: 'daily', week: 'weekly', month: 'monthly' }[cadence]],
      ],
      text: `Late at ${warnDays} days of age, overdue at ${criticalDays}. Until it comes, answers that need it say they are stale.`,
      howToGet,
    },
  };
}

/** A feed whose newest file has another form takes nothing in until one loads again. One card, however many files. */
function schemaFindings(ops: Db, warehouse: Db, frozen: readonly Frozen[]): Finding[] {
  if (frozen.length === 0) return [];
  const sources = readSources(ops);
  const newest = warehouse.prepare<[string], { day: Day | null }>(
    'SELECT max(newest_day) AS day FROM source_dates WHERE source = ?',
  );
  return frozen.map(({ feed, since, originalName, path, reason }) => {
    const source = sources.find((one) => one.source === feed);
    const about = source?.label ?? feed;
    return {
      subject: `${SCHEMA_SUBJECT}${feed}`,
      kind: 'freshness',
      severity: 'critical',
      // The reason may quote a line of a statement.
      audience: 'money',
      message: `${about}: its export has another form, nothing new is taken in`,
      since,
      details: {
        about,
        facts: [
          ['File', originalName],
          ['Kept in', path],
          ['Data to', newest.get(feed)?.day ?? 'none'],
        ],
        text: reason,
        ...(source && { howToGet: source.howToGet }),
      },
    };
  });
}

const SCHEMA_SUBJECT = 'schema:';

function toldBySchema(ops: Db, feed: string, at: string): boolean {
  const last = lastIncident(ops, `${SCHEMA_SUBJECT}${feed}`);
  return last !== undefined && last.since >= at;
}

/**
 * A file is failed from its quarantine until a file of the same name is loaded, or somebody acknowledged it. The same
 * name failing once more is the same incident.
 */
function fileFindings(ops: Db, warehouse: Db, frozen: readonly Frozen[]): Finding[] {
  const loaded = loadedFiles(warehouse);
  const good = new Map(
    listLanded(ops)
      .filter(({ id }) => loaded.has(id))
      .map(({ originalName, landedAt }) => [originalName, landedAt]),
  );
  const newest = new Map(listQuarantined(ops).map((file) => [file.originalName, file]));
  return [...newest.values()].flatMap(({ originalName, at, reason, path, feed }) => {
    // The card of its feed tells it, or told it.
    if (feed && (frozen.some((one) => one.feed === feed) || toldBySchema(ops, feed, at))) return [];
    const subject = `file:${originalName}`;
    const last = lastIncident(ops, subject);
    const isSettled = last !== undefined && last.closedAt !== null && last.since >= at;
    if (isSettled || (good.get(originalName) ?? '') > at) return [];
    return [
      {
        subject,
        kind: 'file',
        severity: 'critical',
        // The reason may quote a line of a statement.
        audience: 'money',
        message: `${originalName} was not taken in`,
        since: at,
        details: { about: originalName, facts: [['Kept in', path]], text: reason },
      },
    ];
  });
}
