import type { Document } from './document.ts';

const SHOWN_COLUMNS = 8;

/** Why no feed takes a document, to be read after its name: "report.csv is a web page (a login page?), not an export". */
export function describeUnclaimed(document: Document): string {
  const { format, header, head, size } = document;
  if (size === 0 || (format === 'other' && head !== '' && head.trim() === '')) return 'is empty';
  if (format === 'html') return 'is a web page (a login page?), not an export';
  if (format === 'json') return 'is JSON of a kind nobody knows';
  if (header === null) return 'is not a table, a page or JSON';
  const names = header.slice(0, SHOWN_COLUMNS).map((name) => name.slice(0, 40) || '(no name)');
  const more = header.length - names.length;
  return `has a header nobody knows: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
