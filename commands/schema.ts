import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import { sourcesOf } from '../warehouse/kit/freshness.ts';
import { readSchema, type SchemaTable } from '../warehouse/kit/schema.ts';
import { readPolicies } from '../warehouse/ops/policies.ts';
import { compose } from './kit/compose.ts';
import { defineCommand } from './kit/define.ts';
import { noSuch } from './kit/did-you-mean.ts';

export default defineCommand({
  name: 'schema',
  group: 'data',
  tool: 'describe_schema',
  summary: 'The tables and views of the warehouse, or the columns of one and what they mean.',
  when: 'Use it before writing SQL, or to see what is kept of a platform.',
  access: 'numbers',
  params: z.strictObject({
    table: z.string().trim().optional().describe('A table or view: its columns. Absent: all of them.'),
    search: z.string().trim().optional().describe('Only those with this text in name or meaning.'),
  }),

  answer({ table: only, search = '' }, context) {
    const schema = readSchema(context.warehouse);
    const wanted = search.toLowerCase();
    const has = (...texts: string[]): boolean => texts.some((text) => text.toLowerCase().includes(wanted));
    const shown = only === undefined ? schema : [tableNamed(schema, only)];
    const rows =
      only === undefined
        ? schema.filter(({ name, about }) => has(name, about)).map(tableRow)
        : tableNamed(schema, only)
            .columns.filter(({ name, means }) => has(name, means))
            .map(({ name, type, key, required, means }) => [
              name,
              type === '' ? 'computed' : type,
              key ? 'key' : required ? 'always told' : '',
              means,
            ]);
    const heads =
      only === undefined ? ['Name', 'Is', 'Columns', 'What'] : ['Column', 'Type', 'Filled', 'Meaning'];
    return compose(context, 'schema', {
      title: only === undefined ? 'The warehouse' : `Columns of ${only}`,
      subtitle:
        only === undefined ? 'tables, and views that say names in place of ids' : 'as the warehouse has them',
      figures: [],
      table: {
        columns: heads.map((label) => ({
          key: label.toLowerCase(),
          label,
          format: label === 'Columns' ? ('count' as const) : ('text' as const),
        })),
        rows,
        total_rows: rows.length,
        truncated: false,
      },
      details: only === undefined ? [] : [{ title: only, text: tableNamed(schema, only).about }],
      asked: [],
      sources: sourcesOf(readPolicies(context.ops), {
        tables: shown.flatMap(({ name }) => tablesUnder(schema, name)),
      }),
      notes: [
        'Money is a whole number of 1e-9 of its currency; <name>_decimal of a view is the same as exact text.',
        'Empty (NULL) is not known, never 0. The kinds trend, observed and reported are never added.',
        ...(rows.length === 0 ? [`Nothing has the text "${search}". Leave search out to see all.`] : []),
      ],
    });
  },
});

const tableRow = ({ name, is, about, columns }: SchemaTable) => [name, is, columns.length, about];

function tableNamed(schema: readonly SchemaTable[], name: string): SchemaTable {
  const found = schema.find((table) => table.name === name.toLowerCase());
  if (found) return found;
  throw new BedrotError(
    'bad_question',
    noSuch(
      'table',
      name,
      schema.map((table) => table.name),
    ),
  );
}

/** The tables a view reads, through other views; a table reads itself. */
function tablesUnder(schema: readonly SchemaTable[], name: string): string[] {
  const { reads } = tableNamed(schema, name);
  return reads.length === 0 ? [name] : reads.flatMap((base) => tablesUnder(schema, base));
}
