import { factsOf } from '../../warehouse/kit/compile-tables.ts';
import { asOf } from '../../warehouse/kit/freshness.ts';
import { dimensionValues } from '../../warehouse/kit/query.ts';
import { readPolicies } from '../../warehouse/ops/policies.ts';
import { howToGet, sayAbsent } from './compose.ts';
import type { Context } from './define.ts';

/** Where these numbers come from, and the export the owner will need for them. */
const AWAITED = {
  ads: { platform: 'metaads', file: 'the campaign report of Meta Ads Manager (CSV, by day)' },
  ledger: { platform: 'capitalone', file: 'the card and bank statements (CSV)' },
  links: { platform: 'linktree', file: 'the Insights export of Linktree (CSV, by day)' },
} as const;
export type Awaited = keyof typeof AWAITED;

/**
 * Why there is no figure at all: what is missing and how to bring it, by the click path of the feed that has it, if the
 * house has such a feed; or that its files came and tell none.
 */
export function sayAwaited(context: Context, what: string, source: Awaited): string {
  const { platform, file } = AWAITED[source];
  const policies = readPolicies(context.ops).filter((one) => one.platform === platform);
  const [policy] = policies;
  if (!policy) return `Needs ${file}. No source of this house reads it yet; keep that export.`;
  const sources = policies.map((one) => one.source);
  const newest = asOf(context.warehouse, policies, sources, context.today)
    .filter(({ day }) => day !== null)
    .toSorted((a, b) => (String(a.day) < String(b.day) ? 1 : -1))[0];
  return newest
    ? `No ${what}: ${newest.label} came, to ${newest.day}, and told none.`
    : `No ${what} yet. ${howToGet(policy)}`;
}

/** Whether anything of a platform has been loaded; before that no question can name it. */
export const isLoaded = (context: Context, platform: string): boolean =>
  dimensionValues(context.warehouse, 'platform').some(
    ({ name, aliases }) => name === platform || aliases.includes(platform),
  );

/** What brings a metric of a platform nothing was loaded of yet. */
export function sayNeverLoaded(context: Context, metric: string, platform = ''): string {
  const tables: readonly string[] =
    context.metrics.get(metric)?.sources.flatMap((source) => factsOf(source.table)) ?? [];
  const policies = readPolicies(context.ops).filter(
    (policy) => policy.platform === platform && policy.tables.some((table) => tables.includes(table)),
  );
  return policies.length > 0 ? sayAbsent(policies) : `Nothing of ${platform} has been loaded yet.`;
}
