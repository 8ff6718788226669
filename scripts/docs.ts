// `npm run format:docs` writes what docs and README say of the code; `npm run check` refuses what differs.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT, pages, stale } from './docs/pages.ts';

const all = await pages();
const read = (path: string): string =>
  existsSync(join(PROJECT, path)) ? readFileSync(join(PROJECT, path), 'utf8') : '';
for (const path of stale(all, read)) {
  mkdirSync(dirname(join(PROJECT, path)), { recursive: true });
  writeFileSync(join(PROJECT, path), all.get(path)?.(read(path)) ?? '');
  console.log(`wrote ${path}`);
}
