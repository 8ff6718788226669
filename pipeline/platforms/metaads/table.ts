import type { Cells } from '../../kit/cells.ts';
import { foldHeader } from '../../kit/header.ts';
import { FileRefused } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import type { Document } from '../../kit/read/document.ts';
import type { HeaderPlace } from '../../kit/read/preamble.ts';
import { RowScanner } from '../../kit/read/row-scanner.ts';
import { breakdownsOf } from './columns.ts';
import { sayBreakdown } from './insights.ts';

const SPENT = /^amount spent(?: \(([A-Z]{3})\))?$/i;
/** "Amount spent" as Ads Manager says it elsewhere; the numbers and days of such a file are written otherwise too. */
const SPENT_ELSEWHERE =
  /^(importe gastado|cantidad gastada|montant dépensé|ausgegebener betrag|valor usado|valor gasto|montante gasto|importo speso|besteed bedrag|spenderat belopp|wydana kwota|số tiền đã chi tiêu)\b/iu;
const CAMPAIGN = ['campaign_id', 'campaign_name', 'campaign id', 'campaign name', 'campaign'];
const NAMES = [
  ...CAMPAIGN,
  'adset_id',
  'adset_name',
  'ad set id',
  'ad set name',
  'ad_id',
  'ad_name',
  'ad id',
  'ad name',
];
const SPANS = [
  ['reporting starts', 'reporting ends'],
  ['date_start', 'date_stop'],
] as const;

/** A CSV of Ads Manager, of the old data lake, or of insights that somebody flattened. */
export interface AdTable {
  grain: 'day' | 'span';
  /** Header as it is handed on: amounts without their currency, and the currency as a column. */
  header: readonly string[];
  /** Told by the header for all rows; '' where the file has a column for it or does not tell it. */
  currency: string;
}

/** @throws FileRefused for a table of Meta's that cannot be read: another language, no campaign, a breakdown. */
export function adTable(document: Document): AdTable | null {
  if (document.header === null) return null;
  const names = document.header.map(foldHeader);
  const has = (name: string): boolean => names.includes(name);
  if (names.some((name) => SPENT_ELSEWHERE.test(name)))
    throw new FileRefused(
      'It is an export of Meta Ads Manager in another language. Set Ads Manager to English (US) and export it again.',
    );
  const span = SPANS.find((pair) => pair.every(has));
  const day = ['day', 'date'].find(has);
  const spends =
    names.some((name) => SPENT.test(name)) || has('spend_usd') || (span !== undefined && has('spend'));
  // Without the amount only the days of the report are Ads Manager's own words; what is missing is then said by the kit.
  const ours = spends
    ? span !== undefined || day !== undefined
    : has('reporting starts') && has('reporting ends');
  if (!ours) return null;
  const breakdowns = breakdownsOf(names);
  if (breakdowns.length > 0) throw new FileRefused(sayBreakdown(breakdowns));
  if (!CAMPAIGN.some(has)) {
    if (!spends) return null;
    throw new FileRefused(
      'It is an export of Meta Ads that tells no campaign. Add the columns "Campaign name" and "Campaign ID" and export it again.',
    );
  }
  return {
    grain: day !== undefined || isByDay(document, names, span) ? 'day' : 'span',
    ...withCurrency(document.header, day !== undefined),
  };
}

function withCurrency(header: readonly string[], byDay: boolean): { header: string[]; currency: string } {
  const told = header.map((name) => SPENT.exec(name.trim())?.[1]).find((code) => code !== undefined);
  const currency = (
    told ?? (header.some((name) => foldHeader(name) === 'spend_usd') ? 'USD' : '')
  ).toUpperCase();
  const suffix = ` (${currency})`;
  const names = header.map((name) => {
    const folded = foldHeader(name);
    // With "Day" these two tell the days of the whole export, not of the row.
    if (byDay && folded === 'reporting starts') return 'Export starts';
    if (byDay && folded === 'reporting ends') return 'Export ends';
    return currency !== '' && name.toUpperCase().endsWith(suffix) ? name.slice(0, -suffix.length) : name;
  });
  const hasOwn = header.some((name) => ['currency', 'account_currency'].includes(foldHeader(name)));
  if (currency === '' || hasOwn) return { header: names, currency: '' };
  return { header: [...names, 'Currency'], currency };
}

/** Do all rows of the first 256 KiB begin and end on one day? */
function isByDay(
  document: Document,
  names: readonly string[],
  span: (typeof SPANS)[number] | undefined,
): boolean {
  const [start = -1, stop = -1] = span?.map((name) => names.indexOf(name)) ?? [];
  const scanner = new RowScanner(document.delimiter ?? ',');
  const head = Buffer.from(document.head);
  const whole = document.size <= head.length;
  let rows = 0;
  for (let at = 0, header = true; at < head.length; ) {
    const next = scanner.scan(head, at, head.length, whole);
    if (next < 0) break;
    at = next;
    const cells = scanner.spans.strings(head, 0, scanner.count).map((cell) => cell.trim());
    if (cells.every((cell) => cell === '')) continue;
    if (header) {
      header = false;
      continue;
    }
    if (cells[start] !== cells[stop]) return false;
    rows++;
  }
  return rows > 0;
}

/** Where its header stands, under the names it is handed on with: what the kit looks for missing columns in. */
export function adTableHeader(document: Document): HeaderPlace | null {
  const table = adTable(document);
  if (table === null) return null;
  return { preamble: 0, delimiter: document.delimiter ?? ',', cells: table.header };
}

/** Its rows, without the line that adds them up (it names no campaign, no ad set and no ad). */
export async function* readAdTable(document: Document): AsyncGenerator<Cells> {
  const table = adTable(document);
  if (table === null) return;
  const constant = { size: 1, at: () => table.currency };
  for await (const cells of readDelimited(document)) {
    const kept = withoutTotals(cells);
    const columns =
      table.currency === ''
        ? kept.columns
        : [...kept.columns, { ids: new Uint32Array(kept.rows), texts: constant }];
    yield { ...kept, header: table.header, columns };
  }
}

function withoutTotals(cells: Cells): Cells {
  const naming = cells.columns.filter((_, at) => NAMES.includes(foldHeader(cells.header[at] as string)));
  const rows = [...cells.lines.keys()].filter((row) =>
    naming.some(({ ids, texts }) => !['', 'All'].includes(texts.at(ids[row] as number).trim())),
  );
  if (rows.length === cells.rows) return cells;
  const pick = (from: Uint32Array): Uint32Array => Uint32Array.from(rows, (row) => from[row] as number);
  return {
    ...cells,
    rows: rows.length,
    lines: pick(cells.lines),
    columns: cells.columns.map(({ ids, texts }) => ({ ids: pick(ids), texts })),
  };
}
