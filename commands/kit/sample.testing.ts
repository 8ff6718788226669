import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fixedClock } from '../../core/clock.ts';
import type { Role } from '../../core/config.ts';
import { type Label, parseLabel } from '../../core/label.ts';
import { openOps, openWarehouseForWriting } from '../../warehouse/kit/open.ts';
import { type Policy, writePolicies, writeSources } from '../../warehouse/ops/policies.ts';
import type { Answer } from './answer.ts';
import { type OpenContext, openContext } from './context.ts';
import { loadCommands } from './registry.ts';
import { answerCommand } from './run.ts';
import { fillWarehouse, SOURCES } from './sample-facts.testing.ts';

const LABEL = {
  name: 'TEST LABEL',
  timeZone: 'America/New_York',
  artists: [
    { name: 'ZONE A0', aliases: ['zonea0'], accounts: { tiktok: ['zone.a0'] } },
    { name: 'PIG1987', accounts: { tiktok: ['pig1987'] } },
  ],
  targets: [
    { metric: 'streams', value: 10_000, per: 'year', label: '10k streams a year' },
    { metric: 'revenue', value: '10.00', per: 'month', label: '10 USD a month' },
    { metric: 'followers', value: 10_000, per: 'total', label: '10,000 followers' },
  ],
};

/** The figure of a key. @throws Error when the answer has none. */
export function figure(answer: Answer, key: string): Answer['figures'][number] {
  const found = answer.figures.find((one) => one.key === key);
  if (!found) throw new Error(`no figure ${key}`);
  return found;
}

export interface Sample {
  data: string;
  contextAs(role: Role): Promise<OpenContext>;
  ask(role: Role, command: string, params?: Record<string, unknown>): Promise<Answer>;
  remove(): void;
}

/** Writes the label to a temporary data folder. `label` changes label.json; `facts: false` leaves the tables empty. */
export function sampleLabel(options: { label?: Partial<Label>; facts?: boolean } = {}): Sample {
  const data = mkdtempSync(join(tmpdir(), 'bedrot-commands-'));
  const text = JSON.stringify({ ...LABEL, ...options.label });
  writeFileSync(join(data, 'label.json'), text);
  const db = openWarehouseForWriting(data);
  const label = parseLabel(text);
  if (options.facts !== false) fillWarehouse(db, label);
  db.close();
  const ops = openOps(data);
  const policies = SOURCES.map(policyOf);
  writePolicies(ops, policies);
  writeSources(
    ops,
    policies.map((policy) => ({ ...policy, platformLabel: policy.platform.toUpperCase() })),
  );
  ops.close();

  const clock = fixedClock('2026-11-22T17:00:00Z');
  const contextAs = (role: Role) => openContext({ config: { data }, role, clock });
  return {
    data,
    contextAs,
    async ask(role, name, params = {}) {
      const command = (await loadCommands()).find((one) => one.name === name);
      if (!command) throw new Error(`no command ${name}`);
      const context = await contextAs(role);
      try {
        return answerCommand(command, params, context);
      } finally {
        context.close();
      }
    },
    remove: () => rmSync(data, { recursive: true }),
  };
}

function policyOf([
  source,
  platform,
  label,
  kind,
  table,
  warnDays,
  criticalDays,
]: (typeof SOURCES)[number]): Policy {
  return {
    source,
    platform,
    label,
    kind,
    cadence: kind === 'reported' ? 'month' : 'day',
    lagDays: 2,
    warnDays,
    criticalDays,
    tables: [table],
    howToGet: {
      page: `https://${platform}.example`,
      steps: ['Open Analytics.', 'Click Download.'],
      file: `the ${source} file`,
    },
  };
}
