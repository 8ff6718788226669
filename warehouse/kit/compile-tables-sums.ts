import { artistByName, type DimensionAccess, type TableAccess } from './compile-access.ts';
import { DELAYS } from './compile-tables-revenue.ts';
import type { MetricDimension } from './metric.ts';
import { ALWAYS, MONTH, SUMMARIES, SUMMARY_TABLES, SUMMED, type SummaryTable } from './summaries.ts';

/** The tables of sums as their facts are read: every dimension of the facts whose column is in the key. */
export const sumTables = (facts: TableAccess): Record<SummaryTable, TableAccess> =>
  Object.fromEntries(SUMMARY_TABLES.map((table) => [table, accessOf(table, facts)])) as Record<
    SummaryTable,
    TableAccess
  >;

function accessOf(table: SummaryTable, facts: TableAccess): TableAccess {
  const own: readonly string[] = SUMMARIES[table];
  const key: readonly string[] = [...own, ...ALWAYS];
  const told = Object.entries(facts.dimensions) as [MetricDimension, DimensionAccess][];
  return {
    ...facts,
    facts: [SUMMED],
    order: [MONTH, ...own],
    weight: 'facts',
    ...(facts.money ? { money: { ...facts.money, columns: [...facts.money.columns, ...DELAYS] } } : {}),
    ...(own.includes('usage') ? { usage: 'usage' } : {}),
    dimensions: {
      ...Object.fromEntries(
        told.filter(([, { raw, also = raw }]) => key.includes(raw) && key.includes(also)),
      ),
      ...(own.includes('artist_name_id') ? { artist: artistByName } : {}),
    },
  };
}
