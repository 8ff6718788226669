import { PLAYLIST, POST, untitled } from './compile-tables-pages.ts';
import type { Db } from './open.ts';

interface Known {
  id: string;
  name: string;
  aliases: string[];
}

/** Posts and videos by title, by what an answer calls one of several alike, by the platform's id and by address. */
export function posts(db: Db): Known[] {
  return db
    .prepare<[], { id: string; name: string; item: string; url: string | null; day: string | null }>(
      `SELECT id, ${untitled('title', 'day')} AS name, item, url, day FROM (
         SELECT ${POST} AS id, item, title, url, published_on AS day, max(as_of) FROM content_snapshots GROUP BY 1
         UNION ALL
         SELECT ${POST}, item, title, NULL, NULL, max(date) FROM content_daily
         WHERE ${POST} NOT IN (SELECT ${POST} FROM content_snapshots) GROUP BY 1)`,
    )
    .all()
    .map(({ id, name, item, url, day }) => ({
      id,
      name,
      aliases: [
        item,
        ...(url ? [url] : []),
        ...(day ? [`${day} · ${name}`, `${day} ${item} · ${name}`] : [`${item} · ${name}`]),
      ],
    }));
}

/** What tells two posts of one title apart, by key: the day they came out, and the id for two of a day. */
export function tellPostsApart(db: Db): (key: string) => readonly string[] {
  const days = new Map(
    db
      .prepare<[], [string, string | null]>(
        `SELECT ${POST}, max(published_on) FROM content_snapshots GROUP BY 1`,
      )
      .raw()
      .all(),
  );
  return (key) => [days.get(key) ?? [], key.slice(key.lastIndexOf('/') + 1)].flat();
}

/** By title; the same with who keeps it, for two of one title. */
export function playlists(db: Db): Known[] {
  return db
    .prepare<[], { id: string; name: string; author: string }>(
      `SELECT DISTINCT ${PLAYLIST} AS id, replace(playlist, ' / ', '/') AS name, author FROM playlist_snapshots`,
    )
    .all()
    .map(({ id, name, author }) => ({ id, name, aliases: [`${name} (${author || 'nobody named'})`] }));
}
