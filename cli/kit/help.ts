import { wrap } from '../../commands/view/text-layout.ts';
import type { Flag } from './flags.ts';
import type { Style } from './terminal.ts';

/** What help is printed with. */
export interface Page {
  columns: number;
  paint(style: Style, text: string): string;
}

export interface Entry {
  name: string;
  summary: string;
}

const INDENT = 2;

/** Two columns: names, and what they mean, wrapped beside them. */
function columns(rows: readonly { left: string; right: string }[], page: Page, leftWidth: number): string {
  const width = Math.max(30, Math.min(page.columns, 110) - INDENT - leftWidth - 2);
  return rows
    .map(({ left, right }) => {
      const lines = wrap(right, width);
      const rest = lines.slice(1).map((line) => `\n${' '.repeat(INDENT + leftWidth + 2)}${line}`);
      return `${' '.repeat(INDENT)}${page.paint('bold', left)}${' '.repeat(Math.max(0, leftWidth - left.length))}  ${lines[0]}${rest.join('')}\n`;
    })
    .join('');
}

/** `bedrot --help`: every word, by group. */
export function overallHelp(
  sections: readonly { title: string; entries: readonly Entry[] }[],
  page: Page,
): string {
  const widest = Math.max(...sections.flatMap(({ entries }) => entries.map(({ name }) => name.length)));
  const body = sections
    .filter(({ entries }) => entries.length > 0)
    .map(
      ({ title, entries }) =>
        `\n${page.paint('underline', title)}\n${columns(
          entries.map(({ name, summary }) => ({ left: name, right: summary })),
          page,
          widest,
        )}`,
    );
  return `A music label's own numbers, asked from a terminal.

Usage: bedrot <word> [flags]      bedrot <word> --help shows the flags of one word
${body.join('')}
Every question takes --json, --csv FILE, --chart FILE.png, --pdf FILE.pdf and --md FILE.md. Every word takes --data DIR.
`;
}

/** `bedrot <word> --help`, made from its flags. */
export function wordHelp(
  word: { name: string; summary: string; about?: string | undefined },
  flags: readonly Flag[],
  common: readonly Flag[],
  bare: readonly Flag[],
  page: Page,
): string {
  const words = bare.map(
    (flag) => ` ${flag.required ? left(flag) : `[${flag.placeholder}${flag.many ? '...' : ''}]`}`,
  );
  const widest = Math.max(...[...flags, ...common].map((flag) => left(flag).length));
  const section = (title: string, list: readonly Flag[]): string =>
    list.length === 0
      ? ''
      : `\n${page.paint('underline', title)}\n${columns(
          list.map((flag) => ({ left: left(flag), right: right(flag) })),
          page,
          widest,
        )}`;
  return `${page.paint('bold', `bedrot ${word.name}`)}: ${word.summary}

Usage: bedrot ${word.name}${words.join('')} [flags]
${section('Flags', flags)}${section(flags.length === 0 ? 'Flags' : 'Also', common)}${
  word.about ? `\n${wrap(word.about, Math.min(page.columns, 110)).join('\n')}\n` : ''
}`;
}

/** What is needed is written as a bare word, the rest as flags. */
const left = (flag: Flag): string => {
  if (flag.required) return `${flag.placeholder}${flag.many ? '...' : ''}`;
  if (flag.type === 'boolean') return `--${flag.name}`;
  return `--${flag.name} ${flag.type === 'number' ? 'N' : flag.placeholder}`;
};

function right(flag: Flag): string {
  const { describe, choices, fallback } = flag;
  const plain = fallback === undefined || fallback === false || fallback === '';
  return [
    describe === '' || /[.!?]$/.test(describe) ? describe : `${describe}.`,
    choices.length > 0 ? `One of: ${choices.join(', ')}.` : '',
    flag.many && !flag.required ? 'Several: give it again, or put commas between.' : '',
    plain ? '' : `Default: ${String(fallback)}.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
