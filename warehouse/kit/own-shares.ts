import { addMonths, type Day, lastOfMonth, type Month, monthOf } from '../../core/days.ts';
import { type SplitRule, sharesIn } from './splits.ts';

type Split = [track: number, party: string, from: Day, to: Day, millionths: number];
/** A row of own_shares. */
type OwnShare = [track: number, first: Month, last: Month, millionths: number | null];

const WHOLE = 1_000_000n;

/**
 * What stays with the label of each track, by sale month, where that is not all of it. Where the splits name the label, it
 * has that; else what they leave. The split of a month is the one that holds at its end, as in a statement of splits.
 */
export function ownSharesOf(splits: readonly Split[], labelName: string): OwnShare[] {
  return [...Map.groupBy(splits, ([track]) => track)].flatMap(([track, own]) => {
    const rules = own.map(
      ([, party, from, to, share]): SplitRule => ({
        ...{ track: BigInt(track), title: '', isrc: null },
        ...{ party, from, to, share: BigInt(share) },
      }),
    );
    const starts = [...new Set(own.flatMap(([, , from, to]) => [monthOf(from), ...after(to)]))].sort();
    const rows: OwnShare[] = [];
    for (const [at, first] of starts.entries()) {
      const next = starts[at + 1];
      const share = ownPart(sharesIn(rules, first), labelName);
      const last = next === undefined ? LAST : addMonths(next, -1);
      const before = rows.at(-1);
      if (share === WHOLE) continue;
      const millionths = share === null ? null : Number(share);
      if (before && before[3] === millionths && addMonths(before[2], 1) === first) before[2] = last;
      else rows.push([track, first, last, millionths]);
    }
    return rows;
  });
}

const LAST: Month = '9999-12';

/** The first month a split no longer holds for: the one at whose end it is over. */
const after = (to: Day): Month[] =>
  monthOf(to) === LAST ? [] : [to === lastOfMonth(monthOf(to)) ? addMonths(monthOf(to), 1) : monthOf(to)];

/** Null where the splits are more than the whole: whose the money is, nobody can say. */
function ownPart(shares: ReadonlyMap<string, bigint>, labelName: string): bigint | null {
  const sum = [...shares.values()].reduce((all, one) => all + one, 0n);
  if (sum > WHOLE) return null;
  return shares.get(labelName) ?? WHOLE - sum;
}
