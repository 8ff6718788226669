import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler, sql } from 'kysely';
import { conditions, fromFor } from './compile-conditions.ts';
import { bucketOf, distinctJoins, factGroups, hasMoney, measured } from './compile-parts.ts';
import { accessOf, type Shape } from './compile-shape.ts';
import { type ReadSource, TABLES } from './compile-tables.ts';
import { once } from './once.ts';
import type { Db } from './open.ts';
import type { Parameters } from './query-types.ts';

/**
 * What a query gives: one row per bucket and values of `by`; for daily series also per series, because the rules "last"
 * and "mean" work on one series at a time, and only a series can say which of its days are missing.
 */
export interface Group {
  /** Bucket as `Row.keys.date` prints it; '' without a grain. */
  date: string;
  /** '' for statements. */
  series: string;
  id0?: bigint | string | null;
  name0?: string | null;
  id1?: bigint | string | null;
  name1?: string | null;
  id2?: bigint | string | null;
  name2?: string | null;
  /** Sum (or last value) of the measure, of the numerator of a ratio. Null: no known value. */
  value: bigint | null;
  /** Sum of the denominator of a ratio. */
  over?: bigint | null;
  /** Known days of the series; for statements known rows. */
  known: bigint;
  /** Statements: rows whose value is not known. */
  unknown: bigint;
  /** Newest day known, for daily series. */
  newest: string | null;
  /** Smallest and largest currency code: unlike ones are not added. Null where it is not money. */
  currency: string | null;
  currencyMax: string | null;
  /** The same of the source's `alike`, where it has one. */
  alike?: string | null;
  alikeMax?: string | null;
}

// Compile only: Kysely never runs a query, better-sqlite3 does.
const kysely = new Kysely<Record<string, Record<string, unknown>>>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

const texts = new Map<string, string>();

/** SQL of a shape, made once. Its parameters are @from, @to, @reported_by and @<dimension>, a JSON array of ids. */
export function compile(shape: Shape): string {
  const key = JSON.stringify(shape);
  let text = texts.get(key);
  if (text === undefined) {
    const [first, ...rest] = shape.sources.map((source) => select(shape, source));
    if (!first) throw new Error('a question needs a source');
    text = rest.reduce((all, next) => all.unionAll(next), first).compile().sql;
    text = lines(text);
    texts.set(key, text);
  }
  return text;
}

function select(shape: Shape, source: ReadSource) {
  const table = TABLES[source.table];
  const statements = table.series === null;
  const access = shape.by.map((dimension) => accessOf(source, dimension));
  const raws = [...new Set(access.flatMap(({ raw, also = '' }) => [raw, also]).filter((raw) => raw !== ''))];
  const date = shape.grain ? bucketOf(shape.grain, source) : "''";
  const measures = measured(shape, source);
  const one = shape.to === undefined ? null : `'${shape.to.replaceAll("'", "''")}'`;
  const currency = hasMoney(shape.measure, source)
    ? [one ?? 'min(f.currency)', one ?? 'max(f.currency)']
    : ['NULL', 'NULL'];

  // Facts are grouped by their own ids before a name is looked up.
  const groups = factGroups(shape, source, raws);
  const facts = kysely
    .selectFrom(sql.raw<Group>(fromFor(shape, source)).as('f'))
    .select([
      sql.raw<string>(date).as('date'),
      sql.raw<string>(table.series ?? "''").as('series'),
      ...raws.map((raw) => sql.raw<bigint>(`f.${raw}`).as(raw)),
      ...measures.map(([text, name]) => sql.raw<bigint>(text).as(name)),
      sql.raw<string>(currency[0] ?? '').as('currency'),
      sql.raw<string>(currency[1] ?? '').as('currencyMax'),
    ])
    .where(sql.raw<boolean>(conditions(shape, source).join(' AND ')))
    .$if(groups.length > 0, (query) => query.groupBy(groups.map((text) => sql.raw(text))));

  // Then names are joined, and of statements what belongs together is added again: two stores of one platform.
  const again = (name: string): string => {
    if (!statements || name === 'newest') return `g."${name}"`;
    return name.startsWith('alike') ? `${name === 'alike' ? 'min' : 'max'}(g."${name}")` : `sum(g."${name}")`;
  };
  let named = kysely
    .selectFrom(facts.as('g'))
    .select([
      sql.raw<string>('g.date').as('date'),
      sql.raw<string>('g.series').as('series'),
      ...access.flatMap((one, at) => [
        sql.raw<bigint>(one.id).as(`id${at}`),
        sql.raw<string>(one.name).as(`name${at}`),
      ]),
      ...measures.map(([, name]) => sql.raw<bigint>(again(name)).as(name)),
      sql.raw<string>(statements ? 'min(g.currency)' : 'g.currency').as('currency'),
      sql.raw<string>(statements ? 'max(g.currencyMax)' : 'g.currencyMax').as('currencyMax'),
    ]);
  for (const join of distinctJoins(access.flatMap((one) => one.joins))) {
    named = named.leftJoin(sql.raw<Group>(join.table).as(join.as), (on) =>
      on.on(sql.raw<boolean>(join.on)),
    ) as unknown as typeof named;
  }
  return statements
    ? named.groupBy(['g.date', ...access.map((one) => one.id)].map((text) => sql.raw(text)))
    : named;
}

/** One clause a line: the text is shown to people. */
const lines = (text: string): string =>
  text.replace(/ (from|where|group by|left join|union all)(?= )/g, '\n$1');

const statements = new WeakMap<Db, Map<string, ReturnType<Db['prepare']>>>();

/** Runs a query with a prepared statement that is kept for the next time; in one answer once. Whole numbers come as bigint. */
export function run<Row>(db: Db, text: string, parameters: Parameters): Row[] {
  let known = statements.get(db);
  if (!known) {
    known = new Map();
    statements.set(db, known);
  }
  let statement = known.get(text);
  if (!statement) {
    statement = db.prepare(text).safeIntegers(true);
    known.set(text, statement);
  }
  const prepared = statement;
  return once(db, `${text}\u001f${JSON.stringify(parameters)}`, () => prepared.all(parameters) as Row[]);
}
