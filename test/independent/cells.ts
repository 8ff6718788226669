import { addDays, addMonths, firstOfMonth, lastOfMonth } from '../../core/days.ts';
import { random } from '../../sandbox/label/random.ts';
import type { Independent } from './figure.ts';
import type { Cell } from './read.ts';

/** A cell, and how it is put to the house: an alias in place of the name, now and then. */
export interface Drawn {
  cell: Cell;
  asked: { artist?: string; platform?: string };
}

const ARTISTS: readonly (readonly [name: string, spelled: string])[] = [
  ['ZONE A0', 'zone.a0'],
  ['PIG1987', 'PIG 1987'],
  ['DEEPCURSE', 'deepcurse'],
  ['Sxnctuary', 'SXNCTUARY'],
  ['Pigeon Static', 'Pigeon Static'],
];

/** Cells of a metric that are of everything up to the last day. */
const SURE = 3;

/**
 * Cells of a metric: a third of them of all artists, half of the others of one that has much; platforms that tell the
 * metric, others now and then; days, months, parts of them and spans, most of them in the label's own months.
 * @param others platforms the warehouse knows at all.
 */
export function cellsOf(
  seed: number,
  name: string,
  { by, platforms = [] }: Independent,
  others: readonly string[],
  span: { own: string; last: string },
  many: number,
): Drawn[] {
  const lot = random(seed, 'cells', name);
  const one = <T>(list: readonly T[]): T => list[lot.below(list.length)] as T;
  // The first ones are of everything there is, so that what few rows tell is in some cell.
  return Array.from({ length: many }, (_, at) => {
    const cell: Cell =
      at < SURE ? { from: addDays(span.last, -300 + 100 * at), to: span.last } : periodOf(lot, span);
    const asked: Drawn['asked'] = {};
    if (at < SURE) return { cell, asked };
    if (by.includes('artist') && lot.chance(0.6)) {
      const [artist, spelled] = lot.chance(0.8) ? one(ARTISTS.slice(0, 3)) : one(ARTISTS);
      cell.artist = artist;
      asked.artist = lot.chance(0.3) ? spelled : artist;
    }
    if (by.includes('platform') && lot.chance(0.5)) {
      cell.platform = platforms.length > 0 && lot.chance(0.8) ? one(platforms) : one(others);
      asked.platform = cell.platform;
    }
    return { cell, asked };
  });
}

function periodOf(lot: ReturnType<typeof random>, { own, last }: { own: string; last: string }): Cell {
  const months =
    Number(last.slice(0, 4)) * 12 +
    Number(last.slice(5, 7)) -
    Number(own.slice(0, 4)) * 12 -
    Number(own.slice(5, 7));
  // Two months of sales before the label's first own one; the last one is not over.
  const month = addMonths(own.slice(0, 7), lot.below(months + 3) - 2);
  const from = addDays(firstOfMonth(month), lot.below(28));
  switch (lot.below(8)) {
    case 0:
      return { from, to: from };
    case 1:
      return { from: firstOfMonth(month), to: addDays(firstOfMonth(month), lot.below(27)) };
    case 2:
      return { from: firstOfMonth(month), to: lastOfMonth(addMonths(month, lot.below(3))) };
    case 3:
      return { from: `${last.slice(0, 4)}-01-01`, to: last };
    case 4:
      // Often before anything is known, or after.
      return { from: addDays(from, -420), to: addDays(from, -400 + lot.below(430)) };
    case 5:
      return { from, to: addDays(from, 6 + lot.below(90)) };
    default:
      return { from: firstOfMonth(month), to: lastOfMonth(month) };
  }
}
