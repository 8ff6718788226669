/**
 * A text that came out of a file (a title, a store, an account) as Discord prints it letter by letter: no markdown, no
 * mention, channel, time or emoji, and no address that becomes a link.
 */
export const plain = (text: string): string => marked(text).replaceAll('://', '\\://');

/** The same for texts of ours, in which an address may be pressed. */
export const marked = (text: string): string =>
  text
    .replace(/[\\*_~|`[\]<@]/g, '\\$&')
    // Headings, quotes, lists and small print are read at the start of a line alone.
    .replace(/^(\s*)(?=(?:#{1,3}|-#|>{1,3}|[+-])\s)/gm, '$1\\');

/** In a block of code nothing is read as markdown but its end. */
export const codeBlock = (lines: readonly string[], language = ''): string =>
  `\`\`\`${language}\n${lines.join('\n').replaceAll('`', 'ˋ')}\n\`\`\``;
