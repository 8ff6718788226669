import type { Clock } from '../../core/clock.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import { closeIncident, lastIncident, openIncident } from '../../warehouse/ops/incidents.ts';

/** Something the scheduler does by itself, and what its card says when it fails. */
export interface Deed {
  subject: string;
  about: string;
  message: string;
  text: string;
}

/**
 * A deed that failed is one card for the owner until it works again.
 * @param facts what failed, a fact a line; none: it worked
 */
export function tellOfDeed(
  { ops, clock }: { ops: Db; clock: Clock },
  { subject, about, message, text }: Deed,
  facts: readonly (readonly [label: string, value: string])[],
): void {
  const last = lastIncident(ops, subject);
  const open = last?.closedAt === null ? last : undefined;
  const now = clock.now();
  if (facts.length === 0) {
    if (open) closeIncident(ops, open.id, now);
    return;
  }
  openIncident(
    ops,
    {
      ...{ subject, kind: 'run', severity: 'critical', audience: 'owner', message },
      since: open?.since ?? now.toISOString(),
      details: { about, facts, text },
    },
    now,
  );
}
