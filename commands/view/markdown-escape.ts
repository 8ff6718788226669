/**
 * A text that came out of a file (a title, a store, an account) as GitHub's Markdown prints it letter by letter: no
 * emphasis, link, picture, HTML, cell border or mention, and no address that becomes a link.
 */
export const escapeName = (text: string): string =>
  escapeText(text)
    .replaceAll('://', ':\\/\\/')
    .replaceAll('@', '\\@')
    .replace(/\bwww\./gi, 'www\\.');

/** The same for sentences of ours, in which an address may be followed. */
export const escapeText = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>|~&$]/g, '\\$&')
    // Read at the start of a line alone: headings, lists, quotes, rules.
    .replace(/^(#{1,6}|\+|-+|=+)(?=\s|$)/, '\\$1')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
