import type { Cells } from '../../kit/cells.ts';
import { ChangedTexts } from '../../kit/changed-texts.ts';
import { foldHeader } from '../../kit/header.ts';

/** What stands in place of an account number of which nobody can tell the end. */
export const UNREADABLE = '?';

const CARD_NUMBER = /(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)/g;
/** An account number, possibly with its front hidden: "36012345678", "****4821", "XXXX-4821". */
const ACCOUNT_NUMBER = /^[\d*x•\s-]+$/i;

/**
 * The last four digits of a card's or an account's number: "36012345678" -> "5678", "xxxx4821" -> "4821", "42" (a
 * spreadsheet ate the zeros) -> "0042". '' stays ''. `UNREADABLE` for "3.6012E+10", whose end is lost.
 */
export function lastFour(text: string): string {
  const plain = text.trim().replace(/\.0+$/, '');
  const digits = plain.replace(/\D/g, '');
  if (plain === '') return '';
  if (digits === '' || !ACCOUNT_NUMBER.test(plain)) return UNREADABLE;
  return digits.slice(-4).padStart(4, '0');
}

/** Text in which a whole card number (13 to 19 digits whose check digit is right) is cut to its last four. */
export const withoutCardNumbers = (text: string): string =>
  text.replace(CARD_NUMBER, (found) => {
    const digits = found.replace(/\D/g, '');
    return isCardNumber(digits) ? `****${digits.slice(-4)}` : found;
  });

/** The check that every card number passes (Luhn). */
function isCardNumber(digits: string): boolean {
  let sum = 0;
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/**
 * Cells on their way to raw, with no number of an account longer than its last four: neither in the columns that hold
 * one, nor inside a description, nor in a line whose columns nobody can tell apart.
 */
export async function* withoutNumbers(
  cells: AsyncIterable<Cells> | Iterable<Cells>,
  accountHeaders: readonly string[],
): AsyncGenerator<Cells> {
  const accounts = new Set(accountHeaders.map(foldHeader));
  for await (const batch of cells) {
    yield {
      ...batch,
      columns: batch.columns.map(({ ids, texts }, index) => {
        const isAccount = accounts.has(foldHeader(batch.header[index] as string));
        return { ids, texts: new ChangedTexts(texts, isAccount ? lastFour : withoutCardNumbers) };
      }),
      ragged: batch.ragged.map(({ line, cells }) => ({ line, cells: cells.map(withoutAnyNumber) })),
    };
  }
}

/** Of a line that lost its columns, any cell that could be an account's number is cut. */
function withoutAnyNumber(cell: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(cell.trim());
  const digits = cell.replace(/\D/g, '').length;
  if (isDay || digits <= 4 || !ACCOUNT_NUMBER.test(cell.trim())) return withoutCardNumbers(cell);
  return lastFour(cell);
}
