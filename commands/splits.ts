import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import { nanosToDecimal, parseNanos } from '../core/money.ts';
import { resolveValues } from '../warehouse/kit/query-names.ts';
import { type SplitRule, splitLines, splitRules } from '../warehouse/kit/splits.ts';
import { type Allotted, allot, WHOLE } from './kit/allot.ts';
import type { Figure } from './kit/answer.ts';
import { type Asked, askMetric, sayFilters } from './kit/ask.ts';
import { compose, figureOf, sayRange } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import { noSuch } from './kit/did-you-mean.ts';
import * as shared from './kit/params.ts';
import { notesOf } from './kit/split-notes.ts';
import { overviewChart, overviewTable, statementTable } from './kit/split-tables.ts';
import { formatValue } from './view/format.ts';

export default defineCommand({
  name: 'splits',
  group: 'money',
  summary: 'Who is owed what of the revenue by the splits of its tracks; a statement for one collaborator.',
  access: 'money',
  document: true,
  params: z.strictObject({
    party: z
      .string()
      .trim()
      .optional()
      .describe('A statement for this collaborator: track, month, platform, share, owed.'),
    period: shared.period('ytd'),
    track: shared.track,
    basis: z
      .enum(['payment', 'sale'])
      .default('payment')
      .describe('payment: what came in in the period; sale: what was played or sold in it.'),
  }),

  answer({ party, period, track, basis }, context) {
    const metric = basis === 'payment' ? 'revenue_received' : 'revenue';
    const asked = askMetric(context, { metric, period, filters: { track }, others: false });
    const only = track === undefined ? null : resolveValues(context.warehouse, 'track', [track]).map(BigInt);
    const rules = splitRules(context.warehouse).filter((rule) => only === null || only.includes(rule.track));
    const parties = [...new Set(rules.map((rule) => rule.party))].filter((one) => one !== context.label.name);
    const who = party === undefined ? undefined : partyNamed(context, party, parties);
    const found = allotted(context, asked, { rules, who, basis });
    const parts = who === undefined ? found.parts : found.parts.filter((part) => part.party === who);
    const owed = new Map<string, bigint>();
    for (const { currency, owed: amount } of parts) add(owed, currency, amount);
    const filters = sayFilters(context, { track });
    const title = who === undefined ? `Splits${filters}` : `Statement for ${who}${filters}`;
    const subtitle = `${basis === 'payment' ? 'payments of' : 'sales of'} ${sayRange(asked.result.period)}`;
    const chart =
      who === undefined && asked.result.apart.length === 0
        ? overviewChart(asked, found, subtitle)
        : undefined;
    return compose(context, 'splits', {
      title,
      subtitle,
      period: asked.period,
      figures:
        who === undefined
          ? overview(context, asked, found, owed)
          : statement(context, asked, found, who, owed),
      table: who === undefined ? overviewTable(context, asked, found) : statementTable(asked, parts),
      ...(chart ? { chart } : {}),
      asked: [asked],
      notes: notesOf(context, found, parties, who, asked),
    });
  },
});

/**
 * What the tracks that anybody but the label has a share of brought, allotted; the others need not be read. For a
 * statement those of the party alone: what other tracks brought is not for its reader.
 */
function allotted(
  { warehouse, label }: Context,
  asked: Asked,
  { rules, who, basis }: { rules: readonly SplitRule[]; who: string | undefined; basis: 'payment' | 'sale' },
): Allotted {
  const whole = ({ party, share }: SplitRule): boolean => party === label.name && share === WHOLE;
  const concerns = (rule: SplitRule): boolean => (who === undefined ? !whole(rule) : rule.party === who);
  const tracks = [...new Set(rules.filter(concerns).map(({ track }) => track))];
  const { period } = asked.result;
  const lines = tracks.length === 0 ? [] : splitLines(warehouse, tracks, period, basis, label.currency);
  return allot(rules, lines, label.name);
}

