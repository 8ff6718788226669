import { addDays, addMonths, type Day, firstOfMonth, type Month, monthOf } from '../../../core/days.ts';
import { parseNanos } from '../../../core/money.ts';
import type { Track } from '../catalogue.ts';
import type { BankRow } from '../formats/distrokid.ts';
import { csv } from '../formats/text.ts';
import type { LabelFile } from '../label-file.ts';
import { soldByToolost } from '../statements.ts';
import type { Telling } from '../telling.ts';
import type { World } from '../world.ts';
import { daysFrom, stampOf } from './days.ts';

const isToolosts = ({ distributor }: Track): boolean => distributor === 'toolost';

/** What a monthly report is generated for: what was sold two months before. */
export interface ToolostReport {
  month: Month;
  rows: readonly BankRow[];
}

/** The reports generated from the label's first own month on. */
export function toolostReports(world: World, today: Day): ToolostReport[] {
  const reports: ToolostReport[] = [];
  for (let month = monthOf(world.own); firstOfMonth(month) <= addDays(today, -6); month = addMonths(month, 1))
    reports.push({ month, rows: soldByToolost(world, addMonths(month, -2)) });
  return reports;
}

/** The portal's answers, which show one calendar year, and the sales reports. */
export function toolostFiles(world: World, tell: Telling, today: Day): LabelFile[] {
  const lastDays = [world.own, today]
    .map((day) => day.slice(0, 4))
    .flatMap((year) => [`${year}-12-31`])
    .filter((day) => day >= world.own && day < today);
  const exports = [...new Set([...lastDays, addDays(today, -40), today])].sort();
  return [
    ...exports.flatMap((at) => [
      analytics(world, tell, 'Spotify', at),
      analytics(world, tell, 'Apple Music', at),
    ]),
    ...toolostReports(world, today).map((report, index) => sales(tell, report, index)),
  ];
}

function analytics(world: World, tell: Telling, store: 'Spotify' | 'Apple Music', at: Day): LabelFile {
  const spotify = store === 'Spotify';
  const newYear = `${at.slice(0, 4)}-01-01`;
  const days = daysFrom(newYear < world.first ? world.first : newYear, addDays(at, -1));
  const points = days.map((date) => {
    // The newest day is not counted yet.
    const open = date === addDays(at, -1);
    const streams = open ? 0 : world.plays(store, date, isToolosts);
    tell.row('toolost_analytics', 'content_streams', [date, store], { streams: open ? null : streams });
    return { date, streams: spotify ? String(streams) : streams };
  });
  const kind = spotify ? 'spotify' : 'apple';
  return {
    originalName: `toolost_${kind}_${stampOf(at)}.json`,
    what: `Too Lost analytics, ${store}, ${newYear.slice(0, 4)} to ${addDays(at, -2)}`,
    at,
    bytes: Buffer.from(JSON.stringify(spotify ? { streams: points } : { totalStreams: points })),
  };
}

function sales(tell: Telling, { month, rows }: ToolostReport, index: number): LabelFile {
  const name = `${month.slice(5)}-${month.slice(0, 4)}-${index + 3}.csv`;
  const header = [
    'Period',
    'Store',
    'Track',
    'Artist',
    'ISRC',
    'UPC',
    'Country',
    'Quantity',
    'Net Earnings',
    'Currency',
  ];
  rows.forEach((row, line) => {
    const values = { quantity: Number(row.quantity), amount: parseNanos(row.earnings) };
    tell.row('toolost_sales', 'revenue_transactions', [month, line], values);
  });
  return {
    originalName: name,
    what: `Too Lost sales report of ${month}, ${rows.length} rows`,
    at: addDays(firstOfMonth(month), 5),
    bytes: csv([
      header,
      ...rows.map((row) => [
        row.saleMonth,
        row.store,
        row.title,
        row.artist,
        row.isrc,
        row.upc,
        row.country,
        row.quantity,
        row.earnings,
        'USD',
      ]),
    ]),
  };
}
