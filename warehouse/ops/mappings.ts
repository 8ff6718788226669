import type { Db } from '../kit/open.ts';

/** What the owner said once about a table no feed knows. */
export interface Mapping {
  /** The feed is `mapped_<name>`; lowercase letters, digits and dashes. */
  name: string;
  /** SHA-256 of the folded header names, sorted. */
  fingerprint: string;
  /** 1, and one more each time the owner maps the same header otherwise. */
  version: number;
  /** The shape it is taken as: `revenue`, `streams` ... */
  target: string;
  /** Field of the shape -> header name as written. */
  columns: Readonly<Record<string, string>>;
  /** What is the same in all rows, or how they are written: `distributor`, `currency`, `dates` ... */
  constants: Readonly<Record<string, string>>;
  createdAt: string;
}

interface Row extends Omit<Mapping, 'columns' | 'constants'> {
  columns: string;
  constants: string;
}

const SELECT = `SELECT name, fingerprint, version, target, columns, constants, created_at AS createdAt FROM mappings`;

const mappingOf = (row: Row): Mapping => ({
  ...row,
  columns: JSON.parse(row.columns) as Mapping['columns'],
  constants: JSON.parse(row.constants) as Mapping['constants'],
});

/** All mappings, by name. */
export const listMappings = (ops: Db): Mapping[] =>
  ops.prepare<[], Row>(`${SELECT} ORDER BY name`).all().map(mappingOf);

export function findMapping(ops: Db, fingerprint: string): Mapping | undefined {
  const row = ops.prepare<[string], Row>(`${SELECT} WHERE fingerprint = ?`).get(fingerprint);
  return row && mappingOf(row);
}

/**
 * Remembers a mapping. The same header keeps its name; mapped otherwise its version is raised, so that the next run
 * reads its files anew. A name another header has gets a number.
 * @returns what is remembered now.
 */
export function saveMapping(ops: Db, mapping: Omit<Mapping, 'version' | 'createdAt'>, at: Date): Mapping {
  const save = ops.transaction((): Mapping => {
    const before = findMapping(ops, mapping.fingerprint);
    if (before && same(before, mapping)) return before;
    const saved: Mapping = {
      ...mapping,
      name: before?.name ?? freeName(ops, mapping.name),
      version: (before?.version ?? 0) + 1,
      createdAt: at.toISOString(),
    };
    write(ops, saved);
    return saved;
  });
  return save.immediate();
}

/** Restores what a lost ops.db knew, from the header of a raw file; a newer version wins. */
export function restoreMapping(ops: Db, mapping: Mapping): void {
  const known = findMapping(ops, mapping.fingerprint);
  if (!known || known.version < mapping.version) write(ops, mapping);
}

function write(ops: Db, mapping: Mapping): void {
  ops
    .prepare(
      `INSERT OR REPLACE INTO mappings (name, fingerprint, version, target, columns, constants, created_at)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      mapping.name,
      mapping.fingerprint,
      mapping.version,
      mapping.target,
      JSON.stringify(mapping.columns),
      JSON.stringify(mapping.constants),
      mapping.createdAt,
    );
}

function freeName(ops: Db, name: string): string {
  const taken = new Set(listMappings(ops).map((mapping) => mapping.name));
  for (let number = 1; ; number++) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!taken.has(candidate)) return candidate;
  }
}

const same = (a: Mapping, b: Omit<Mapping, 'version' | 'createdAt'>): boolean =>
  a.target === b.target && sameRecord(a.columns, b.columns) && sameRecord(a.constants, b.constants);

const sameRecord = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean =>
  Object.keys(a).length === Object.keys(b).length &&
  Object.entries(a).every(([key, value]) => b[key] === value);
