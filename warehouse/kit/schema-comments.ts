import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the schema files say of a table or view, and of its columns. */
export interface Comments {
  about: string;
  columns: Map<string, string>;
}

const FOLDER = join(import.meta.dirname, '..', 'schema', 'warehouse');

/** Table or view -> its comments, from the schema files in their order: what is made anew says it anew. */
export function schemaComments(folder = FOLDER): Map<string, Comments> {
  const found = new Map<string, Comments>();
  for (const name of readdirSync(folder).sort())
    readFile(readFileSync(join(folder, name), 'utf8').split('\n'), found);
  return found;
}

/**
 * Reads one file. Comment lines right above CREATE tell of the table. A comment at the end of a line tells of the column
 * that the line ends with; one or more lines of their own inside a table, of the column below them.
 */
export function readFile(lines: readonly string[], found: Map<string, Comments>): void {
  let above: string[] = [];
  let open: { is: string; comments: Comments } | null = null;
  for (const line of lines) {
    const added = /^ALTER TABLE (\w+) ADD COLUMN (\w+) [^;]*;(?:\s*-- (.+))?$/.exec(line);
    const said = added?.[3] ?? above.join(' ');
    if (added && said !== '') found.get(added[1] as string)?.columns.set(added[2] as string, said);
    const dropped = /^DROP (?:TABLE|VIEW) (\w+)/.exec(line);
    if (dropped) found.delete(dropped[1] as string);
    const created = /^CREATE (TABLE|VIEW) (\w+)/.exec(line);
    if (created) {
      const comments = { about: above.join(' '), columns: new Map<string, string>() };
      found.set(created[2] as string, comments);
      open = { is: created[1] as string, comments };
    }
    const own = /^\s*-- (.+)$/.exec(line)?.[1];
    if (open && own === undefined && !created) readColumn(line, open.is, above, open.comments.columns);
    if (own === undefined) above = [];
    else above.push(own);
    if (/;\s*(--.*)?$/.test(line)) open = null;
  }
}

function readColumn(line: string, is: string, above: readonly string[], columns: Map<string, string>): void {
  const [code = '', trailing] = line.split(/\s+-- /, 2);
  const name = is === 'TABLE' ? /^ {2}([a-z]\w*) /.exec(code)?.[1] : /(\w+),?$/.exec(code.trim())?.[1];
  if (name === undefined || columns.has(name)) return;
  const told = trailing ?? (is === 'TABLE' && above.length > 0 ? above.join(' ') : undefined);
  if (told !== undefined) columns.set(name, told);
}
