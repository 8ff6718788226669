/** The columns of the label's own files, in the order of their templates; `bedrot add` writes the same. */
export const TEMPLATES = {
  income: [
    'date',
    'income_type',
    'source',
    'artist',
    'title',
    'isrc',
    'country',
    'quantity',
    'currency',
    'amount',
    'note',
  ],
  catalog: [
    'artist',
    'title',
    'isrc',
    'upc',
    'release_date',
    'release_type',
    'distributor',
    'party',
    'royalty_percentage',
  ],
  rates: ['date', 'currency', 'quote', 'rate', 'source'],
} as const satisfies Record<string, readonly string[]>;
export type Template = keyof typeof TEMPLATES;

/** What an income may be that no platform's statement tells. */
export const INCOME_TYPES = ['publishing', 'performance', 'sync', 'merch', 'live', 'other'] as const;

const cell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** When `bedrot add` was said: no two of its files are alike, so that a correction may be taken back. */
export const ADDED_AT = 'added_at';

/** A file of one of the templates: its header and the rows, cells by column name; `more` are columns behind them. */
export const templateText = (
  template: Template,
  rows: readonly Readonly<Record<string, string>>[] = [],
  more: readonly string[] = [],
): string => {
  const columns = [...TEMPLATES[template], ...more];
  return [columns, ...rows.map((row) => columns.map((name) => row[name] ?? ''))]
    .map((cells) => `${cells.map(cell).join(',')}\n`)
    .join('');
};
