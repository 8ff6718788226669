import { nanosToDecimal, parseNanos } from '../../../core/money.ts';
import type { Cells } from '../../kit/cells.ts';
import { ChangedTexts } from '../../kit/changed-texts.ts';
import { foldHeader } from '../../kit/header.ts';
import { FileRefused } from '../../kit/platform.ts';

/** Header of a share -> what its name says the numbers are. */
export const SHARE_HEADERS: Readonly<Record<string, 'percent' | 'fraction'>> = {
  your_revenue_share: 'fraction',
  royalty_percentage: 'percent',
  share_percentage: 'percent',
  share: 'fraction',
};

const ONE = 1_000_000_000n;

/**
 * Cells of a catalog with its shares as percentages ("50%"), however they were written. Values over 1 are percentages,
 * values between 0 and 1 fractions; where a column has only 0 and 1, its name decides.
 * @throws FileRefused when a column holds both, or "royalty_percentage" is 1 throughout: 1 % or the whole?
 */
export async function* withPercentages(cells: AsyncIterable<Cells>): AsyncGenerator<Cells> {
  const batches: Cells[] = [];
  for await (const batch of cells) batches.push(batch);
  const [first] = batches;
  if (!first) return;
  const changes = first.header.map((name, index) => {
    const says = SHARE_HEADERS[foldHeader(name)];
    if (says === undefined) return null;
    return isFraction(name.trim(), says, batches, index) ? fractionToPercent : (text: string) => text;
  });
  for (const batch of batches) {
    yield {
      ...batch,
      columns: batch.columns.map(({ ids, texts }, index) => {
        const change = changes[index];
        return { ids, texts: change ? new ChangedTexts(texts, change) : texts };
      }),
    };
  }
}

function isFraction(
  name: string,
  says: 'percent' | 'fraction',
  batches: readonly Cells[],
  index: number,
): boolean {
  let over = false;
  let between = false;
  let one = false;
  for (const batch of batches) {
    const { ids, texts } = batch.columns[index] as Cells['columns'][number];
    for (const id of new Set(ids)) {
      const nanos = parseNanos(texts.at(id).trim());
      if (nanos === null) continue;
      over ||= nanos > ONE;
      between ||= nanos > 0n && nanos < ONE;
      one ||= nanos === ONE;
    }
  }
  if (over && between)
    throw new FileRefused(
      `Its column "${name}" holds fractions (0.5) and percentages (50). Write all of them as percentages, or with the sign: 50%.`,
    );
  if (one && !over && !between && says === 'percent')
    throw new FileRefused(
      `Its column "${name}" says 1 and nothing that tells whether that is 1 % or the whole. Write 100% for the whole.`,
    );
  return between || (!over && says === 'fraction');
}

/** "0.25" -> "25%". What has the sign already, or is no number, stays. */
function fractionToPercent(text: string): string {
  const nanos = parseNanos(text.trim());
  return nanos === null ? text : `${nanosToDecimal(nanos * 100n, 0)}%`;
}
