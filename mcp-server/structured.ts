import type { Answer, Chart, Part, Table } from '../commands/kit/answer.ts';

/** Rows of a table an agent gets at most: about 10,000 tokens. Beyond them a coarser question serves it better. */
export const MOST_ROWS = 1000;

/**
 * What an agent gets: the answer without the points of its pictures, which repeat the tables, and with a bound on rows. Of
 * an answer in parts each has an equal share of the bound.
 */
export function toStructured(answer: Answer): Omit<Answer, 'chart'> {
  const { parts, ...whole } = answer;
  const share = Math.floor(MOST_ROWS / (1 + (parts?.length ?? 0)));
  return {
    ...bounded(whole, share),
    ...(parts ? { parts: parts.map((part) => bounded(part, share)) } : {}),
  };
}

function bounded<T extends Pick<Part, 'chart' | 'table' | 'notes'>>(
  whole: T,
  most: number,
): Omit<T, 'chart'> {
  const { chart, ...rest } = whole;
  const table = rest.table ?? (chart && tableOf(chart));
  if (!table) return rest;
  if (table.rows.length <= most) return { ...rest, table };
  // Of a series the newest stay, as everywhere.
  const series = table.columns[0]?.format === 'day';
  const rows = series ? table.rows.slice(-most) : table.rows.slice(0, most);
  const note = `The table holds the ${series ? 'newest' : 'first'} ${most} of ${table.total_rows} rows: ask with a coarser grain, a shorter period or a filter.`;
  return { ...rest, table: { ...table, rows, truncated: true }, notes: [...rest.notes, note] };
}

/** A picture without a table: its points are the rows. */
function tableOf(chart: Chart): Table {
  const { format, unit } = chart;
  const columns = [
    { key: 'label', label: 'Label', format: 'text' as const },
    ...chart.series.map(({ name }, index) => ({ key: `series_${index + 1}`, label: name, format, unit })),
  ];
  const rows = chart.labels.map((label, at) => [
    label,
    ...chart.series.map(({ values }) => values[at] ?? null),
  ]);
  return { columns, rows, total_rows: rows.length, truncated: false };
}
