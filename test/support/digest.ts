import { createHash } from 'node:crypto';
import { openWarehouse } from '../../warehouse/kit/open.ts';

/**
 * SHA-256 of every table of a warehouse filled by real programs: as `hashTables`, but a file is told by its bytes and
 * feed, for its number, its time and the names made of them are others in every run.
 */
export function digestOf(data: string): Record<string, string> {
  const db = openWarehouse(data);
  try {
    const files = new Map(
      db
        .prepare<[], { id: number; name: string }>("SELECT id, sha256 || ' ' || feed AS name FROM files")
        .all()
        .map(({ id, name }) => [id, name]),
    );
    const tables = db
      .prepare<[], string>(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
      )
      .pluck()
      .all();
    return Object.fromEntries(
      tables.map((table) => {
        const toFiles = new Set(
          db
            .prepare<[], string>(
              `SELECT "from" FROM pragma_foreign_key_list('${table}') WHERE "table" = 'files'`,
            )
            .pluck()
            .all(),
        );
        const rows = db.prepare<[], Record<string, unknown>>(`SELECT * FROM ${table}`).all();
        const told = rows.map((row) =>
          Object.entries(row)
            .filter(
              ([name]) => !(table === 'files' && name === 'id') && name !== 'path' && !name.endsWith('_at'),
            )
            .map(([name, value]) => `${name}=${toFiles.has(name) ? files.get(value as number) : value}`)
            .join('\u001f'),
        );
        return [table, createHash('sha256').update(told.sort().join('\n')).digest('hex')];
      }),
    );
  } finally {
    db.close();
  }
}
