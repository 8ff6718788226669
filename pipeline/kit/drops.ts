import { type Cells, TextMap } from './cells.ts';
import { isDropped } from './header.ts';
import type { Feed } from './platform.ts';

/**
 * Header names that tell of a person who is no artist: who bought, who subscribes, where they live. `*` at the end
 * stands for any rest. No feed reads them; a table that goes to quarantine loses them too.
 */
export const PERSONAL: readonly string[] = [
  'address',
  'billing *',
  'buyer *',
  'customer *',
  'e-mail',
  'e-mail address',
  'email',
  'email address',
  'email_address',
  'ip',
  'ip address',
  'ip_address',
  'ip_opt',
  'ip_signup',
  'mobile',
  'paypal *',
  'phone',
  'phone number',
  'phone_number',
  'ship to *',
  'shipping address *',
  'subscriber email',
  'subscriber name',
];

/** What stands in place of the cells of a line whose columns nobody can tell apart. */
export const LEFT_OUT = '(left out)';

/** The header names of a file that its feed drops. */
export const droppedOf = (feed: Pick<Feed, 'drops'>, header: readonly string[]): string[] =>
  header.filter(isDropped(feed.drops ?? []));

/**
 * Cells with the dropped columns empty, on their way to raw and on. A line with another number of cells than the header
 * loses all of them: nobody knows which is which.
 */
export async function* withoutDropped(
  feed: Pick<Feed, 'drops'>,
  cells: AsyncIterable<Cells> | Iterable<Cells>,
): AsyncGenerator<Cells> {
  const dropped = isDropped(feed.drops ?? []);
  const nothing = new TextMap();
  nothing.id('');
  for await (const batch of cells) {
    yield {
      ...batch,
      columns: batch.columns.map((column, index) =>
        dropped(batch.header[index] as string)
          ? { ids: new Uint32Array(batch.rows), texts: nothing }
          : column,
      ),
      ragged: batch.ragged.map(({ line, cells }) => ({ line, cells: blankRagged(cells.length) })),
    };
  }
}

/** As many cells as before, so that the line is still the odd one. */
export const blankRagged = (cells: number): string[] =>
  Array.from({ length: cells }, (_, index) => (index === 0 ? LEFT_OUT : ''));
