import { open } from 'node:fs/promises';
import { addMonths, type Month } from '../../core/days.ts';
import { nanosToDecimal } from '../../core/money.ts';
import { BANK_COLUMNS } from './formats/distrokid.ts';
import { random } from './random.ts';

const FIRST_MONTH: Month = '2023-01';
const MONTHS = 36;
const TRACKS = 500;
const BAD_IN = 2_000;
const ROWS_A_WRITE = 4_096;

const ARTISTS = [
  'ZONE A0',
  'PIG1987',
  'DEEPCURSE',
  'ZONE A0 & Sxnctuary',
  'PIG1987 & ZONE A0',
  'Pigeon Static',
];

const STORES = [
  ...['Spotify', 'Apple Music', 'iTunes', 'iTunes Match', 'iTunes Songs', 'Amazon Prime (Streaming)'],
  ...[
    'Amazon Unlimited (Streaming)',
    'YouTube (Red)',
    'YouTube (Ads)',
    'YouTube Music',
    'Facebook',
    'TikTok',
  ],
  ...['Snapchat', 'Google Play All Access', 'Deezer', 'Tidal', 'Pandora', 'Luna', 'Tencent', 'Boomplay'],
  ...Array.from({ length: 40 }, (_, index) => `Store ${index + 21}`),
];

const COUNTRIES = (
  'AD AE AF AG AL AM AO AR AT AU AZ BA BB BD BE BF BG BH BI BJ BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN CO ' +
  'CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FR GA GB GD GE GH GM GN GQ GR GT GW GY HK HN HR HT HU ' +
  'ID IE IL IN IQ IR IS IT JM JO JP KE KG KH KI KM KN KR KW KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ' +
  'ML MM MN MR MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NZ OM PA PE PG PH PK PL PS PT PW PY QA RO RS RU RW SA SB ' +
  'SC SD SE SG SI SK SL SM SN SO SR ST SV SY SZ TD TG TH TJ TL TM TN TO TR TT TV TW TZ'
).split(' ');

const title = (index: number): string => {
  const number = String(index + 1).padStart(3, '0');
  if (index % 10 === 3) return `KILL THE "KID", PT. ${number}`;
  if (index % 10 === 6) return `CAFÉ MAÑANA ${number}`;
  if (index % 25 === 9) return `夜行 ${number}`;
  return `NEON ABATTOIR ${number}`;
};

/** A one-to-one scramble of the whole numbers below `size`: Feistel rounds over 24 bits, walked until they fall below. */
function scramble(size: number, keys: readonly number[]): (index: number) => number {
  const once = (value: number): number => {
    let left = value >>> 12;
    let right = value & 0xfff;
    for (const key of keys) {
      const mixed = Math.imul(right ^ key, 0x9e3779b1) >>> 15;
      [left, right] = [right, left ^ (mixed & 0xfff)];
    }
    return (left << 12) | right;
  };
  return (index) => {
    let value = once(index);
    while (value >= size) value = once(value);
    return value;
  };
}

export interface BulkOptions {
  seed?: number;
  /** `unique`: every amount is its own. `rated`: three rates a store, country and month, as real statements have. */
  model: 'rated' | 'unique';
}

export interface BulkBank {
  /** Lines under the header, the bad ones among them. */
  rows: number;
  /** Lines with Quantity `N/A`: one in 2,000. */
  bad: number;
  /** Sums of the other lines. Earnings in USD, each line rounded to 1e-9 as the warehouse keeps it. */
  quantity: number;
  earnings: string;
}

/**
 * Writes a generation 1 bank file of that many rows: 6 artists, 500 tracks, 60 stores, 180 countries, 36 sale months,
 * no natural key twice, rows in no order inside a month. Memory does not grow with the rows (at most 194 million).
 */
export async function writeBulkBank(file: string, rows: number, options: BulkOptions): Promise<BulkBank> {
  const { seed = 1987, model } = options;
  const lot = random(seed, 'bulk', model);
  const codes = Array.from({ length: TRACKS }, (_, index) => {
    const five = String(index + 1).padStart(5, '0');
    return `${ARTISTS[index % ARTISTS.length]}\t${title(index)}\tQZTST26${five}\t01980${five}012\t`;
  });
  const keys = TRACKS * STORES.length * COUNTRIES.length;
  if (rows > MONTHS * keys) throw new Error(`at most ${MONTHS * keys} rows`);

  const handle = await open(file, 'w');
  const sum = { bad: 0, quantity: 0, nanos: 0n };
  let text = `${BANK_COLUMNS[1].map(([header]) => header).join('\t')}\n`;
  try {
    for (let index = 0; index < MONTHS; index++) {
      const month = addMonths(FIRST_MONTH, index);
      const start = `${addMonths(month, 2)}-20\t${month}\t`;
      const place = scramble(
        keys,
        Array.from({ length: 4 }, () => lot.below(2 ** 31)),
      );
      const rates = Int32Array.from(
        { length: STORES.length * COUNTRIES.length * 3 },
        () => 1 + lot.below(10_000_000),
      );
      const inMonth = Math.floor(rows / MONTHS) + (index < rows % MONTHS ? 1 : 0);
      let nanos = 0;
      for (let at = 0; at < inMonth; at++) {
        const key = place(at);
        const track = key % TRACKS;
        const market = (key - track) / TRACKS;
        const quantity = 1 + Math.floor(4_000 * lot.next() ** 8);
        // Rates in 1e-9 USD times 1,000 and a tail: amounts have all twelve decimals.
        const rate = model === 'rated' ? (rates[market * 3 + (key % 3)] ?? 1) : 1 + lot.below(10_000_000);
        const pico = quantity * (rate * 997 + 1);
        const bad = lot.below(BAD_IN) === 0;
        if (bad) sum.bad++;
        else {
          sum.quantity += quantity;
          nanos += halfEven(pico);
        }
        const amount = String(pico).padStart(13, '0');
        text += `${start}${STORES[market % STORES.length]}\t${codes[track]}${bad ? 'N/A' : quantity}\t100\tSong\t${
          COUNTRIES[Math.floor(market / STORES.length)]
        }\t0\t${amount.slice(0, -12)}.${amount.slice(-12)}\n`;
        if (at % ROWS_A_WRITE === ROWS_A_WRITE - 1) {
          await handle.write(text);
          text = '';
        }
      }
      sum.nanos += BigInt(nanos);
    }
    await handle.write(text);
  } finally {
    await handle.close();
  }
  return { rows, bad: sum.bad, quantity: sum.quantity, earnings: nanosToDecimal(sum.nanos) };
}

/** 1e-12 to 1e-9, ties to the even neighbour: what core/money.ts does with the text. */
function halfEven(pico: number): number {
  const floor = Math.floor(pico / 1_000);
  const rest = pico - floor * 1_000;
  return rest > 500 || (rest === 500 && floor % 2 === 1) ? floor + 1 : floor;
}
