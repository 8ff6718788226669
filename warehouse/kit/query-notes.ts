import type { Coverage } from './query-coverage.ts';
import { sayConverted, sayMissing } from './query-currency.ts';
import type { Plan } from './query-plan.ts';
import type { Reading } from './query-read.ts';
import type { Result } from './query-types.ts';

/** Of a total of unlike things: purchases and clicks, lifetime and a window. */
export const NOT_ONE = 'are not one number';

/** What a person must know to read the number, in plain sentences. */
export function notesOf(of: {
  plan: Plan;
  found: Reading;
  reach: Coverage;
  total: number | string | null;
  partial: boolean;
  silent: number;
  cut: string | null;
  apart: Result['apart'];
  /** Whether to say that the data begin inside the period. */
  beginning: boolean;
}): string[] {
  const { plan, found, reach, total } = of;
  const { period, shape } = plan;
  const notes: string[] = [];
  const statements = reach.reported !== null;
  if (plan.widened) notes.push(`Statements tell whole months: read ${period.from} to ${period.to}.`);
  if (reach.newest === null) notes.push('Nothing has been loaded for this yet.');
  else if (total === null && !found.mixed && found.unlike.length === 0)
    notes.push(`Not known in this period; the data reach to ${reach.newest}.`);
  else if (statements && reach.completeTo !== null && reach.completeTo < period.to)
    notes.push(
      shape.sources[0]?.date === 'sale_month'
        ? `Stores report late: sale months after ${reach.completeTo.slice(0, 7)} are not complete (statements to ${reach.reported}).`
        : `Reported to ${reach.completeTo}.`,
    );
  else if (reach.completeTo !== null && reach.completeTo < period.to)
    notes.push(`Reported to ${reach.completeTo}.`);
  else if (of.partial && of.silent === 0)
    notes.push(
      statements ? 'Some lines have no value and are left out.' : 'Some days have no value and are left out.',
    );
  if (shape.measure.is === 'last' && of.silent > 0)
    notes.push(`${of.silent} ${of.silent === 1 ? 'account has' : 'accounts have'} no value in this period.`);
  if (found.mixed) notes.push('Amounts of several currencies are not added.');
  for (const { currency, total: amount } of of.apart) notes.push(`In ${currency}: ${amount ?? 'not known'}.`);
  if (found.conversion)
    notes.push(
      found.conversion.missing.length > 0 ? sayMissing(found.conversion) : sayConverted(found.conversion),
    );
  if (found.unlike.length > 0)
    notes.push(
      `${found.unlike.map((one) => one || 'a kind no file tells').join(' and ')} ${NOT_ONE}: ask by ${shape.sources[0]?.alike === 'counted_over' ? 'window' : 'result'}, or for one of them.`,
    );
  if (overlaps(of)) notes.push('A collaboration counts for each of its artists; the total counts it once.');
  if (of.beginning && reach.begins !== null && reach.begins > period.from && reach.begins <= period.to)
    notes.push(`The data begin on ${reach.begins}.`);
  if (of.cut) notes.push(of.cut);
  return notes;
}

function overlaps({ plan, found }: { plan: Plan; found: Reading }): boolean {
  const { measure, by, grain } = plan.shape;
  if (!by.includes('artist') || found.mixed || found.total.value === null) return false;
  if (measure.is === 'average' || (measure.is === 'last' && grain !== null)) return false;
  const added = found.rows.reduce((sum, row) => sum + (row.sums.value ?? 0n), 0n);
  return added !== found.total.value;
}
