import { FACTS } from '../../warehouse/kit/facts.ts';
import type { Db } from '../../warehouse/kit/open.ts';

/**
 * The facts each feed told, a text each, sorted: everything but which file and line told them. Ids are made of the
 * names they stand for, so that they are the same in every warehouse.
 */
export function factsByFeed(db: Db): Map<string, string[]> {
  const feeds = new Map(
    db
      .prepare<[], { id: bigint; feed: string }>('SELECT id, feed FROM files')
      .safeIntegers()
      .all()
      .map(({ id, feed }) => [id, feed]),
  );
  const told = new Map<string, string[]>();
  for (const table of Object.keys(FACTS)) {
    const rows = db
      .prepare<[], Record<string, bigint | string | null>>(`SELECT * FROM ${table}`)
      .safeIntegers();
    for (const { file_id, line: _, ...fact } of rows.iterate()) {
      const feed = feeds.get(file_id as bigint) ?? 'nobody';
      const list = told.get(feed) ?? [];
      told.set(feed, list);
      list.push([table, ...Object.entries(fact).map(([name, value]) => `${name}=${value}`)].join(' '));
    }
  }
  for (const list of told.values()) list.sort();
  return told;
}
