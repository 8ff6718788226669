/**
 * A series: one value a bucket (a day, a month), in order, without holes in time. Null: not known, never 0. Everything in
 * this folder takes and gives series and knows no warehouse.
 */
export type Values = readonly (number | null)[];

export const known = (values: Values): number[] => values.filter((value) => value !== null);

/** The series without what is not known at its ends, and how many buckets that were before and after. */
export function trimmed(values: Values): { before: number; values: Values; after: number } {
  const from = values.findIndex((value) => value !== null);
  const to = values.findLastIndex((value) => value !== null) + 1;
  if (from === -1) return { before: 0, values: [], after: values.length };
  return { before: from, values: values.slice(from, to), after: values.length - to };
}

/** Sums where something is known; null where nothing is. */
export const sumOf = (values: Values): number | null => {
  const told = known(values);
  return told.length === 0 ? null : told.reduce((sum, value) => sum + value, 0);
};
