import { nanosToDecimal, parseNanos } from '../../core/money.ts';
import type { Allotted, Part } from './allot.ts';
import type { Chart, Table } from './answer.ts';
import type { Asked } from './ask.ts';
import type { Context } from './define.ts';

/** Lines of a statement: a statement that leaves lines out is none, so the bound is wide. */
const MOST_LINES = 2000;
const NOT_ALLOTTED = 'Not allotted';

interface Owed {
  party: string;
  currency: string;
  owed: bigint;
  base: bigint;
}

/** Each party, the largest first. */
function owedTo(parts: readonly Part[]): Owed[] {
  const groups = Map.groupBy(parts, ({ party, currency }) => `${currency}\u001f${party}`);
  return [...groups.values()]
    .map((own): Owed => {
      const [first] = own as [Part, ...Part[]];
      return {
        ...{ party: first.party, currency: first.currency },
        owed: own.reduce((sum, { owed }) => sum + owed, 0n),
        base: own.reduce((sum, { amount }) => sum + amount, 0n),
      };
    })
    .sort((a, b) => (a.owed < b.owed ? 1 : a.owed > b.owed ? -1 : a.party < b.party ? -1 : 1));
}

/** Totals of revenue by currency: one, or several that are not added. */
function totals({ result }: Asked): [string, bigint][] {
  const told: [string, string | number | null][] =
    result.apart.length > 0
      ? result.apart.map(({ currency, total }) => [currency, total])
      : [[result.unit, result.total]];
  return told.flatMap(([currency, total]) =>
    total === null ? [] : [[currency, parseNanos(String(total)) ?? 0n] as [string, bigint]],
  );
}

/** Parties, the label, and what is not allotted: the column adds up to the revenue, in each currency. */
export function overviewTable({ label }: Context, asked: Asked, found: Allotted): Table {
  const apart = asked.result.apart.length > 0;
  const rows = totals(asked).flatMap(([currency, total]) => {
    const mine = owedTo(found.parts).filter((one) => one.currency === currency);
    const held = found.refused.reduce((sum, { amounts }) => sum + (amounts.get(currency) ?? 0n), 0n);
    const rest = mine.reduce((left, { owed }) => left - owed, total - held);
    const row = (name: string, amount: bigint, base: bigint) => [
      ...[name, nanosToDecimal(amount), total > 0n ? Number(amount) / Number(total) : null],
      ...[nanosToDecimal(base), ...(apart ? [currency] : [])],
    ];
    return [
      ...mine.map((one) => row(one.party, one.owed, one.base)),
      row(label.name, rest, total),
      ...(held === 0n ? [] : [row(NOT_ALLOTTED, held, held)]),
    ];
  });
  const money = apart ? {} : { unit: asked.result.unit };
  return {
    columns: [
      { key: 'party', label: 'Party', format: 'text' },
      { key: 'owed', label: 'Owed', format: 'money', ...money },
      { key: 'part', label: 'Part', format: 'percent', unit: '%' },
      { key: 'revenue', label: 'Revenue', format: 'money', ...money },
      ...(apart ? [{ key: 'currency', label: 'Currency', format: 'text' as const }] : []),
    ],
    rows,
    total_rows: rows.length,
    truncated: false,
  };
}

export function overviewChart(asked: Asked, found: Allotted, subtitle: string): Chart | undefined {
  const [total] = totals(asked);
  const mine = owedTo(found.parts);
  if (!total || mine.length === 0) return undefined;
  return {
    kind: 'ranking',
    title: 'Owed to others',
    subtitle: `${asked.result.unit} · ${subtitle}`,
    format: 'money',
    unit: asked.result.unit,
    labels: mine.map(({ party }) => party),
    series: [{ name: 'Owed', values: mine.map(({ owed }) => Number(owed) / 1e9) }],
  };
}

/** A line for each track, sale month and platform, by these. */
export function statementTable({ result }: Asked, parts: readonly Part[]): Table {
  const apart = result.apart.length > 0;
  const money = apart ? {} : { unit: result.unit };
  const sorted = parts.toSorted(
    (a, b) =>
      order(a.title, b.title) ||
      order(a.month, b.month) ||
      order(a.platform, b.platform) ||
      order(a.currency, b.currency),
  );
  return {
    columns: [
      { key: 'track', label: 'Track', format: 'text' },
      { key: 'month', label: 'Sale month', format: 'day' },
      { key: 'platform', label: 'Platform', format: 'text' },
      { key: 'quantity', label: 'Quantity', format: 'count' },
      { key: 'amount', label: 'Amount', format: 'money', ...money },
      { key: 'share', label: 'Share', format: 'percent', unit: '%' },
      { key: 'owed', label: 'Owed', format: 'money', ...money },
      ...(apart ? [{ key: 'currency', label: 'Currency', format: 'text' as const }] : []),
    ],
    rows: sorted
      .slice(0, MOST_LINES)
      .map((part) => [
        ...[part.title, part.month, part.platform, part.quantity === null ? null : Number(part.quantity)],
        ...[nanosToDecimal(part.amount), Number(part.share) / 1_000_000, nanosToDecimal(part.owed)],
        ...(apart ? [part.currency] : []),
      ]),
    total_rows: parts.length,
    truncated: parts.length > MOST_LINES,
  };
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
