import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Feed } from '../../pipeline/kit/platform.ts';
import { FACTS } from '../../warehouse/kit/facts.ts';
import type { Metric } from '../../warehouse/kit/metric.ts';
import { type Db, openWarehouseForWriting } from '../../warehouse/kit/open.ts';
import { readSchema, type SchemaColumn, type SchemaTable } from '../../warehouse/kit/schema.ts';
import { code, codes, made, table } from './markdown.ts';
import { filledBy, metricReads, type Uses, viewReads } from './reads.ts';

/** Gives `use` an empty warehouse, as a new data folder has it. */
export function withEmptyWarehouse<T>(use: (db: Db) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'bedrot-schema-'));
  const db = openWarehouseForWriting(folder);
  try {
    return use(db);
  } finally {
    db.close();
    rmSync(folder, { recursive: true });
  }
}

/** docs/warehouse.md: every table and view, column by column. */
export const warehousePage = (feeds: readonly Feed[], metrics: readonly Metric[]): string =>
  withEmptyWarehouse((db) => {
    const schema = readSchema(db);
    const uses = {
      filled: filledBy(feeds),
      metrics: metricReads(metrics),
      views: viewReads(db, Object.keys(FACTS)),
    };
    const facts = schema.filter(({ name }) => name in FACTS);
    const views = schema.filter(({ is }) => is === 'view');
    const others = schema.filter(({ is, name }) => is === 'table' && !(name in FACTS));
    const part = (title: string, about: string, tables: readonly SchemaTable[]): string =>
      `\n## ${title}\n\n${about}\n\n${contents(tables)}\n${tables.map((one) => section(one, uses)).join('')}`;
    return `${made('The warehouse, column by column')}
\`warehouse.db\` in the data folder is a SQLite file: open it read-only with whatever reads SQLite. On a terminal
\`bedrot schema\` lists what is here, and \`bedrot schema --table NAME\` the columns of one.

- **Money** is a whole number of 1e-9 of its currency, in tables and views, so that sums are exact. Views have
  \`<name>_decimal\` beside it: the same number as exact decimal text, for reading. Add the whole numbers, not the texts:
  SQLite would make floating point of them. Amounts of two currencies are never one sum.
- **Empty** (NULL) is not known, never 0. A name or a country that is NULL: the source does not break down by it.
- **Kinds** are never added: \`reported\` (statements), \`trend\` (distributors' daily figures), \`observed\` (pages of artists
  and accounts) tell the same plays. Where a view has several, each has its own column; \`kind\` says which.
- **Ids are text** (UPC, ISRC, campaign), days \`YYYY-MM-DD\`, months \`YYYY-MM\`, country \`NA\` is Namibia.
- **Uniques** (listeners, reach, viewers) and running totals (followers) are not added over days.
- A credit of several artists is one text in a view of facts, so that a row stays one row. Only \`artist_performance\` gives
  a collaboration to each of its artists.
- Where a row is from: \`file_id\` and \`line\`; \`files\` has its path and SHA-256.
${part('Views', 'What to ask first: names in place of ids, and sums that count nothing twice.', views)}${part(
  'Facts',
  'What files told, a row each. *Filled by*: the feed and its own name of the column; the occurrence is given by the loader.',
  facts,
)}${part('Names, files and the rest', 'What facts point to, and what became of each file.', others)}`;
  });

const contents = (tables: readonly SchemaTable[]): string =>
  table(
    ['Name', 'What it is'],
    tables.map(({ name, about }) => [`[${code(name)}](#${name})`, about]),
  );

function section(
  { name, is, columns }: SchemaTable,
  uses: { filled: Uses; metrics: Uses; views: Uses },
): string {
  const isFact = name in FACTS;
  const readers = (column: SchemaColumn): string => {
    const at = `${name}.${column.name}`;
    const metrics = uses.metrics.get(at) ?? [];
    const views = uses.views.get(at) ?? [];
    return [
      ...(metrics.length > 0 ? [`metrics ${codes(metrics)}`] : []),
      ...(views.length > 0 ? [`views ${codes(views)}`] : []),
    ].join('; ');
  };
  const read = columns.some((column) => readers(column) !== '');
  const head = [
    'Column',
    ...(is === 'table' ? ['Type'] : []),
    'Meaning',
    ...(isFact ? ['Filled by'] : []),
    ...(read ? ['Read by'] : []),
  ];
  return `\n### ${name}\n\n${table(
    head,
    columns.map((column) => [
      code(column.name),
      ...(is === 'table' ? [typeOf(column)] : []),
      column.means,
      ...(isFact ? [codes(uses.filled.get(`${name}.${column.name}`) ?? [])] : []),
      ...(read ? [readers(column)] : []),
    ]),
  )}\n`;
}

const typeOf = ({ type, key, required }: SchemaColumn): string =>
  `${type}${key ? ', key' : required ? ', never NULL' : ''}`;
