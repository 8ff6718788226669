import type { MetricDimension } from './metric.ts';
import type { Db } from './open.ts';
import { tellPostsApart } from './query-names-pages.ts';

/** Names of the rows' values, with what tells them apart where two of one answer have one name. */
export function tellApart(
  db: Db,
  by: readonly MetricDimension[],
  rows: readonly { names: string[]; ids: (bigint | string | null)[] }[],
): string[][] {
  return by.reduce<string[][]>(
    (all, dimension, at) => {
      const tells = TOLD_APART[dimension];
      const ids = rows.map((row) => String(row.ids[at]));
      const called = all.map((names) => names[at] ?? '');
      const twice = sharedNames(called, ids);
      if (!tells || twice.size === 0) return all;
      const more = eachOnce(tells(db));
      const saidWith = LEADS.has(dimension) ? led : followed;
      const inShort = called.map((name, row) =>
        twice.has(name) ? saidWith(name, more(ids[row] ?? '').slice(0, 1)) : '',
      );
      const still = sharedNames(inShort, ids);
      return all.map((names, row) => {
        const [name = '', short = ''] = [called[row], inShort[row]];
        if (!twice.has(name)) return names;
        return names.with(at, still.has(short) ? saidWith(name, more(ids[row] ?? '')) : short);
      });
    },
    rows.map((row) => row.names),
  );
}

/** A name comes in many rows: a line of months for each. */
function eachOnce(tell: (id: string) => readonly string[]): (id: string) => readonly string[] {
  const told = new Map<string, readonly string[]>();
  return (id) => {
    const known = told.get(id) ?? tell(id);
    told.set(id, known);
    return known;
  };
}

/** "NEON (QZ...)"; of posts the day leads, so that a name cut short still tells which. */
const followed = (name: string, more: readonly string[]): string => `${name} (${more.join(', ')})`;
const led = (name: string, more: readonly string[]): string => `${more.join(' ')} · ${name}`;
const LEADS: ReadonlySet<MetricDimension> = new Set(['post', 'video'] as const);

/** Names that stand for several ids. */
function sharedNames(names: readonly string[], ids: readonly string[]): Set<string> {
  const of = new Map<string, string>();
  const twice = names.filter((name, at) => {
    const first = of.get(name) ?? ids[at] ?? '';
    of.set(name, first);
    return first !== ids[at];
  });
  return new Set(twice);
}

/** What tells values of one name apart: the first where that is enough, else all of it. */
const TOLD_APART: Partial<Record<MetricDimension, (db: Db) => (id: string) => readonly string[]>> = {
  track: (db) => {
    const isrcOf = db.prepare<[string], { isrc: string | null }>('SELECT isrc FROM tracks WHERE id = ?');
    return (id) => [isrcOf.get(id)?.isrc ?? 'no ISRC'];
  },
  post: tellPostsApart,
  video: tellPostsApart,
  playlist: () => (id) => [id.slice(id.indexOf(' / ') + 3) || 'nobody named'],
};
