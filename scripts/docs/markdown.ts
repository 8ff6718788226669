/** Words from the code, so that `<Artist>` is not taken for a tag. Code spans stay as they are. */
export const plain = (text: string): string =>
  text.replace(/`[^`]*`|_?</g, (found) => (found.endsWith('<') ? found.replace(/[_<]/g, '\\$&') : found));

/** A cell may hold no line break, and its bars are escaped. */
const cell = (text: string): string => plain(text).replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

export const code = (text: string): string => (text === '' ? '' : `\`${text}\``);
export const codes = (texts: readonly string[]): string => texts.map(code).join(', ');
export const list = (texts: readonly string[]): string => texts.map((text) => `- ${text}`).join('\n');

/** What every generated page begins with. */
export const made = (title: string): string =>
  `# ${title}\n\n<!-- Made by "npm run format:docs" from the code: change it there. -->\n`;
