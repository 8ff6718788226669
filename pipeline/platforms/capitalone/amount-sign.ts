import { type Cells, TextMap } from '../../kit/cells.ts';
import { foldHeader } from '../../kit/header.ts';
import { FileRefused } from '../../kit/platform.ts';
import { readAmount } from './clean.ts';

/** What the column "Amount" is called on its way to raw, once it is known what its sign means. */
export const SPENT = 'Amount (spending is positive)';
export const RECEIVED = 'Amount (spending is negative)';

/**
 * Cells of a card export with one column "Amount", that column named by what its sign means. The lines tell it: Capital
 * One's own word for what the owner pays towards the card is "Payment/Credit", so where payments are negative, spending
 * is positive, and the other way round. Without a payment, amounts that all have one sign are purchases.
 * @throws FileRefused when the lines do not tell it, or contradict each other.
 */
export async function* withSign(cells: AsyncIterable<Cells>): AsyncGenerator<Cells> {
  const batches: Cells[] = [];
  for await (const batch of cells) batches.push(batch);
  const at = batches[0]?.header.findIndex((name) => foldHeader(name) === 'amount') ?? -1;
  if (at < 0) {
    yield* batches;
    return;
  }
  const name = spendingIsPositive(batches, at) ? SPENT : RECEIVED;
  for (const batch of batches) yield { ...batch, header: batch.header.with(at, name) };
}

function spendingIsPositive(batches: readonly Cells[], amountAt: number): boolean {
  const payments = new Set<boolean>();
  const all = new Set<boolean>();
  for (const batch of batches) {
    const amounts = batch.columns[amountAt];
    const category = batch.columns[batch.header.findIndex((name) => foldHeader(name) === 'category')];
    for (let row = 0; row < batch.rows; row++) {
      const amount = readAmount(textAt(amounts, row));
      if (amount === null || amount === 0n) continue;
      all.add(amount > 0n);
      if (foldHeader(textAt(category, row)) === 'payment/credit') payments.add(amount > 0n);
    }
  }
  if (payments.size === 1) return payments.has(false);
  if (payments.size === 0 && all.size <= 1) return !all.has(false);
  throw new FileRefused(
    `Its column "Amount" does not tell which sign is spending: ${
      payments.size === 0
        ? 'it has both signs and no payment to compare them with'
        : 'payments have both signs'
    }. Get the export with "Debit" and "Credit" columns, or one that covers a payment.`,
  );
}

const NONE = { ids: new Uint32Array(0), texts: new TextMap() };
const textAt = (column: Cells['columns'][number] = NONE, row: number): string =>
  column === NONE ? '' : column.texts.at(column.ids[row] as number);
