import { addDays, addMonths, type Day, lastOfMonth, type Month, monthOf } from '../../core/days.ts';
import { type BankRow, type BankStyle, bankFile, bankStyle, bankZip } from './formats/distrokid.ts';
import type { LabelFile } from './label-file.ts';

interface Plan {
  /** Reporting months. */
  from: Month;
  to: Month;
  style: BankStyle;
  zipped: boolean;
  quirk: string;
}

const OLD = [
  { style: bankStyle(1, { encoding: 'latin-1' }), zipped: false, quirk: '13 columns, TAB, latin-1' },
  { style: bankStyle(1, { newline: '\r' }), zipped: false, quirk: '13 columns, TAB, CR alone' },
  { style: bankStyle(1), zipped: false, quirk: '13 columns, TAB' },
] as const;

const NEW = [
  { style: bankStyle('mixed'), zipped: false, quirk: '15 columns that still say Song/Album' },
  { style: bankStyle(2, { newline: '\r\n' }), zipped: true, quirk: '15 columns, inside a zip' },
  {
    style: bankStyle(2, { delimiter: '\t', quoted: 'needed', encoding: 'utf-8-bom' }),
    zipped: false,
    quirk: '15 columns, TAB, BOM',
  },
  { style: bankStyle(2), zipped: false, quirk: '15 columns, quoted CSV' },
] as const;

/** Since when exports have 15 columns. */
const NEW_SINCE: Month = '2025-07';

/**
 * How the owner fetched them: the first two months one by one in the old form, then by the quarter; the last time the
 * month before was taken along once more, so that two exports overlap.
 */
function plan(first: Month, last: Month): Plan[] {
  const plans: Plan[] = [];
  let old = 0;
  let quarters = 0;
  for (let from = first; from <= last; ) {
    const single = plans.length < 2;
    const quarter = addMonths(from, 2 - ((Number(from.slice(5)) - 1) % 3));
    const end = single ? from : quarter < last ? quarter : last;
    const looks =
      single || end < NEW_SINCE
        ? (OLD[Math.min(old++, OLD.length - 1)] ?? OLD[2])
        : (NEW[Math.min(quarters++, NEW.length - 1)] ?? NEW[3]);
    plans.push({ from: end === last && plans.length > 0 ? addMonths(from, -1) : from, to: end, ...looks });
    from = addMonths(end, 1);
  }
  return plans;
}

/** Bank details exports of all rows, which are sorted by reporting date. `last` is the day of the newest export. */
export async function bankFiles(rows: readonly BankRow[], last: Day): Promise<LabelFile[]> {
  const first = rows[0]?.reportingDate;
  if (first === undefined) return [];
  return Promise.all(
    plan(monthOf(first), monthOf(rows.at(-1)?.reportingDate ?? last)).map(
      async ({ from, to, style, zipped, quirk }) => {
        const mine = rows.filter(
          ({ reportingDate }) => monthOf(reportingDate) >= from && monthOf(reportingDate) <= to,
        );
        const stem = from === to ? from : `${from}_${to}`;
        const ending = style.delimiter === '\t' ? 'tsv' : 'csv';
        const at = addDays(lastOfMonth(to), 3);
        return {
          originalName: `dk_bank_details_${stem}.${zipped ? 'zip' : ending}`,
          what: `DistroKid bank details, reported ${from} to ${to} (${quirk}), ${mine.length} rows`,
          at: at < last ? at : last,
          bytes: zipped ? await bankZip(mine, style, `dk_bank_details_${stem}.csv`) : bankFile(mine, style),
        };
      },
    ),
  );
}
