import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import { factsOf, TABLES } from '../warehouse/kit/compile-tables.ts';
import { expectedSources, sourcesOf } from '../warehouse/kit/freshness.ts';
import { DIMENSIONS, type FactTable, type MetricDimension } from '../warehouse/kit/metric.ts';
import { dimensionsOf } from '../warehouse/kit/metric-parts.ts';
import { fold } from '../warehouse/kit/names-fold.ts';
import { type DimensionValue, dimensionValues, nearest } from '../warehouse/kit/query.ts';
import { readPolicies } from '../warehouse/ops/policies.ts';
import { mayAsk } from './kit/ask.ts';
import { compose } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import { noSuch } from './kit/did-you-mean.ts';
import * as shared from './kit/params.ts';

/** Other spellings of one value that are named; the count tells them all. */
const SPELLINGS = 5;
/** Values of a dimension that stand for the others in the list of dimensions. */
const EXAMPLES = 3;

export default defineCommand({
  name: 'values',
  group: 'data',
  tool: 'list_dimension_values',
  summary: 'Names a question can be filtered by: artists, platforms, tracks, countries, campaigns, accounts.',
  when: 'Use it to find how a name is written before filtering; without a dimension it lists them.',
  access: 'numbers',
  params: z.strictObject({
    dimension: z
      .string()
      .trim()
      .optional()
      .meta({ description: 'Such as artist; absent: which there are.', examples: [...DIMENSIONS] }),
    search: z.string().trim().optional().describe('Only names, codes or spellings with this text.'),
    limit: shared.limit(50, 1000),
  }),

  answer({ dimension, search = '', limit }, context) {
    return dimension === undefined
      ? listDimensions(context, search)
      : listValues(context, dimensionOf(dimension), search, limit);
  },
});

function dimensionOf(said: string): MetricDimension {
  const name = said.toLowerCase().replaceAll(/[\s-]+/g, '_');
  const found = DIMENSIONS.find((one) => one === name);
  if (found) return found;
  throw new BedrotError('bad_question', noSuch('dimension', said, DIMENSIONS));
}

/** Which dimensions there are, with what tells them. With a search: how many of their values have the text. */
function listDimensions(context: Context, search: string) {
  const open = [...context.metrics.values()].filter((metric) => mayAsk(context, metric));
  const told = open.map((metric) => new Set(dimensionsOf(context.metrics, metric)));
  const rows = DIMENSIONS.map((name) => {
    const values = matching(dimensionValues(context.warehouse, name), search);
    return {
      name,
      values: values.length,
      metrics: told.filter((dimensions) => dimensions.has(name)).length,
      examples: values.slice(0, EXAMPLES).map((one) => one.name),
    };
  }).filter(({ values }) => search === '' || values > 0);
  return compose(context, 'values', {
    title: search === '' ? 'Dimensions' : `Dimensions that have "${search}"`,
    subtitle: 'what numbers can be broken down and filtered by',
    figures: [],
    table: {
      columns: [
        { key: 'dimension', label: 'Dimension', format: 'text' },
        { key: 'values', label: 'Values', format: 'count' },
        { key: 'metrics', label: 'Metrics', format: 'count' },
        { key: 'examples', label: 'Such as', format: 'text' },
      ],
      rows: rows.map((row) => [row.name, row.values, row.metrics, row.examples.join(', ')]),
      total_rows: rows.length,
      truncated: false,
    },
    asked: [],
    sources: sourcesTelling(context, DIMENSIONS),
    notes: rows.length === 0 ? [`No value of any dimension has the text "${search}".`] : [],
  });
}

function listValues(context: Context, dimension: MetricDimension, search: string, limit: number) {
  const all = dimensionValues(context.warehouse, dimension);
  const found = matching(all, search);
  const word = dimension.replaceAll('_', ' ');
  return compose(context, 'values', {
    title: `Values of ${word}`,
    subtitle: search === '' ? 'as questions can name them' : `with the text "${search}"`,
    figures: [{ key: 'values', label: 'Values', value: found.length, unit: 'values', format: 'count' }],
    table: {
      columns: [
        { key: 'name', label: 'Name', format: 'text' },
        { key: 'aliases', label: 'Also', format: 'text' },
        { key: 'spellings', label: 'Spellings', format: 'count' },
      ],
      rows: found.slice(0, limit).map(({ name, aliases }) => {
        const own = aliases.filter((alias) => alias !== name);
        return [name, sayAliases(own, search), own.length + 1];
      }),
      total_rows: found.length,
      truncated: found.length > limit,
    },
    asked: [],
    sources: sourcesTelling(context, [dimension]),
    notes: [
      ...(all.length === 0 ? [`No file that was loaded tells a ${word} yet.`] : []),
      ...(all.length > 0 && found.length === 0 ? [nothingHas(search, all)] : []),
    ],
  });
}

/** The sources whose files name values of these dimensions. */
function sourcesTelling(
  { ops, warehouse, label }: Context,
  dimensions: readonly MetricDimension[],
): string[] {
  const tables = (Object.keys(TABLES) as FactTable[])
    .filter((table) => dimensions.some((name) => TABLES[table].dimensions[name]))
    .flatMap((table) => factsOf(table));
  const policies = readPolicies(ops);
  return expectedSources(warehouse, policies, sourcesOf(policies, { tables }), label.platforms);
}

function nothingHas(search: string, all: readonly DimensionValue[]): string {
  const near = nearest(
    search,
    all.flatMap(({ name, aliases }) => [name, ...aliases]),
  );
  const hint = near.length > 0 ? ` Did you mean ${near.map((name) => `"${name}"`).join(' or ')}?` : '';
  return `Nothing has the text "${search}".${hint}`;
}

/** The spellings that were looked for come first. */
function sayAliases(aliases: readonly string[], search: string): string {
  const hit = (alias: string): boolean => search !== '' && plain(alias).includes(plain(search));
  const sorted = aliases.toSorted((a, b) => Number(hit(b)) - Number(hit(a)));
  const more = sorted.length > SPELLINGS ? ` and ${sorted.length - SPELLINGS} more` : '';
  return sorted.slice(0, SPELLINGS).join(', ') + more;
}

/** "title:zone a0/neon": what a track without an ISRC is told apart by. It holds names of artists, and is none itself. */
const isKey = (alias: string): boolean => alias.startsWith('title:');

/** Names that have the text come before those of which only another spelling has it. By name otherwise. */
function matching(values: readonly DimensionValue[], search: string): DimensionValue[] {
  const wanted = plain(search);
  const rank = ({ name, aliases }: DimensionValue): number =>
    plain(name).startsWith(wanted)
      ? 0
      : plain(name).includes(wanted)
        ? 1
        : aliases.some((alias) => !isKey(alias) && plain(alias).includes(wanted))
          ? 2
          : 3;
  return values
    .map((value) => ({ value, rank: rank(value) }))
    .filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ value }) => value);
}

/** As names are compared: "zonea0" is "ZONE A0". */
const plain = (text: string): string => fold(text).replaceAll(' ', '');
