import type { Day } from '../../../core/days.ts';
import { addDays } from '../../../core/days.ts';
import { parseNanos } from '../../../core/money.ts';
import { centsText, csv } from '../formats/text.ts';
import type { LabelFile } from '../label-file.ts';
import { random } from '../random.ts';
import type { Telling } from '../telling.ts';
import type { World } from '../world.ts';
import { daysFrom } from './days.ts';

const HEADER = [
  ...[
    'date',
    'paid to',
    'item type',
    'item name',
    'artist',
    'currency',
    'item price',
    'quantity',
    'sub total',
  ],
  ...[
    'transaction fee',
    'item total',
    'amount you received',
    'bandcamp transaction id',
    'net amount',
    'package',
  ],
  ...['item url', 'upc', 'isrc', 'buyer name', 'buyer email', 'country', 'country code'],
];
const BUYERS = [
  ['Ada Example', 'United States', 'US'],
  ['Ben Beispiel', 'Germany', 'DE'],
  ['Cy Example', 'United Kingdom', 'GB'],
  ['Ndapewa Example', 'Namibia', 'NA'],
] as const;

export interface BandcampSale {
  day: Day;
  currency: 'USD' | 'EUR';
  netCents: number;
  quantity: number;
  cells: string[];
}

/** Sales by the label's fans, each with a buyer nobody may keep. At least one a month. */
export function bandcampSales(world: World, last: Day): BandcampSale[] {
  const sales: BandcampSale[] = [];
  let transaction = 4_027_003_101;
  for (const day of daysFrom(world.own, last)) {
    const lot = random(world.seed, 'bandcamp', day);
    const times = lot.count(0.28) + (day.endsWith('-07') ? 1 : 0);
    for (let nth = 0; nth < times; nth++) {
      const released = world.tracks.filter(({ release, personas }) => release < day && personas.length > 0);
      const track = released[lot.below(released.length)];
      const [buyer = '', country = '', code = ''] = BUYERS[lot.below(BUYERS.length)] ?? [];
      if (!track) continue;
      const quantity = lot.chance(0.05) ? 2 : 1;
      const cents = (100 + lot.below(5) * 50) * quantity;
      const netCents = Math.round(cents * 0.83);
      const currency = world.euro && code === 'DE' ? 'EUR' : 'USD';
      transaction += 1 + lot.below(900);
      const [price, net] = [centsText(cents), centsText(netCents)];
      const time = `${1 + lot.below(11)}:${String(10 + lot.below(49))}${lot.chance(0.5) ? 'am' : 'pm'}`;
      const date = `${Number(day.slice(5, 7))}/${Number(day.slice(8))}/${day.slice(2, 4)} ${time}`;
      sales.push({
        ...{ day, currency, netCents, quantity },
        cells: [
          ...[
            date,
            'label@bedrot.example',
            'track',
            track.title,
            track.credit,
            currency,
            price,
            String(quantity),
            price,
          ],
          ...[
            '0.10',
            price,
            net,
            String(transaction),
            net,
            'digital download',
            'https://bedrot.bandcamp.example/track',
          ],
          ...[
            track.upc,
            track.isrc,
            buyer,
            `${buyer.split(' ')[0]?.toLowerCase()}@fans.example`,
            country,
            code,
          ],
        ],
      });
    }
  }
  return sales;
}

/** Raw data of all time, downloaded twice. */
export function bandcampFiles(world: World, tell: Telling, today: Day): LabelFile[] {
  return [addDays(today, -75), today].flatMap((at) => {
    const sales = bandcampSales(world, addDays(at, -1));
    if (sales.length === 0) return [];
    for (const { quantity, cells } of sales) {
      const amount = parseNanos(cells[13] ?? '');
      tell.row('bandcamp_sales', 'revenue_transactions', [cells[12] ?? ''], { quantity, amount });
    }
    return {
      originalName: `${at.replaceAll('-', '')}_bandcamp_raw_data_BEDROT.csv`,
      what: `Bandcamp raw data to ${addDays(at, -1)}, ${sales.length} sales`,
      at,
      bytes: csv([HEADER, ...sales.map(({ cells }) => cells)], { encoding: 'utf-16le-bom' }),
    };
  });
}
