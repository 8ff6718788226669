import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Loads the default export of every definition in a folder, sorted by name. A folder is the register: there is no list
 * to edit, and a file that does not fit stops the program.
 *
 * - `files`: every `<name>.ts` directly in the folder (tests and sub-folders are passed over);
 * - `folders`: every `<name>/index.ts`.
 * @throws Error naming the file, when it has no default export or `check` refuses it.
 */
export async function discover<T>(
  folder: string,
  kind: 'files' | 'folders',
  check: (name: string, value: unknown) => asserts value is T,
): Promise<T[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) =>
      kind === 'folders'
        ? entry.isDirectory() && entry.name !== 'kit'
        : entry.isFile() && entry.name.endsWith('.ts') && !entry.name.includes('.test.'),
    )
    .map((entry) => (kind === 'folders' ? entry.name : entry.name.slice(0, -3)))
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const file = join(folder, kind === 'folders' ? join(name, 'index.ts') : `${name}.ts`);
      const module: { default?: unknown } = await import(pathToFileURL(file).href);
      const value = module.default;
      if (value === undefined) throw new Error(`${file}: a definition must be the default export`);
      check(name, value);
      return value as T;
    }),
  );
}
