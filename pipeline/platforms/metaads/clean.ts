import type { CleanRow } from '../../kit/platform.ts';
import { CONVERSIONS, countOf, otherActions, parseActions } from './actions.ts';

type Cells = Record<string, string>;
const LEVELS = ['campaign', 'adset', 'ad'] as const;
/** What a spreadsheet makes of 18 digits. */
const ROUNDED = /^\d+[.,]\d*(e\+?\d+)?$|^\d+e\+?\d+$/i;

/** One row of either feed but for its days: level, ids as digits, each conversion once. */
export function cleanAd({ cells }: CleanRow): Cells | { refuse: string } {
  const row: Cells = { ...cells, account: (cells.account ?? '').replace(/^act_/, '') };
  for (const level of LEVELS) {
    // Bulk exports write "cg:120..."; a report by levels writes "All" on the lines that add the others up.
    const id = (cells[`${level}_id`] ?? '').trim().replace(/^[a-z]{1,2}:(?=\d)/, '');
    if (ROUNDED.test(id))
      return {
        refuse: `has the ${level} id ${id}, which a spreadsheet has rounded: bring the file as Meta gave it`,
      };
    row[`${level}_id`] = id;
    const name = (cells[`${level}_name`] ?? '').trim();
    row[`${level}_name`] = id === '' && name === 'All' ? '' : name;
  }
  const told = LEVELS.map((level) => row[`${level}_id`] !== '' || row[`${level}_name`] !== '');
  if (!told[0])
    return {
      refuse: 'tells no campaign: add the columns "Campaign name" and "Campaign ID" and export it again',
    };
  row.level = LEVELS[told.lastIndexOf(true)] as string;
  row.by_name = byName(row, told);
  for (const name of ['spend', 'purchase_value']) row[name] = plainNumber(row[name] ?? '');
  return withActions(row);
}

/** The names that stand for the ids a row of its level lacks, so that rows without ids are told apart; '' where it has all. */
function byName(row: Cells, told: readonly boolean[]): string {
  const names = LEVELS.map((level, at) =>
    told[at] && row[`${level}_id`] === '' ? (row[`${level}_name`] as string) : '',
  );
  if (names.every((name) => name === '')) return '';
  // Two accounts may have campaigns of one name.
  return JSON.stringify(row.campaign_id === '' ? [...names, row.account] : names);
}

/** "1,250.50" -> "1250.50"; anything else is left to the type. */
const plainNumber = (text: string): string =>
  /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text.trim()) ? text.replaceAll(',', '') : text;

function withActions(row: Cells): Cells | { refuse: string } {
  const text = row.other_actions ?? '';
  const values = row.purchase_value ?? '';
  const out: Cells = { ...row, other_actions: '' };
  if (text !== '') {
    const actions = parseActions(text);
    if (actions === null) return { refuse: 'has actions that are no list of types and values' };
    // A column that tells a count itself goes before the list.
    for (const conversion of CONVERSIONS) out[conversion] = row[conversion] || countOf(actions, conversion);
    out.other_actions = otherActions(actions);
  }
  if (values.startsWith('[')) {
    const amounts = parseActions(values);
    if (amounts === null) return { refuse: 'has action values that are no list of types and values' };
    out.purchase_value = countOf(amounts, 'purchases');
  }
  return withResults(out);
}

/** The API's `[{"indicator":"actions:link_click","values":[{"value":"30"}]}]`; of several kinds none is the result. */
function withResults(row: Cells): Cells | { refuse: string } {
  if (!row.results?.startsWith('[')) return row;
  const out = { ...row, results: '', result_type: row.result_type ?? '' };
  try {
    const list = JSON.parse(row.results) as { indicator?: unknown; values?: { value?: unknown }[] }[];
    const [only] = list;
    if (list.length !== 1 || typeof only?.indicator !== 'string') return out;
    return { ...out, results: String(only.values?.[0]?.value ?? ''), result_type: only.indicator };
  } catch {
    return { refuse: 'has results that are no list' };
  }
}
