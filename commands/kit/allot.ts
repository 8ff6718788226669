import type { Month } from '../../core/days.ts';
import { divideHalfEven } from '../../core/money.ts';
import { type SplitLine, type SplitRule, sharesIn } from '../../warehouse/kit/splits.ts';

/** All shares of a track, in millionths. */
export const WHOLE = 1_000_000n;

/** Whose what the splits leave over is, where they name the label with less than that: nobody says. */
export const NOBODY = 'Named nowhere';

/** A part of a line that is owed to somebody. Amounts in 1e-9 of its currency. */
export interface Part extends SplitLine {
  title: string;
  party: string;
  share: bigint;
  owed: bigint;
}

/** What could not be allotted: the shares of a track in a month are more than the whole. */
export interface Refused {
  title: string;
  months: Month[];
  share: bigint;
  amounts: Map<string, bigint>;
}

export interface Allotted {
  parts: Part[];
  refused: Refused[];
  /** Amounts the distributor had shared out already, by currency: the label's own part. */
  shared: Map<string, bigint>;
}

/**
 * Lines times the shares that held in their month, for everybody but the label, whose part is the rest: so all parts
 * add up to the revenue exactly. Where the splits name the label it has no more than that, as in the metric
 * own_revenue; what they then leave over is told apart. Each part is rounded once, half to even in 1e-9.
 */
export function allot(rules: readonly SplitRule[], lines: readonly SplitLine[], labelName: string): Allotted {
  const byTrack = Map.groupBy(rules, ({ track }) => track);
  const shares = new Map<string, Map<string, bigint>>();
  const parts: Part[] = [];
  const refused = new Map<bigint, Refused>();
  const shared = new Map<string, bigint>();
  for (const line of lines) {
    const own = byTrack.get(line.track) ?? [];
    const title = titleOf(rules, own[0]);
    const key = `${line.track} ${line.month}`;
    const held = shares.get(key) ?? sharesIn(own, line.month);
    shares.set(key, held);
    const sum = [...held.values()].reduce((all, one) => all + one, 0n);
    if (line.shared) add(shared, line);
    else if (sum > WHOLE) refuse(refused, line, title, sum);
    else
      for (const [party, share] of held.has(labelName) ? [...held, [NOBODY, WHOLE - sum] as const] : held)
        if (party !== labelName && share > 0n)
          parts.push({ ...line, title, party, share, owed: timesShare(line.amount, share) });
  }
  return { parts, refused: [...refused.values()], shared };
}

/** Two tracks of one title are told apart by their ISRC. */
function titleOf(rules: readonly SplitRule[], rule: SplitRule | undefined): string {
  if (!rule) return '';
  const twins = rules.some(({ title, track }) => title === rule.title && track !== rule.track);
  return twins ? `${rule.title} (${rule.isrc ?? 'no ISRC'})` : rule.title;
}

/** An amount times millionths, half to even; a reversal takes back what it gave. */
export function timesShare(amount: bigint, share: bigint): bigint {
  const owed = divideHalfEven((amount < 0n ? -amount : amount) * share, WHOLE);
  return amount < 0n ? -owed : owed;
}

function refuse(all: Map<bigint, Refused>, line: SplitLine, title: string, share: bigint): void {
  const one: Refused = all.get(line.track) ?? { title, months: [], share, amounts: new Map() };
  all.set(line.track, one);
  if (!one.months.includes(line.month)) one.months.push(line.month);
  if (share > one.share) one.share = share;
  add(one.amounts, line);
}

export const add = (
  sums: Map<string, bigint>,
  { currency, amount }: Pick<SplitLine, 'currency' | 'amount'>,
): void => void sums.set(currency, (sums.get(currency) ?? 0n) + amount);
