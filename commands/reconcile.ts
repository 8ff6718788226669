import { z } from 'zod';
import type { Table } from './kit/answer.ts';
import { askMetric, periodFor } from './kit/ask.ts';
import { compose, sayRange, sourcesBehind } from './kit/compose.ts';
import { defineCommand } from './kit/define.ts';
import * as shared from './kit/params.ts';
import { type Line, tally } from './kit/reconcile.ts';
import { reconcileAds } from './kit/reconcile-ads.ts';
import { reconcileMoney } from './kit/reconcile-money.ts';
import { reconcileStreams } from './kit/reconcile-streams.ts';

const SECTIONS = { streams: reconcileStreams, money: reconcileMoney, ads: reconcileAds } as const;
const NAMES = ['streams', 'money', 'ads'] as const;

export default defineCommand({
  name: 'reconcile',
  group: 'money',
  summary: 'Plays, payments and ad spend as two sources tell them: matched, different, or not comparable.',
  access: 'money',
  params: z.strictObject({
    part: z
      .enum(['all', ...NAMES])
      .default('all')
      .describe('Only streams, money or ads; absent: all three.'),
    period: shared.period('ytd'),
  }),

  answer({ part, period }, context) {
    const span = periodFor(context, { metric: 'streams', period });
    const sections = NAMES.filter((name) => part === 'all' || part === name).map((name) =>
      SECTIONS[name](context, span),
    );
    const lines = sections.flatMap((section) => section.lines);
    const asked = sections.flatMap((section) => section.asked);
    const money = part === 'all' || part === 'money';
    const revenue = money
      ? [askMetric(context, { metric: 'revenue_received', period: span, others: false })]
      : [];
    const ledger = money
      ? [{ behind: [{ kind: 'reported' as const, tables: ['financial_transactions'] }] }]
      : [];
    const all = [...asked, ...revenue];
    return compose(context, 'reconcile', {
      title: part === 'all' ? 'Reconciliation' : `Reconciliation: ${part}`,
      subtitle: `${sayRange(span)} · ${tally(lines)}`,
      period: span,
      figures: sections.map(({ figure }) => figure),
      table: tableOf(lines),
      parts: sections.map((section) => section.part),
      asked: all,
      money: true,
      sources: sourcesBehind(context, [...all.map(({ result }) => result), ...ledger]),
      notes: [
        'Matched: within 5 %. Above 10 % it is an alert, above 15 % to be looked into. What two sources tell is never added.',
        ...sections.flatMap(({ notes }) => notes),
      ],
    });
  },
});

const RANK = { differs: 0, matched: 1, 'not comparable': 2 } as const;

/** What differs first, and the newest of it. */
function tableOf(lines: readonly Line[]): Table {
  const sorted = lines.toSorted(
    (a, b) =>
      RANK[a.verdict] - RANK[b.verdict] ||
      (a.month < b.month ? 1 : a.month > b.month ? -1 : a.what < b.what ? -1 : 1),
  );
  return {
    columns: [
      { key: 'what', label: 'What', format: 'text' },
      { key: 'month', label: 'Month', format: 'text' },
      { key: 'result', label: 'Result', format: 'text' },
      { key: 'difference', label: 'Difference', format: 'percent', unit: '%' },
      { key: 'why', label: 'Why', format: 'text' },
    ],
    rows: sorted.map(({ what, month, verdict, difference, why }) => [what, month, verdict, difference, why]),
    total_rows: lines.length,
    truncated: false,
  };
}
