import { nanosToDecimal } from '../../core/money.ts';
import { formatValue } from '../view/format.ts';
import { type Allotted, NOBODY } from './allot.ts';
import type { Asked } from './ask.ts';
import type { Context } from './define.ts';

const add = (sums: Map<string, bigint>, currency: string, amount: bigint): void =>
  void sums.set(currency, (sums.get(currency) ?? 0n) + amount);

/** What a reader of a statement must know: what was refused, what is not in it, how it is rounded. */
export function notesOf(
  { label }: Context,
  { refused, parts, shared: own }: Allotted,
  parties: readonly string[],
  who: string | undefined,
  asked: Asked,
): string[] {
  const money = (amounts: ReadonlyMap<string, bigint>): string =>
    [...amounts].map(([code, one]) => formatValue(nanosToDecimal(one), 'money', code)).join(' and ');
  const withheld = new Map<string, bigint>();
  const seen = new Set<string>();
  for (const part of parts) {
    const line = [part.track, part.month, part.platform, part.currency].join();
    if (part.withheld !== 0n && (who === undefined || part.party === who) && !seen.has(line))
      add(withheld, part.currency, part.withheld);
    if (who === undefined || part.party === who) seen.add(line);
  }
  return [
    ...refused.map(
      ({ title, months, share, amounts }) =>
        `Refused: the splits of "${title}" add up to ${Number(share) / 10_000} % in ${sayMonths(months)}. Its ${money(amounts)} is allotted to nobody until label.json or the catalog is mended.`,
    ),
    ...(parties.length === 0
      ? [
          'No split is set, so everything is the label\'s. Write "splits" into label.json, or bring the catalog: "bedrot add --template catalog catalog.csv".',
        ]
      : []),
    ...(own.size > 0
      ? [
          `${money(own)} of these tracks was shared out by the distributor already (team percentage below 100 %): it is the label's own part, and no split is applied to it.`,
        ]
      : []),
    ...(who === undefined && parts.some(({ party }) => party === NOBODY)
      ? [
          `${NOBODY}: the splits give the label less than the whole and do not say who has the rest. Name them in label.json or the catalog.`,
        ]
      : []),
    ...(withheld.size > 0
      ? [
          `Before that the distributor withheld ${money(withheld)} for songwriters, as it says; whether a songwriter's split is paid by it is for you to know.`,
        ]
      : []),
    ...(parties.length === 0
      ? []
      : [
          `A split holds in a sale month if it holds on its last day. Each part is rounded once, half to even, in 0.000000001 ${asked.result.apart.length === 0 ? label.currency : 'of its currency'}; the rest is the label's, so the parts add up to the revenue exactly.`,
          `What was already paid ${who === undefined ? 'to them' : `to ${who}`} is not known and not taken off: no source names such payments.`,
        ]),
  ];
}

const sayMonths = (months: readonly string[]): string =>
  months.length === 1 ? String(months[0]) : `${months[0]} to ${months.at(-1)}`;
