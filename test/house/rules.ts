import { circles } from './circles.ts';
import type { SourceFile } from './files.ts';
import { chainTo, type Import, importsOf } from './imports.ts';

/** docs/architecture.md as data: what a folder may import beside itself. Absent: anything. */
const FLOORS: Readonly<Record<string, readonly string[]>> = {
  core: [],
  warehouse: ['core'],
  pipeline: ['warehouse', 'core'],
  commands: ['warehouse', 'core'],
  sandbox: ['core'],
  'mcp-server': ['commands', 'warehouse', 'core'],
  bot: ['commands', 'warehouse', 'core'],
  cli: ['bot', 'mcp-server', 'pipeline', 'commands', 'warehouse', 'core'],
};
/** What belongs to no floor: it may import anything, and nothing of a floor imports it. */
const BESIDE = new Set(['test', 'bench', 'scripts']);
const CORE_FILES = 8;
/** Package -> the only place of the product that may import it. */
const HOMES: Readonly<Record<string, string>> = {
  '@modelcontextprotocol/sdk': 'mcp-server/adapter.ts',
  'discord.js': 'bot/',
};
const HEAVY: ReadonlySet<string> = new Set([
  '@napi-rs/canvas',
  'chart.js',
  '@duckdb/node-api',
  'playwright',
  'discord.js',
]);
const DEFINITION =
  /^(?:commands\/[^/]+|commands\/actions\/[^/]+|warehouse\/metrics\/[^/]+|pipeline\/platforms\/[^/]+\/index)\.ts$/;

const room = (path: string): string => path.split('/')[0] ?? '';
const isTest = (path: string): boolean => path.endsWith('.test.ts');

/** A package that may be imported, and whether tests alone may. */
export interface Packages {
  dependencies?: Readonly<Record<string, string>>;
  devDependencies?: Readonly<Record<string, string>>;
  optionalDependencies?: Readonly<Record<string, string>>;
}

/** Every breach of the house's rules, as one sentence each; none: []. Pure: files in, sentences out. */
export function breaches(files: readonly SourceFile[], packages: Packages): string[] {
  const all = files.flatMap(importsOf);
  return [
    ...all.filter((edge) => edge.ours).flatMap(floorBreach),
    ...all.filter((edge) => !edge.ours).flatMap((edge) => packageBreach(edge, packages)),
    ...coreBreach(files),
    ...missing(all, files),
    ...heavyBreaches(files, all),
    ...fileCircles(all).map((group) => `circle: ${group.join(' <-> ')}`),
  ];
}

function floorBreach({ from, to, way }: Import): string[] {
  const here = room(from);
  const there = room(to);
  if (to.startsWith('..') || to.startsWith('/')) return [`${from} imports ${to}, outside the project`];
  if (here === there || !to.includes('/')) return [];
  if (BESIDE.has(here)) return [];
  if (there === 'sandbox' && from === 'cli/demo.ts')
    return way === 'static' ? [`${from} loads ${to} at its top; it may only at run time`] : [];
  const allowed = FLOORS[here];
  if (allowed === undefined) return [`${from}: no rule says what ${here}/ may import`];
  return allowed.includes(there)
    ? []
    : [`${from} imports ${to}: ${here} may import ${allowed.join(', ') || 'nothing of ours'}`];
}

/** Where the tools of development may be used: nothing there runs in production. */
const forDevelopment = (path: string): boolean =>
  BESIDE.has(room(path)) || room(path) === 'sandbox' || isTest(path) || !path.includes('/');

function packageBreach({ from, to }: Import, packages: Packages): string[] {
  if (to.startsWith('node:')) return [];
  const home = HOMES[to];
  if (home !== undefined && !BESIDE.has(room(from)) && !from.startsWith(home))
    return [`${from} imports ${to}: only ${home} may`];
  const declared = {
    ...packages.dependencies,
    ...packages.optionalDependencies,
    ...(forDevelopment(from) ? packages.devDependencies : {}),
  };
  return to in declared ? [] : [`${from} imports ${to}, which is no dependency of it`];
}

function coreBreach(files: readonly SourceFile[]): string[] {
  const core = files.filter(({ path }) => room(path) === 'core' && !isTest(path)).map(({ path }) => path);
  return core.length > CORE_FILES
    ? [`core has ${core.length} files, and at most ${CORE_FILES} are allowed`]
    : [];
}

/** A specifier that names no file would make a rule blind. */
function missing(all: readonly Import[], files: readonly SourceFile[]): string[] {
  const known = new Set(files.map(({ path }) => path));
  return all
    .filter(({ ours, to, way }) => ours && to.endsWith('.ts') && way !== 'later' && !known.has(to))
    .map(({ from, to }) => `${from} imports ${to}, which is not there`);
}

function heavyBreaches(files: readonly SourceFile[], all: readonly Import[]): string[] {
  const byFile = new Map<string, Import[]>();
  for (const edge of all) byFile.set(edge.from, [...(byFile.get(edge.from) ?? []), edge]);
  return files
    .filter(({ path }) => DEFINITION.test(path) && !isTest(path))
    .flatMap(({ path }) => chainTo(path, HEAVY, byFile) ?? [])
    .map((chain) => `a definition loads a heavy package at its top: ${chain}`);
}

/** Circles of files, `import type` counted: what cannot be read apart is one thing. */
const fileCircles = (all: readonly Import[]): string[][] =>
  circles(all.filter(({ ours, way }) => ours && way !== 'later').map(({ from, to }) => [from, to]));

/**
 * Folders beside each other that load each other (`commands/kit <-> commands/view`). A folder and the one it lies in
 * are one room; tests and `import type` do not count.
 */
export function folderCircles(files: readonly SourceFile[]): string[][] {
  const folder = (path: string): string => path.split('/').slice(0, -1).join('/');
  const inside = (a: string, b: string): boolean => `${a}/`.startsWith(`${b}/`);
  return circles(
    files
      .filter(({ path }) => !isTest(path))
      .flatMap(importsOf)
      .filter(({ ours, way, from, to }) => ours && way === 'static' && room(from) === room(to))
      .map(({ from, to }): [string, string] => [folder(from), folder(to)])
      .filter(([from, to]) => !inside(from, to) && !inside(to, from)),
  );
}
