import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export const PROJECT = join(import.meta.dirname, '..', '..');

/** One file of the house: path from the project with `/`, and its text. The rules are functions over these. */
export interface SourceFile {
  path: string;
  text: string;
}

const PASSED_OVER = new Set(['node_modules', '.git', 'data', 'demo-data', 'coverage']);

/** Paths of every file that git would hold, from the project, sorted. */
export function paths(folder = PROJECT): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      if (PASSED_OVER.has(entry.name)) return [];
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return paths(path);
      return [relative(PROJECT, path).split(sep).join('/')];
    })
    .sort();
}

export const read = (path: string): SourceFile => ({ path, text: readFileSync(join(PROJECT, path), 'utf8') });

export const readAll = (...endings: string[]): SourceFile[] =>
  paths()
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map(read);
