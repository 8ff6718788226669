import type { Db } from '../../warehouse/kit/open.ts';
import type { CheckName } from '../../warehouse/kit/quality-checks.ts';

/** What a check found at one source. One without anything to look at is left out. */
export interface Finding {
  source: string;
  check: CheckName;
  passed: number;
  total: number;
  /** What did not pass, in words. */
  examples?: readonly string[];
  /** The same where it holds amounts. */
  money?: readonly string[];
}

/** What is checked: only these feeds. */
export interface Scope {
  db: Db;
  feeds: readonly string[];
  /** Feed -> the table its rows go to. */
  tables: ReadonlyMap<string, string>;
}

/** Examples an answer carries of each check. */
export const MOST_EXAMPLES = 5;

/** Restricts a query over facts `f` to the feeds of the scope, by @feeds; `files` is then joined. */
export const OF_FEEDS = `JOIN files ON files.id = f.file_id
  WHERE files.feed IN (SELECT value FROM json_each(@feeds))`;

export const feedsOf = ({ feeds }: Pick<Scope, 'feeds'>): { feeds: string } => ({
  feeds: JSON.stringify(feeds),
});

/** A finding, with the first of its examples. */
export const finding = (
  source: string,
  check: CheckName,
  passed: number,
  total: number,
  examples: readonly string[] = [],
): Finding => ({
  source,
  check,
  passed,
  total,
  ...(examples.length > 0 ? { examples: examples.slice(0, MOST_EXAMPLES) } : {}),
});
