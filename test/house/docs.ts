import { posix } from 'node:path';
import type { SourceFile } from './files.ts';

/** What the documents may name. */
export interface Named {
  /** package.json scripts. */
  scripts: ReadonlySet<string>;
  /** What may follow `bedrot`: words, commands, groups, and `group name`. */
  words: ReadonlySet<string>;
  /** Every file and folder of the project, without a `/` at the end. */
  paths: ReadonlySet<string>;
}

/** Links to files or headings that are not there, `page: target`. Links to the web are not followed. */
export function deadLinks(pages: readonly SourceFile[], paths: ReadonlySet<string>): string[] {
  const headings = new Map(pages.map((page) => [page.path, anchorsOf(page.text)]));
  return pages.flatMap(({ path, text }) =>
    [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)|\b(?:src|href)="([^"]+)"/g)]
      .map((match) => match[1] ?? match[2] ?? '')
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => {
        const [file = '', anchor] = link.split('#');
        const target =
          file === '' ? path : posix.normalize(posix.join(posix.dirname(path), file)).replace(/\/$/, '');
        if (!paths.has(target)) return true;
        return anchor !== undefined && headings.get(target)?.has(anchor) !== true;
      })
      .map((link) => `${path}: ${link}`),
  );
}

/** Headings as GitHub makes anchors of them. */
function anchorsOf(text: string): Set<string> {
  const titles = [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ +(.+)$/gm)];
  return new Set(
    titles.map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  );
}

const withoutCode = (text: string): string =>
  text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]+`/g, '');
/** Fenced blocks and code spans, one a line. */
const codeOf = (text: string): string[] => [
  ...[...text.matchAll(/^```[^\n]*\n([\s\S]*?)^```/gm)].flatMap(([, block = '']) => block.split('\n')),
  ...[...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span),
];

/** Commands in code that a reader could not run, `page: command`. */
export function deadCommands(pages: readonly SourceFile[], { scripts, words }: Named): string[] {
  return pages.flatMap(({ path, text }) =>
    codeOf(text).flatMap((line) => {
      const dead: string[] = [];
      for (const [command, script = ''] of line.matchAll(/\bnpm run ([\w:-]+)/g))
        if (!scripts.has(script)) dead.push(`${path}: ${command}`);
      // `bedrot <word>` at a command's place; words in angle brackets stand for any.
      for (const [, first = '', second] of line.matchAll(
        /(?:^|&& |\$ |npx )bedrot ([a-z][\w-]*)(?: ([a-z][\w-]*))?(?=[\s`]|$)/g,
      )) {
        if (
          words.has(first) &&
          (second === undefined || !words.has(`${first} *`) || words.has(`${first} ${second}`))
        )
          continue;
        dead.push(`${path}: bedrot ${first}${second ? ` ${second}` : ''}`);
      }
      return dead;
    }),
  );
}

/** Files named in code of a page (`core/label.ts`, `docs/`), that are not there. `<name>` and `*` stand for any. */
export function deadPaths(pages: readonly SourceFile[], { paths }: Named): string[] {
  const tops = new Set([...paths].filter((path) => !path.includes('/')));
  return pages.flatMap(({ path, text }) =>
    codeOf(text)
      .filter((span) => /^[\w.@-]+\/[\w./@-]*$/.test(span))
      .filter((span) => tops.has(span.split('/')[0] ?? ''))
      .filter((span) => !paths.has(span.replace(/\/$/, '')))
      .map((span) => `${path}: ${span}`),
  );
}

/** Lines that tell of the machine a file was written on, or of tools that do not come with the project. */
export function machineWords(files: readonly SourceFile[]): string[] {
  // Put together here, so that this file does not find itself.
  const folders = ['work', 'root'].map((name) => `/${name}/`);
  const tools = [['complete', 'lock'].join('-'), ['issues', 'show'].join(' '), ['shared', 'facts'].join('/')];
  const at = new RegExp(`(?:^|[\\s'"\`(=:])(?:${folders.join('|')})|${tools.join('|')}`);
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) => (at.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
  );
}

/** Entries of a folder that a page does not name in code. */
export const unnamed = (entries: readonly string[], page: string): string[] =>
  entries.filter((entry) => !new RegExp(`\`(?:bedrot )?${entry}\``).test(page));
