import type { Table } from './answer.ts';
import type { Asked } from './ask.ts';
import { unique } from './compose.ts';
import type { Keying, Line } from './query-rows.ts';
import { capital, hasFractions, shortLabel } from './ranking.ts';

export interface Paging {
  limit: number;
  page: number;
}

type Column = Table['columns'][number];

/**
 * The lines of one page. Pages of a breakdown begin with the largest, those of a series with the newest; inside a page of a
 * series time runs forward.
 */
export function queryTable(
  asked: readonly Asked[],
  lines: readonly Line[],
  keying: Keying,
  paging: Paging,
): Table {
  const rows = pageOf(lines, keying, paging);
  const compared = asked.map(({ compared: found }) => found !== null);
  const partial = rows.some(({ cells }) => cells.some((cell) => cell?.partial));
  return {
    columns: [
      ...keyColumns(keying),
      ...asked.flatMap((one, at) => metricColumns(one, asked, compared[at] === true)),
      ...(partial ? [{ key: 'state', label: 'State', format: 'text' as const }] : []),
    ],
    rows: rows.map(({ keys, cells }) => [
      ...keys,
      ...cells.flatMap((cell, at) => {
        const { metric } = asked[at] as Asked;
        const moved = hasFractions(metric) ? cell?.change.relative : cell?.change.absolute;
        return [cell?.value ?? null, ...(compared[at] ? [cell?.before ?? null, moved ?? null] : [])];
      }),
      ...(partial ? [stateOf(asked, cells)] : []),
    ]),
    total_rows: lines.length,
    truncated: lines.length > rows.length,
  };
}

function keyColumns({ by, grain }: Keying): Column[] {
  return [
    ...(grain ? [{ key: 'date', label: capital(grain), format: 'day' as const }] : []),
    ...by.map((name) => ({
      key: name,
      label: capital(name.replaceAll('_', ' ')),
      format: 'text' as const,
    })),
  ];
}

/** Value, and where it is compared what it was and how it changed: a percentage in points. */
function metricColumns({ metric, result }: Asked, all: readonly Asked[], compared: boolean): Column[] {
  const { name, format } = metric;
  const { unit, kind } = result;
  const label = shortLabel(metric);
  const kinds = unique(all.map((one) => one.result.kind));
  const own = kinds.length > 1 ? `${label}, ${kind}` : label;
  const change = hasFractions(metric) ? `${label}: change` : `${label}: change in points`;
  return [
    { key: name, label: own, format, unit },
    ...(compared
      ? [
          { key: `${name}_before`, label: `${label}: before`, format, unit },
          { key: `${name}_change`, label: change, format: 'percent' as const, unit: '%' },
        ]
      : []),
  ];
}

function stateOf(asked: readonly Asked[], cells: Line['cells']): string {
  const partial = asked.flatMap(({ metric }, at) => (cells[at]?.partial ? [metric.name] : []));
  if (partial.length === 0) return '';
  return partial.length === asked.length ? 'not complete' : `not complete: ${partial.join(', ')}`;
}

function pageOf(lines: readonly Line[], { grain }: Keying, { limit, page }: Paging): Line[] {
  const skipped = limit * (page - 1);
  if (!grain) return lines.slice(skipped, skipped + limit);
  const end = lines.length - skipped;
  return end <= 0 ? [] : lines.slice(Math.max(0, end - limit), end);
}

/** Which rows these are, and how to get the others. */
export function sayPage(total: number, { grain }: Keying, { limit, page }: Paging): string[] {
  const pages = Math.max(1, Math.ceil(total / limit));
  if (page > pages) {
    const last = pages === 1 ? 'there is one page' : `there are ${pages} pages`;
    return [`Page ${page} is beyond the end: ${last}, of ${total} rows in all.`];
  }
  if (pages === 1) return [];
  const first = limit * (page - 1) + 1;
  const order = grain ? ' counted from the newest' : '';
  const next = page < pages ? `Next: page ${page + 1}.` : 'This is the last page.';
  return [
    `Page ${page} of ${pages}: rows ${first} to ${Math.min(total, first + limit - 1)} of ${total}${order}. ${next}`,
  ];
}
