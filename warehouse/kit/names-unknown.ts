import type { Db } from './open.ts';

/** A name nobody knows: as answers print it, and every spelling of it in files (credits that hold it, stores). */
export interface UnknownName {
  name: string;
  written: readonly string[];
}

/** Artists and stores that neither label.json nor the built-in tables know, by name. Run after `resolveNames`. */
export function unknownNames(db: Db): { artists: UnknownName[]; stores: UnknownName[] } {
  return {
    artists: collect(
      db,
      `SELECT a.name, n.name AS written FROM artists a JOIN artist_credits c ON c.artist_id = a.id
       JOIN artist_names n ON n.id = c.artist_name_id WHERE a.status = 'unknown' ORDER BY 1, 2`,
    ),
    stores: collect(
      db,
      `SELECT p.name, n.name AS written FROM platforms p JOIN platform_names n ON n.platform_id = p.id
       WHERE p.known = 0 ORDER BY 1, 2`,
    ),
  };
}

function collect(db: Db, sql: string): UnknownName[] {
  const byName = new Map<string, string[]>();
  for (const { name, written } of db.prepare<[], { name: string; written: string }>(sql).all()) {
    byName.set(name, [...(byName.get(name) ?? []), written]);
  }
  return [...byName].map(([name, written]) => ({ name, written }));
}
