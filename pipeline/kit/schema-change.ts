import { nearest } from '../../warehouse/kit/query-nearest.ts';
import { type Feed, FileRefused } from './platform.ts';
import { type Refusal, type Staged, sayRefusal } from './staged.ts';

/** A file of a feed whose export has another form than the feed reads: the feed is frozen until one loads again. */
export class SchemaChanged extends FileRefused {
  override readonly name = 'SchemaChanged';
  readonly feed: string;

  constructor(feed: Pick<Feed, 'name' | 'mapping'>, difference: string, more = '') {
    super(`${difference} ${whatToDo(feed)}${more}`);
    this.feed = feed.name;
  }
}

/** With fewer lines than this, lines that cannot be read are bad lines, not another form. */
const FEWEST_LINES = 3;
/** From this many lines on, a column is another one when nearly all of its cells are no values of its type. */
const MANY_LINES = 10;
const NEARLY_ALL = 0.9;
const SHOWN_VALUES = 3;
const SHOWN_NAMES = 40;
const MOST_NAMES = 24;

/**
 * The difference between what a feed reads and the header of a file, as sentences: what is missing, what is new, what
 * may only have another name.
 * @param missing for each required column that is not there, all names it may go by
 * @param fresh header names nobody knows
 */
export function sayMissing(
  feed: Pick<Feed, 'label'>,
  missing: readonly (readonly string[])[],
  fresh: readonly string[],
  header: readonly string[],
): string {
  const names = missing.map(([name]) => name ?? '');
  const sentences = [
    `It is a ${feed.label} file without the column${names.length > 1 ? 's' : ''} ${quoted(names)}.`,
  ];
  if (fresh.length > 0) sentences.push(`New in it: ${quoted(fresh)}.`);
  for (const [was, is] of renamed(missing, fresh)) sentences.push(`"${was}" may be called "${is}" now.`);
  sentences.push(`It has: ${shown(header).join(', ')}.`);
  return sentences.join(' ');
}

/** Which missing column may be which new one, each taken once, the likeliest first. */
export function renamed(
  missing: readonly (readonly string[])[],
  fresh: readonly string[],
): [was: string, is: string][] {
  const left = new Set(fresh);
  return missing.flatMap((names): [string, string][] => {
    const is = names.flatMap((name) => like(name, [...left]))[0];
    if (is === undefined) return [];
    left.delete(is);
    return [[names[0] ?? '', is]];
  });
}

/** Names spelt nearly alike, or made of the same words: "Earnings (USD)" and "Net earnings in USD". */
function like(name: string, others: readonly string[]): string[] {
  const words = wordsOf(name);
  const sharing = others.filter((other) => {
    const theirs = wordsOf(other);
    const shared = words.filter((word) => theirs.includes(word));
    return (
      shared.length * 2 > Math.min(words.length, theirs.length) && shared.some(({ length }) => length > 2)
    );
  });
  return [...nearest(name, others), ...sharing];
}

const wordsOf = (name: string): string[] => name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/**
 * Looks at a staged file as a whole.
 * @throws SchemaChanged when a required column holds something else now, or no line is in a form that can be read
 * @throws FileRefused when no line can be read for another reason
 */
export function refuseOtherForm(feed: Feed, staged: Staged): void {
  const { rows, refusedRows, refusals } = staged;
  if (refusedRows === 0) return;
  const retyped = Map.groupBy(
    refusals.filter(({ check }) => check === 'type'),
    ({ column }) => column,
  );
  const told = [...retyped]
    .filter(([name, of]) => feed.columns[name]?.required && isAnother(of.length, rows))
    .map(([name, of]) => sayRetyped(feed.columns[name]?.headers[0] ?? name, of, rows));
  if (told.length > 0)
    throw new SchemaChanged(feed, `It is a ${feed.label} file in another form. ${told.join(' ')}`);
  if (refusedRows < rows) return;
  const first = refusals[0];
  const sentence = `It has ${rows} lines and none can be read; ${sayRefusal(first)}.`;
  const isForm = ['columns', 'type', 'clean', 'required'].includes(first?.check ?? '');
  if (isForm && rows >= FEWEST_LINES) throw new SchemaChanged(feed, sentence);
  throw new FileRefused(sentence);
}

const isAnother = (refused: number, rows: number): boolean =>
  refused >= (rows >= MANY_LINES ? rows * NEARLY_ALL : Math.max(rows, FEWEST_LINES));

function sayRetyped(header: string, refusals: readonly Refusal[], rows: number): string {
  const values = [...new Set(refusals.map(({ text }) => `'${text.slice(0, SHOWN_NAMES)}'`))].slice(
    0,
    SHOWN_VALUES,
  );
  return `"${header}" ${refusals[0]?.reason} in ${refusals.length} of ${rows} lines; the first: ${values.join(', ')}.`;
}

const whatToDo = ({ name, mapping }: Pick<Feed, 'name' | 'mapping'>): string =>
  mapping
    ? 'Where it is to stay so, "bedrot map FILE" asks anew what its columns mean. What was loaded before stays.'
    : `Get it once more with all columns ("bedrot howto ${name.split('_')[0]}" says how). Where the platform changed its export for good, the feed has to learn the new form (docs/adding-a-platform.md). What was loaded before stays.`;

const quoted = (names: readonly string[]): string => shown(names, '"').join(', ');

function shown(names: readonly string[], quote = ''): string[] {
  const some = names
    .slice(0, MOST_NAMES)
    .map((name) => `${quote}${name.slice(0, SHOWN_NAMES) || '(no name)'}${quote}`);
  return names.length > MOST_NAMES ? [...some, `and ${names.length - MOST_NAMES} more`] : some;
}
