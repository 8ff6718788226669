import { BedrotError } from '../../core/errors.ts';
import { fromAdSums } from './ad-sums.ts';
import { compile, type Group, run } from './compile.ts';
import type { Shape } from './compile-shape.ts';
import { TABLES } from './compile-tables.ts';
import type { Db } from './open.ts';
import { type Combination, combineSeries, combineStatements, tellings } from './query-combine.ts';
import type { Coverage } from './query-coverage.ts';
import { type Conversion, convertible, sayMissing } from './query-currency.ts';
import { MOST_DIMENSIONS, type Plan } from './query-plan.ts';
import { fromSums } from './query-sums.ts';

export interface Reading extends Combination {
  sql: string;
  /** Currency of the amounts; null where it is not money, or there is none. */
  currency: string | null;
  /** Several currencies, told apart by the breakdown: there is no total. */
  mixed: boolean;
  /** How amounts of several currencies were, or could not be, brought into one. */
  conversion?: Conversion;
  /** The shape that was read in place of the plan's: broken down by currency too, since a rate is missing. */
  apart?: Shape;
  /** Kinds of things that are not one number, where there are several: no number is made of them. */
  unlike: string[];
}

/**
 * Runs a plan. The total comes from the rows where they can be added (statements not broken down by artist), else from
 * the same question without the breakdown: collaborations overlap, running totals and means do not add over days.
 * Amounts of several currencies are converted where the plan names one and every amount has a rate, else told apart.
 * @throws BedrotError `bad_question`: amounts of several currencies would be added.
 */
export function read(db: Db, plan: Plan, reach: Coverage): Reading {
  const { shape, period } = plan;
  const whole = shape.by.length === 0 && shape.grain === null;
  const sql = compile(fromAdSums(db, fromSums(db, shape, plan.parameters)));
  const groups = run<Group>(db, sql, plan.parameters);
  const currencies = currenciesOf(groups);
  const unlike = unlikeIn(groups);
  const split = shape.by.includes('currency');
  if (currencies.length > 1 && !split) return readSeveral(db, plan, reach, currencies);
  if (plan.convertAll && !split && currencies.some((code) => code !== plan.currency)) {
    const found = converted(db, plan, reach);
    if (found) return found;
  }
  const statements = shape.sources.every((source) => TABLES[source.table].series === null);
  const found = statements
    ? combineStatements(groups, shape.by.length, shape.grain, period, reach.completeTo)
    : combineSeries(groups, shape.by.length, shape.grain, period, shape.measure.is, reach.series);
  const mixed = currencies.length > 1;
  const currency = currencies.length === 1 ? (currencies[0] ?? null) : null;
  if (mixed)
    return { ...found, total: { value: null, over: null, mean: null }, sql, currency, mixed, unlike };
  if (whole || (statements && !shape.by.includes('artist')))
    return { ...found, sql, currency, mixed, unlike };

  const { total, partial } = read(db, { ...plan, shape: { ...shape, by: [], grain: null } }, reach);
  return { rows: found.rows, total, partial, sql, currency, mixed, unlike };
}

function readSeveral(db: Db, plan: Plan, reach: Coverage, currencies: readonly string[]): Reading {
  const { shape, currency: to } = plan;
  const refuse = (more: string): BedrotError =>
    new BedrotError(
      'bad_question',
      `The amounts are in ${currencies.join(' and ')}, which are not added. Ask for one currency, or by currency.${more}`,
    );
  if (to === undefined) throw refuse('');
  const conversion = convertible(db, plan, to);
  if (conversion.missing.length === 0)
    return { ...read(db, { ...plan, shape: { ...shape, to } }, reach), conversion };
  if (shape.by.length >= MOST_DIMENSIONS) throw refuse(` ${sayMissing(conversion)}`);
  const apart: Shape = { ...shape, by: [...shape.by, 'currency'] };
  return { ...read(db, { ...plan, shape: apart }, reach), conversion, apart };
}

/** All amounts in the question's currency; null where one has no rate. */
function converted(db: Db, plan: Plan, reach: Coverage): Reading | null {
  const { shape, currency: to } = plan;
  if (to === undefined) return null;
  const conversion = convertible(db, plan, to);
  if (conversion.missing.length > 0) return null;
  return { ...read(db, { ...plan, shape: { ...shape, to } }, reach), conversion };
}

const currenciesOf = (groups: readonly Group[]): string[] => tellings(groups, 'currency', 'currencyMax');

function unlikeIn(groups: readonly Group[]): string[] {
  const told = tellings(groups, 'alike', 'alikeMax');
  return told.length > 1 ? told : [];
}
