import { BedrotError } from '../../core/errors.ts';
import type { MetricRegistry } from '../../warehouse/kit/metric.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import { ask } from '../../warehouse/kit/query.ts';
import { cellsOf, type Drawn } from './cells.ts';
import type { Facts } from './facts.ts';
import { FIGURES } from './figures.ts';
import type { Figure } from './read.ts';

/** What is compared with the second opinion. */
export interface House {
  db: Db;
  metrics: MetricRegistry;
  /** Names of all platforms it knows. */
  platforms: readonly string[];
}

/** What the house answers, in the form of a figure: amounts as 1e-9. What it refuses for want of a teller is not known. */
function answered(
  { db, metrics }: House,
  metric: string,
  { cell, asked }: Drawn,
): { figure: Figure; unit: string } {
  const question = {
    metric,
    from: cell.from,
    to: cell.to,
    where: {
      ...(asked.artist === undefined ? {} : { artist: [asked.artist] }),
      ...(asked.platform === undefined ? {} : { platform: [asked.platform] }),
    },
    currency: 'USD',
  };
  try {
    const { total, unit } = ask(db, metrics, question, { others: false });
    return { figure: total === null || typeof total === 'number' ? total : nanos(total), unit };
  } catch (thrown) {
    if (thrown instanceof BedrotError && thrown.message.includes('is told only of'))
      return { figure: null, unit: '' };
    throw thrown;
  }
}

function nanos(decimal: string): bigint {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? [];
  const digits = BigInt(`${whole}${fraction.padEnd(9, '0')}`);
  return sign === '-' ? -digits : digits;
}

/** Amounts to the last nano; ratios as near as floating point and the nine decimals of an answer are. */
function same(house: Figure, second: Figure): boolean {
  if (house === null || second === null) return house === second;
  if (typeof house === 'bigint' && typeof second === 'bigint') return house === second;
  const [a, b] = [typeof house === 'bigint' ? Number(house) / 1e9 : house, Number(second)];
  return Math.abs(a - b) <= 1e-9 + 1e-9 * Math.abs(b);
}

/** Cells of each metric that must have a number, and how many are drawn at most for it. */
export const FEWEST_KNOWN = 3;
const MOST_CELLS = 300;

/** Cells of a metric on which the two do not agree, and how many have a number. */
export function compared(
  house: House,
  metric: string,
  facts: Facts,
  /** `untilWrong`: the first difference is enough. */
  of: { seed: number; span: { own: string; last: string }; cells: number; untilWrong?: boolean },
): { wrong: string[]; known: number } {
  const second = FIGURES[metric];
  if (!second) return { wrong: [`${metric} has no second opinion in test/independent/figures.ts`], known: 0 };
  const wrong: string[] = [];
  let known = 0;
  const drawings = cellsOf(of.seed, metric, second, house.platforms, of.span, MOST_CELLS);
  for (const [at, drawn] of drawings.entries()) {
    // Of what few rows tell, more cells are drawn until some have a number.
    if (at >= of.cells && known >= FEWEST_KNOWN) break;
    const { figure: theirs, unit } = answered(house, metric, drawn);
    const mine = second.figure(facts, drawn.cell);
    const currency = mine === null ? undefined : second.currency?.(facts, drawn.cell);
    if (mine !== null) known++;
    if (of.untilWrong && wrong.length > 0) break;
    if (!same(theirs, mine) || (currency !== undefined && currency !== unit))
      wrong.push(
        `${metric} ${JSON.stringify(drawn)}: the house ${theirs} ${unit}, by hand ${mine} ${currency ?? ''}`,
      );
  }
  return { wrong, known };
}
