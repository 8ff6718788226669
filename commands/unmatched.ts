import { z } from 'zod';
import { nanosToDecimal } from '../core/money.ts';
import { mergeDecisions } from '../warehouse/kit/decisions.ts';
import {
  UNMATCHED_KINDS,
  type Unmatched,
  type UnmatchedKind,
  unmatched,
} from '../warehouse/kit/unmatched.ts';
import { listDecisions } from '../warehouse/ops/decisions.ts';
import { readPolicies } from '../warehouse/ops/policies.ts';
import { seesMoney } from './kit/access.ts';
import type { Figure } from './kit/answer.ts';
import { compose } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import * as shared from './kit/params.ts';
import { formatValue } from './view/format.ts';

const MANY: Readonly<Record<UnmatchedKind, string>> = {
  artist: 'Artists',
  store: 'Stores',
  track: 'Tracks',
  country: 'Countries',
  campaign: 'Campaigns',
  category: 'Lines of accounts',
};

const COUNTS = [
  ['quantity', 'Plays and sales'],
  ['streams', 'Streams (daily)'],
] as const;

export default defineCommand({
  name: 'unmatched',
  group: 'data',
  summary: 'Names in your files that nobody knows: artists, stores, tracks, campaigns, lines of accounts.',
  when: 'Use it when a total lacks something, or after an import.',
  access: 'numbers',
  params: z.strictObject({
    kind: z.enum(UNMATCHED_KINDS).optional().describe('Only names of this kind.'),
    limit: shared.limit(20),
  }),

  answer({ kind, limit }, context) {
    const money = seesMoney(context.role);
    // What a line of an account says is about money, with or without its amount.
    const kinds = UNMATCHED_KINDS.filter(
      (one) => (kind === undefined || one === kind) && (money || one !== 'category'),
    );
    const names = unmatched(context.warehouse, context.label, kinds).sort(
      (money && byMoney(context.label.currency)) || byRows,
    );
    const labels = new Map(readPolicies(context.ops).map((policy) => [policy.source, policy.label]));
    // Most names have the one or the other.
    const counts = COUNTS.filter(([key]) => names.some((one) => one[key] !== null));
    return compose(context, 'unmatched', {
      title: 'Names nobody knows',
      subtitle: 'kept under their own name, and counted, until they are settled',
      figures: kinds.map((one) => figureOf(one, names)),
      table: {
        columns: [
          { key: 'name', label: 'Name', format: 'text' },
          { key: 'kind', label: 'Kind', format: 'text' },
          ...(money ? [{ key: 'money', label: 'Money', format: 'text' as const }] : []),
          { key: 'rows', label: 'Rows', format: 'count' },
          { key: 'near', label: 'Perhaps', format: 'text' },
          ...counts.map(([key, label]) => ({ key, label, format: 'count' as const })),
          { key: 'first', label: 'From', format: 'text' },
          { key: 'last', label: 'To', format: 'text' },
          { key: 'sources', label: 'Sources', format: 'text' },
        ],
        rows: names
          .slice(0, limit)
          .map((one) => [
            one.name,
            one.kind,
            ...(money ? [sayMoney(one)] : []),
            one.rows,
            one.near.join(', '),
            ...counts.map(([key]) => one[key]),
            ...[one.first, one.last],
            one.sources.map((source) => labels.get(source) ?? source).join(', '),
          ]),
        total_rows: names.length,
        truncated: names.length > limit,
      },
      details: howToSettle(names),
      asked: [],
      sources: [...new Set(names.flatMap(({ sources }) => sources))].filter((source) => labels.has(source)),
      money: money && names.some((one) => one.money.length > 0 || one.kind === 'category'),
      notes: [
        ...(names.length === 0 ? ['Every name in your files is known.'] : []),
        ...idleDecisions(context),
        ...(money ? [] : [`Money and lines of accounts are left out: a ${context.role} does not see them.`]),
      ],
    });
  },
});

const figureOf = (kind: UnmatchedKind, names: readonly Unmatched[]): Figure => ({
  key: kind,
  label: MANY[kind],
  value: names.filter((one) => one.kind === kind).length,
  unit: 'names',
  format: 'count',
});

const sayMoney = ({ money }: Unmatched): string | null =>
  money.map(({ currency, nanos }) => formatValue(nanosToDecimal(nanos), 'money', currency)).join(', ') ||
  null;

const byRows = (a: Unmatched, b: Unmatched): number => b.rows - a.rows || (a.name < b.name ? -1 : 1);

/** Money of the label's currency first: amounts of two currencies cannot be compared without a rate. */
function byMoney(currency: string): (a: Unmatched, b: Unmatched) => number {
  const size = (nanos: bigint): bigint => (nanos < 0n ? -nanos : nanos);
  const compare = (a: bigint, b: bigint): number => (a < b ? 1 : a > b ? -1 : 0);
  const of = ({ money }: Unmatched, own: boolean): bigint =>
    money.flatMap((one) => ((one.currency === currency) === own ? size(one.nanos) : [])).sort(compare)[0] ??
    0n;
  return (a, b) => compare(of(a, true), of(b, true)) || compare(of(a, false), of(b, false)) || byRows(a, b);
}

/** The first one of each kind as an example; a name that holds a quote is left to the reader. */
function howToSettle(names: readonly Unmatched[]): { title: string; text: string }[] {
  const lines = UNMATCHED_KINDS.flatMap((kind) => {
    const one = names.find((name) => name.kind === kind && !/["$`\\]/.test(name.name));
    if (!one) return [];
    const as = kind === 'category' ? 'CATEGORY' : (one.near[0] ?? 'NAME');
    return [`bedrot settle ${kind} "${one.name}" --as "${as}"`];
  });
  if (lines.length === 0) return [];
  return [
    { title: 'Settle one, also for the past', text: [...lines, 'In Discord: /pipeline settle'].join('\n') },
  ];
}

/** label.json changes: what was decided before may have nothing to stand on. */
function idleDecisions(context: Context): string[] {
  return mergeDecisions(context.ownLabel, listDecisions(context.ops)).idle.map(
    ({ decision, why }) =>
      `What was decided of the ${decision.kind} "${decision.what}" changes nothing: ${why}.`,
  );
}
