import { BedrotError } from '../../core/errors.ts';
import { factsOf, TABLES } from './compile-tables.ts';
import { WINDOW } from './compile-tables-pages.ts';
import type { FactTable, MetricDimension } from './metric.ts';
import { fold } from './names-fold.ts';
import { once } from './once.ts';
import type { Db } from './open.ts';
import { playlists, posts } from './query-names-pages.ts';
import { unknownName } from './query-nearest.ts';
import { RELEASE_AGES } from './release-age.ts';
import { platformDisplayName } from './stores.ts';
import { areFresh, SUMMED } from './summaries.ts';

export interface DimensionValue {
  /** As answers print it. */
  name: string;
  /** Other spellings, keys or codes that mean the same. */
  aliases: string[];
}

/** A value as facts point to it. */
interface Known extends DimensionValue {
  id: number | string;
}

/** What spellings of a question are compared by: folded, blanks dropped ("zonea0" is "ZONE A0"). */
const plain = (text: string): string => fold(text).replaceAll(' ', '');

/** Every name a dimension can be filtered by, by name: for autocomplete and lists. Counts nothing. */
export function dimensionValues(db: Db, dimension: MetricDimension): DimensionValue[] {
  const values = known(db, dimension).map(({ name, aliases }) => ({ name, aliases }));
  // Two codes of one country are one value.
  const list = dimension === 'country' ? [...new Map(values.map((one) => [one.name, one])).values()] : values;
  return list.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * Ids (codes, texts) of the values a question names.
 * @param fixed keys of platforms that a source stands for without a row of its own.
 * @throws BedrotError `bad_question` with the nearest valid names.
 */
export function resolveValues(
  db: Db,
  dimension: MetricDimension,
  texts: readonly string[],
  fixed: readonly string[] = [],
): readonly (number | string)[] {
  return once(db, JSON.stringify(['values', dimension, texts, fixed]), () =>
    idsOf(db, dimension, texts, fixed),
  );
}

function idsOf(
  db: Db,
  dimension: MetricDimension,
  texts: readonly string[],
  fixed: readonly string[],
): (number | string)[] {
  const byKey = dimension === 'track' ? tracksByKey(db, texts) : null;
  if (byKey) return byKey;
  const values = known(db, dimension, fixed);
  const found = texts.flatMap((text) => {
    const wanted = plain(text);
    const ids = values
      .filter(
        ({ name, aliases }) => plain(name) === wanted || aliases.some((alias) => plain(alias) === wanted),
      )
      .map(({ id }) => id);
    if (ids.length === 0) {
      const names = values.flatMap(({ name, aliases }) => [name, ...aliases]);
      const valid = nearestNames(values, text, names);
      throw new BedrotError('bad_question', unknownName(dimension.replace('_', ' '), text, valid));
    }
    return ids;
  });
  return [...new Set(found)];
}

/** Tracks that are all named by their ISRC or key, as the questions of one track do: the list of all need not be read. */
function tracksByKey(db: Db, texts: readonly string[]): number[] | null {
  const find = db.prepare<[string, string], number>('SELECT id FROM tracks WHERE key IN (?, ?)').pluck();
  const ids = texts.flatMap((text) => find.all(text, `isrc:${text}`));
  return ids.length === texts.length ? ids : null;
}

/** Names alone when none of the aliases is any nearer. */
function nearestNames(values: readonly Known[], text: string, all: readonly string[]): readonly string[] {
  const names = values.map(({ name }) => name);
  return unknownName('', text, names).includes('Did you mean') ||
    !unknownName('', text, all).includes('Did you mean')
    ? names
    : all;
}

const known = (db: Db, dimension: MetricDimension, fixed: readonly string[] = []): readonly Known[] =>
  once(db, `names ${dimension} ${fixed.join()}`, () => readKnown(db, dimension, fixed));

function readKnown(db: Db, dimension: MetricDimension, fixed: readonly string[]): Known[] {
  switch (dimension) {
    case 'artist':
      return artists(db);
    case 'platform':
    case 'distributor':
      return platforms(db, fixed);
    case 'track':
      return (
        db
          .prepare<[], { id: number; key: string; title: string; isrc: string | null }>(
            'SELECT id, key, title, isrc FROM tracks',
          )
          .all()
          // The key is the one name of a track without an ISRC that no other has.
          .map(({ id, key, title, isrc }) => ({ id, name: title, aliases: [isrc ?? key] }))
      );
    case 'country':
      return db
        .prepare<[], { code: string; name: string; codes: string }>(
          `SELECT code, name, group_concat(code, ' ') OVER (PARTITION BY name) AS codes FROM territories
           WHERE code <> ''`,
        )
        .all()
        .map(({ code, name, codes }) => ({
          id: code,
          name: name || code,
          aliases: name ? codes.split(' ') : [],
        }));
    case 'account':
    case 'income_type':
    case 'currency':
      return texts(db, dimension);
    case 'release_age':
      return RELEASE_AGES.map((name) => ({ id: name, name, aliases: [] }));
    case 'campaign':
      return campaigns(db);
    case 'video':
    case 'post':
      return posts(db);
    case 'playlist':
      return playlists(db);
    case 'source':
      return plainNames(db, 'SELECT DISTINCT source AS name FROM link_visits_daily');
    case 'feed':
      return plainNames(db, 'SELECT DISTINCT feed AS name FROM files UNION SELECT source FROM source_dates');
    case 'window':
      return plainNames(
        db,
        `SELECT DISTINCT ${WINDOW} AS name FROM (
           SELECT period FROM content_snapshots UNION SELECT period FROM playlist_snapshots)`,
      );
    case 'category':
      return plainNames(db, 'SELECT DISTINCT category AS name FROM transaction_names');
    case 'result':
      return plainNames(
        db,
        'SELECT DISTINCT result_type AS name FROM ad_performance_daily WHERE results > 0',
      );
  }
}

/** Of advertisements by name and the platform's id, of newsletters by title. */
function campaigns(db: Db): Known[] {
  const ads = db
    .prepare<[], { id: number; name: string; campaign: string }>(
      'SELECT id, name, campaign_id AS campaign FROM campaigns',
    )
    .all()
    .map(({ id, name, campaign }): Known => ({ id, name, aliases: campaign ? [campaign] : [] }));
  const mailings = db
    .prepare<[], { id: string; name: string }>(
      'SELECT campaign AS id, max(coalesce(title, subject, campaign)) AS name FROM email_campaigns GROUP BY campaign',
    )
    .all()
    .map(({ id, name }): Known => ({ id, name, aliases: [id] }));
  return [...ads, ...mailings];
}

function artists(db: Db): Known[] {
  const spellings = db
    .prepare<[], { id: number; name: string; spelling: string | null }>(
      // A joint credit is nobody's other name.
      `SELECT a.id, a.name, n.name AS spelling FROM artists AS a
       LEFT JOIN artist_credits AS c ON c.artist_id = a.id
         AND 1 = (SELECT count(*) FROM artist_credits AS o WHERE o.artist_name_id = c.artist_name_id)
       LEFT JOIN artist_names AS n ON n.id = c.artist_name_id`,
    )
    .all();
  const values = new Map<number, Known>();
  for (const { id, name, spelling } of spellings) {
    const value = values.get(id) ?? { id, name, aliases: [] };
    if (spelling && spelling !== name) value.aliases.push(spelling);
    values.set(id, value);
  }
  return [...values.values()];
}

function platforms(db: Db, fixed: readonly string[]): Known[] {
  const rows = db
    .prepare<[], { id: number; key: string; name: string }>('SELECT id, key, name FROM platforms')
    .all()
    .map(({ id, key, name }): Known => ({ id, name, aliases: [key] }));
  const missing = fixed.filter((key) => !rows.some(({ aliases }) => aliases.includes(key)));
  return [
    ...rows,
    ...missing.map((key) => ({ id: key, name: platformDisplayName(key) ?? key, aliases: [key] })),
  ];
}

/** Values of a plain text column, over every table that has it. Skips from value to value where the key allows. */
function texts(db: Db, dimension: 'account' | 'income_type' | 'currency'): Known[] {
  const having = (Object.keys(TABLES) as FactTable[]).filter((table) => TABLES[table].dimensions[dimension]);
  const facts = having.map((table) => factsOf(table)[0]);
  // The sums have the same texts, in a hundredth of the rows.
  const tables = new Set(
    facts.map((table) => (table === SUMMED && areFresh(db) ? 'revenue_by_store' : table)),
  );
  return plainNames(
    db,
    [...tables].map((table) => `SELECT DISTINCT ${dimension} AS name FROM ${table}`).join(' UNION '),
  );
}

/** What a query calls `name`, as it stands. */
const plainNames = (db: Db, select: string): Known[] =>
  db
    .prepare<[], { name: string | null }>(select)
    .all()
    .flatMap(({ name }) => (name === null ? [] : [{ id: name, name, aliases: [] }]));
