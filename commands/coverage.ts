import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import { type Coverage, coverageOf } from '../warehouse/kit/coverage.ts';
import { readSources } from '../warehouse/ops/policies.ts';
import type { Table } from './kit/answer.ts';
import { compose, unique } from './kit/compose.ts';
import { defineCommand } from './kit/define.ts';
import { noSuch } from './kit/did-you-mean.ts';

const SHOWN_HOLES = 4;

export default defineCommand({
  name: 'coverage',
  group: 'data',
  summary: 'Which days and statements each source has told, month by month, and where the holes are.',
  access: 'numbers',
  params: z.strictObject({
    source: z
      .string()
      .trim()
      .optional()
      .describe('Only this source, platform or account, month by month, e.g. distrokid.'),
  }),

  answer({ source: only }, context) {
    const labels = new Map(readSources(context.ops).map((one) => [one.source, one]));
    const labelOf = (source: string): string => labels.get(source)?.label ?? source;
    const all = coverageOf(context.warehouse);
    const wanted = only?.toLowerCase();
    const shown = all.filter(
      ({ sources, account }) =>
        wanted === undefined ||
        account.toLowerCase().includes(wanted) ||
        sources.some((source) => source.includes(wanted) || labelOf(source).toLowerCase().includes(wanted)),
    );
    if (only !== undefined && all.length > 0 && shown.length === 0)
      throw new BedrotError(
        'bad_question',
        noSuch('source', only, unique(all.flatMap(({ sources }) => sources))),
      );
    const holes = shown.reduce((sum, one) => sum + one.holes.length, 0);
    const told = shown.map((one) => ({ ...one, label: one.sources.map(labelOf).join(', ') }));
    return compose(context, 'coverage', {
      title: only === undefined ? 'What is covered' : `What is covered: ${only}`,
      subtitle: 'days (statements and accounts: months) from the first to the last of each',
      figures: [
        { key: 'series', label: 'Series', value: shown.length, unit: 'series', format: 'count' },
        { key: 'holes', label: 'Holes', value: holes, unit: 'holes', format: 'count' },
      ],
      table: only === undefined ? wholeTable(told) : monthTable(told),
      asked: [],
      sources: [],
      notes:
        all.length === 0
          ? ['Nothing is loaded yet.']
          : [
              'Holes lie between the first and the last day that is known; how old the last one is, freshness tells.',
              ...(only === undefined ? ['Ask for a source to see it month by month.'] : []),
            ],
    });
  },
});

type Told = Coverage & { label: string };

const wholeTable = (told: readonly Told[]): Table => ({
  columns: [
    { key: 'source', label: 'Source', format: 'text' },
    { key: 'account', label: 'Of', format: 'text' },
    { key: 'first', label: 'From', format: 'text' },
    { key: 'last', label: 'To', format: 'text' },
    { key: 'have', label: 'Known', format: 'text' },
    { key: 'holes', label: 'Holes', format: 'text' },
  ],
  rows: told.map((one) => [
    one.label,
    one.account,
    one.first,
    one.last,
    sayHave(one.have, one.expected),
    sayHoles(one),
  ]),
  total_rows: told.length,
  truncated: false,
});

/** A row a series and month, the newest first. */
function monthTable(told: readonly Told[]): Table {
  const rows = told.flatMap((one) =>
    one.months.toReversed().map(({ month, have, expected }) => {
      const holes = one.holes.filter(({ from, to }) => from.slice(0, 7) <= month && to.slice(0, 7) >= month);
      return [one.label, one.account, month, have, expected, sayHoles({ ...one, holes })];
    }),
  );
  return {
    columns: [
      { key: 'source', label: 'Source', format: 'text' },
      { key: 'account', label: 'Of', format: 'text' },
      { key: 'month', label: 'Month', format: 'text' },
      { key: 'have', label: 'Known', format: 'count' },
      { key: 'expected', label: 'Of', format: 'count' },
      { key: 'holes', label: 'Holes', format: 'text' },
    ],
    rows,
    total_rows: rows.length,
    truncated: false,
  };
}

/** "360 of 365"; where nothing is expected, how many there are. */
const sayHave = (have: number, expected: number | null): string =>
  expected === null ? String(have) : `${have} of ${expected}`;

function sayHoles({ holes, rhythm }: Pick<Coverage, 'holes' | 'rhythm'>): string {
  if (rhythm === null) return 'none expected';
  if (holes.length === 0) return 'none';
  const largest = holes.toSorted((a, b) => b.length - a.length).slice(0, SHOWN_HOLES);
  const said = holes
    .filter((hole) => largest.includes(hole))
    .map(({ from, to, length }) => (from === to ? from : `${from} to ${to} (${length})`));
  const more = holes.length - said.length;
  return `${said.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
