import { posix } from 'node:path';
import type { SourceFile } from './files.ts';

/**
 * How a file reaches another one:
 * - `static`: loaded with it;
 * - `type`: `import type`, gone when Node runs it;
 * - `later`: `import('...')`, `require('...')`, `new URL('...', import.meta.url)`, `join(import.meta.dirname, '...ts')`.
 */
export type Way = 'static' | 'type' | 'later';

export interface Import {
  from: string;
  /** A path from the project, or the name of a package ('node:fs', 'zod', '@napi-rs/canvas'). */
  to: string;
  way: Way;
  ours: boolean;
}

// Statements begin a line in formatted code, and `npm run check` refuses code that is not.
const STATEMENT = /^(?:import|export)\b(\s+type\b)?(?:[^;'"`]*?\bfrom)?\s*(['"])([^'"]+)\2/gm;
const LATER = [
  /\bimport\(\s*(['"])([^'"]+)\1/g,
  /\brequire(?:\.resolve)?\(\s*(['"])([^'"]+)\1/g,
  /\bnew URL\(\s*(['"])([^'"]+)\1\s*,\s*import\.meta\.url/g,
  /\bjoin\(\s*import\.meta\.dirname\s*,\s*(['"])([^'"]+\.ts)\1/g,
];
const COMMENT_LINE = /^\s*(?:\/\/|\*|\/\*).*$/gm;

/** Everything a file loads or names. Specifiers that are put together at run time are not seen. */
export function importsOf({ path, text }: SourceFile): Import[] {
  const code = text.replace(COMMENT_LINE, '');
  const found: Import[] = [];
  const add = (specifier: string, way: Way): void => {
    found.push({ from: path, ...target(path, specifier), way });
  };
  for (const [, type, , specifier = ''] of code.matchAll(STATEMENT)) add(specifier, type ? 'type' : 'static');
  for (const pattern of LATER)
    for (const [, , specifier = ''] of code.matchAll(pattern)) {
      // A URL or a folder made of plain words is a path beside the file.
      const relative = pattern === LATER[2] || pattern === LATER[3];
      add(relative && !/^[./]/.test(specifier) ? `./${specifier}` : specifier, 'later');
    }
  return found;
}

function target(from: string, specifier: string): { to: string; ours: boolean } {
  if (/^\.{1,2}(\/|$)/.test(specifier))
    return { to: posix.normalize(posix.join(posix.dirname(from), specifier)), ours: true };
  if (specifier.startsWith('/')) return { to: specifier, ours: true };
  const parts = specifier.split('/');
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
  return { to: name, ours: false };
}

/** The way from a file to the first package of the set that it loads, through static imports only; null: none. */
export function chainTo(
  start: string,
  packages: ReadonlySet<string>,
  byFile: ReadonlyMap<string, readonly Import[]>,
) {
  const cameFrom = new Map<string, string>([[start, '']]);
  const queue = [start];
  const way = (to: string): string => {
    const before = cameFrom.get(to) ?? '';
    return before === '' ? to : `${way(before)} -> ${to}`;
  };
  for (let file = queue.shift(); file !== undefined; file = queue.shift())
    for (const edge of byFile.get(file) ?? []) {
      if (edge.way !== 'static') continue;
      if (!edge.ours && packages.has(edge.to)) return `${way(file)} -> ${edge.to}`;
      if (edge.ours && !cameFrom.has(edge.to)) {
        cameFrom.set(edge.to, file);
        queue.push(edge.to);
      }
    }
  return null;
}