/** @throws BedrotError `bad_question` naming who has a share. */
function partyNamed({ label }: Context, said: string, parties: readonly string[]): string {
  const plain = (text: string): string => text.trim().toLowerCase();
  const found = parties.find((one) => plain(one) === plain(said));
  if (found !== undefined) return found;
  if (plain(said) === plain(label.name))
    throw new BedrotError(
      'bad_question',
      `${label.name} is the label: what is left for it is in the answer without a party.`,
    );
  throw new BedrotError('bad_question', noSuch('party', said, parties));
}

/** Revenue less what is owed and what could not be allotted; null where currencies are not added. */
function restOf(asked: Asked, { refused }: Allotted, owed: ReadonlyMap<string, bigint>): bigint | null {
  const total = asked.result.total === null ? null : parseNanos(String(asked.result.total));
  if (total === null) return null;
  const taken = [owed, ...refused.map(({ amounts }) => amounts)].flatMap((sums) => [...sums.values()]);
  return taken.reduce((rest, amount) => rest - amount, total);
}

function overview(
  context: Context,
  asked: Asked,
  found: Allotted,
  owed: ReadonlyMap<string, bigint>,
): Figure[] {
  const rest = restOf(asked, found, owed);
  const total = Number(asked.result.total ?? 0);
  const held = new Map<string, bigint>();
  for (const { amounts } of found.refused)
    for (const [currency, amount] of amounts) add(held, currency, amount);
  return [
    amountFigure(context, asked, { key: 'owed', label: 'Owed to others' }, owed),
    amountFigure(
      context,
      asked,
      { key: 'own', label: 'Left for the label' },
      rest === null ? null : new Map([['', rest]]),
    ),
    ...(held.size > 0 ? [amountFigure(context, asked, { key: 'refused', label: 'Not allotted' }, held)] : []),
    {
      ...figureOf(context, asked),
      key: 'revenue',
    },
    {
      ...{ key: 'retention', label: "The label's part", unit: '%', format: 'percent' as const },
      value: rest === null || total <= 0 ? null : Number(rest) / 1e9 / total,
      ...(rest === null || total <= 0 ? { note: 'Not known without revenue above 0 in one currency.' } : {}),
    },
  ];
}

function statement(
  context: Context,
  asked: Asked,
  found: Allotted,
  who: string,
  owed: ReadonlyMap<string, bigint>,
): Figure[] {
  const base = new Map<string, bigint>();
  const tracks = new Set<bigint>();
  for (const { party, currency, amount, track } of found.parts) {
    if (party !== who) continue;
    add(base, currency, amount);
    tracks.add(track);
  }
  return [
    amountFigure(context, asked, { key: 'owed', label: `Owed to ${who}` }, owed),
    amountFigure(context, asked, { key: 'base', label: 'Revenue it is a share of' }, base),
    { key: 'tracks', label: 'Tracks', value: tracks.size, unit: 'tracks', format: 'count' },
  ];
}

/** An amount in the currency of the answer; amounts of several currencies are told apart, not added. */
function amountFigure(
  context: Context,
  asked: Asked,
  name: { key: string; label: string },
  amounts: ReadonlyMap<string, bigint> | null,
): Figure {
  const { total, apart } = asked.result;
  const figure = figureOf(context, { ...asked, compared: null }, name);
  if (total === null && apart.length === 0) return figure;
  if (apart.length > 0 || amounts === null)
    return {
      ...figure,
      value: null,
      note:
        amounts === null
          ? 'Not known: the revenue is in several currencies.'
          : `${[...amounts].map(([code, one]) => formatValue(nanosToDecimal(one), 'money', code)).join(' and ') || 'Nothing'}: a rate is missing, so they are not added.`,
    };
  const sum = [...amounts.values()].reduce((all, one) => all + one, 0n);
  return { ...figure, value: nanosToDecimal(sum) };
}

const add = (sums: Map<string, bigint>, currency: string, amount: bigint): void =>
  void sums.set(currency, (sums.get(currency) ?? 0n) + amount);
