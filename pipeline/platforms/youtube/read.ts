import type { Cells } from '../../kit/cells.ts';
import { FileRefused } from '../../kit/platform.ts';
import { readDelimited } from '../../kit/read/delimited.ts';
import type { Document } from '../../kit/read/document.ts';
import { writtenDay } from '../../kit/written-day.ts';
import { type Added, textsOf, withColumns, withoutTotal } from './cells.ts';
import { currencyOf, inSeconds, isCoarse, periodOf } from './clean.ts';
import { ADDED, WATCHED } from './columns.ts';
import { accountOf, type StudioName, studioNameOf } from './studio.ts';

/** What either way in adds to a table: whose it is, seconds watched, and the currency where there is money. */
export function addedTo(header: readonly string[], channel: string): Added[] {
  const [hours, minutes] = WATCHED;
  const currency = currencyOf(header);
  return [
    { header: ADDED.account, text: accountOf(channel) },
    { header: ADDED.channel, text: channel },
    { header: ADDED.watchSeconds, of: hours, convert: (text) => inSeconds(text, 'hours') },
    { header: ADDED.watchSeconds, of: minutes, convert: (text) => inSeconds(text, 'minutes') },
    ...(currency === null ? [] : [{ header: ADDED.currency, text: currency }]),
  ];
}

/** The table of videos of a Studio export, with its window. */
export async function* readVideos(document: Document): AsyncGenerator<Cells> {
  const { name, batches } = await take(document);
  const published = textsOf(batches, 'Video publish time');
  yield* withColumns(batches, [
    ...addedTo(document.header ?? [], name.channel),
    { header: ADDED.asOf, text: name.to },
    { header: ADDED.period, text: periodOf(name, published) },
  ]);
}

/** A table with a row a day. @throws FileRefused where its days stand for weeks or months. */
export async function* readDays(document: Document): AsyncGenerator<Cells> {
  const { name, batches } = await take(document);
  const days = textsOf(batches, 'Date').map(writtenDay);
  if (isCoarse(days, name))
    throw new FileRefused(
      `${document.entry ?? 'The file'} is not by day, but by week or month. Choose "Daily" above the chart and export it again.`,
    );
  yield* withColumns(batches, addedTo(document.header ?? [], name.channel));
}

/** Both are at most a few hundred videos, or days, so they are held as a whole. */
async function take(document: Document): Promise<{ name: StudioName; batches: Cells[] }> {
  const name = studioNameOf(document);
  if (name === null) throw new FileRefused('Its name does not tell channel and days any more.');
  const batches: Cells[] = [];
  for await (const batch of withoutTotal(readDelimited(document))) batches.push(batch);
  return { name, batches };
}
