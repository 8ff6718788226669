import type { Day } from '../../../core/days.ts';
import { delimited, type TextStyle } from './text.ts';
import { zip } from './zip.ts';

/** A line of the bank details as text, so that tests can write what no platform should. */
export interface BankRow {
  dateInserted: string;
  reportingDate: string;
  saleMonth: string;
  store: string;
  artist: string;
  title: string;
  isrc: string;
  upc: string;
  quantity: string;
  teamPercentage: string;
  /** `Song` or `Album`. */
  type: string;
  country: string;
  withheld: string;
  earnings: string;
  recoup: string;
}

/** 1: 13 columns; 2: 15 columns (since July 2025); mixed: 15 columns, but still `Song/Album`. */
export type BankGeneration = 1 | 2 | 'mixed';

type Columns = readonly (readonly [header: string, field: keyof BankRow])[];

const OLD: Columns = [
  ['Reporting Date', 'reportingDate'],
  ['Sale Month', 'saleMonth'],
  ['Store', 'store'],
  ['Artist', 'artist'],
  ['Title', 'title'],
  ['ISRC', 'isrc'],
  ['UPC', 'upc'],
  ['Quantity', 'quantity'],
  ['Team Percentage', 'teamPercentage'],
  ['Song/Album', 'type'],
  ['Country of Sale', 'country'],
  ['Songwriter Royalties Withheld', 'withheld'],
  ['Earnings (USD)', 'earnings'],
];

const NEW_NAMES: Readonly<Record<string, string>> = {
  'Song/Album': 'Source Type',
  'Songwriter Royalties Withheld': 'Songwriter Royalties Withheld (USD)',
};

const NEW: Columns = [
  ['Date Inserted', 'dateInserted'],
  ...OLD.map(([header, field]) => [NEW_NAMES[header] ?? header, field] as const),
  ['Recoup (USD)', 'recoup'],
];

export const BANK_COLUMNS: Readonly<Record<`${BankGeneration}`, Columns>> = {
  1: OLD,
  2: NEW,
  mixed: NEW.map(([header, field]) => [header === 'Source Type' ? 'Song/Album' : header, field] as const),
};

export interface BankStyle extends TextStyle {
  generation: BankGeneration;
}

/** Generation 1 came as TAB text without quotes, generation 2 comes as quoted CSV. */
export const bankStyle = (generation: BankGeneration, other: Partial<TextStyle> = {}): BankStyle => ({
  generation,
  delimiter: generation === 1 ? '\t' : ',',
  quoted: generation === 1 ? 'never' : 'all',
  encoding: 'utf-8',
  newline: '\n',
  finalNewline: true,
  ...other,
});

/** A bank details export, in any of its quirks. */
export function bankFile(rows: Iterable<BankRow>, style: BankStyle = bankStyle(2)): Buffer {
  const columns = BANK_COLUMNS[style.generation];
  function* lines(): Generator<string[]> {
    yield columns.map(([header]) => header);
    for (const row of rows) yield columns.map(([, field]) => row[field]);
  }
  return delimited(lines(), style);
}

/** The same inside a zip, as large exports come. */
export const bankZip = (
  rows: Iterable<BankRow>,
  style: BankStyle,
  name = 'bank_details.csv',
): Promise<Buffer> => zip([{ name, bytes: bankFile(rows, style) }]);

export interface StatsPoint {
  day: Day;
  count: number;
}

export interface StatsPage {
  data: 'streams' | 'applemusic';
  /** Oldest first; a real page has 365. */
  points: readonly StatsPoint[];
  /** How the points are keyed. The Apple page has been seen with both. */
  keys?: 'category' | 'field';
}

/** amCharts data as the site writes it: numbers in quotes, a comma after the last point. */
const provider = (points: readonly (readonly [string, number])[], keys: 'category' | 'field'): string => {
  const [name, value] = keys === 'category' ? ['category', 'column-1'] : ['field', 'value'];
  return `[\n${points.map(([x, y]) => `\t\t{\n\t\t\t"${name}": "${x}",\n\t\t\t"${value}": "${y}"\n\t\t},\n`).join('')}\t]`;
};

const chart = (id: string, data: string): string => `
<div id="${id}" class="chart"></div>
<script type="text/javascript">
AmCharts.makeChart("${id}", {
	"type": "serial",
	"categoryField": "category",
	"dataDateFormat": "YYYY-MM-DD",
	"graphs": [{ "id": "AmGraph-1", "valueField": "column-1", "fillAlphas": 0.2 }],
	"dataProvider": ${data}
});
</script>`;

/** The stats page of the whole account as a browser saves it. It names no track and no artist. */
export function statsPage({ data, points, keys = 'category' }: StatsPage): string {
  const days = points.map(({ day, count }) => [day, count] as const);
  const total = points.reduce((sum, { count }) => sum + count, 0);
  // The Apple page carries further charts, and the data of one of them in a variable.
  const countries = [
    ['United States', Math.round(total * 0.46)],
    ['United Kingdom', Math.round(total * 0.12)],
    ['Germany', Math.round(total * 0.08)],
  ] as const;
  const charts =
    data === 'streams'
      ? chart('trend365day', provider(days, keys))
      : `<script type="text/javascript">
var chartData = ${provider(days.slice(-7), keys)};
</script>${chart('applemusicCountries', provider(countries, 'field'))}${chart('applemusicTrend', provider(days, keys))}`;
  const service = data === 'streams' ? 'Spotify' : 'Apple Music';
  return `<!DOCTYPE html><html lang="en"><head>
<meta charset="utf-8"><title>DistroKid - Stats</title>
<script src="/js/amcharts/amcharts.js"></script><script src="/js/amcharts/serial.js"></script>
</head><body class="stats">
<nav><a href="/mymusic/">My Music</a> <a href="/stats/?type=all&amp;data=streams">Spotify</a> <a href="/stats/?type=all&amp;data=applemusic">Apple Music</a> <a href="/bank/">Bank</a></nav>
<h1>${service} stats</h1>
<p>Past 365 days. Numbers of the last days may still change.</p>${charts}
<footer>&copy; DistroKid</footer>
</body></html>
`;
}

/** What a browser saves in place of the export when the session has run out. */
export const loginPage = (): string => `<!DOCTYPE html><html lang="en"><head>
<meta charset="utf-8"><title>DistroKid - Sign In</title></head><body>
<h1>Sign in to DistroKid</h1>
<form action="/login" method="post">
<label>E-mail, user name <input type="email" name="email"></label>
<label>Password <input type="password" name="password"></label>
<button type="submit">Sign in</button>
</form></body></html>
`;
