import { addDays, addMonths, type Day, type Month, monthOf } from '../../../core/days.ts';
import { parseNanos } from '../../../core/money.ts';
import { centsText, csv } from '../formats/text.ts';
import type { LabelFile } from '../label-file.ts';
import { random } from '../random.ts';
import type { Telling } from '../telling.ts';
import type { World } from '../world.ts';
import { daysFrom } from './days.ts';

/** An income no platform exports. */
export interface OwnIncome {
  day: Day;
  type: 'performance' | 'publishing' | 'sync' | 'merch' | 'live';
  source: string;
  artist: string;
  title: string;
  isrc: string;
  country: string;
  quantity: number | null;
  currency: 'USD' | 'EUR';
  cents: number;
  note: string;
}

/** Performance money by the quarter, publishing in spring and autumn, a concert and its merch every other month, one film. */
export function ownIncome(world: World, last: Day): OwnIncome[] {
  const all: OwnIncome[] = [];
  const [neon, ballad] = world.tracks.filter(
    ({ title }) => title === 'NEON ABATTOIR' || title.startsWith('I WILL ALWAYS'),
  );
  const plain = {
    artist: '',
    title: '',
    isrc: '',
    country: '',
    quantity: null,
    currency: 'USD',
    note: '',
  } as const;
  for (let month: Month = monthOf(world.own); month <= monthOf(last); month = addMonths(month, 1)) {
    const lot = random(world.seed, 'own income', month);
    const number = Number(month.slice(5));
    if (number % 3 === 0)
      all.push({
        ...plain,
        day: `${month}-15`,
        type: 'performance',
        source: 'BMI',
        cents: 2_400 + lot.below(4_000),
      });
    if (number === 4 || number === 10)
      all.push({
        ...plain,
        day: `${month}-20`,
        type: 'publishing',
        source: 'Songtrust',
        cents: 3_100 + lot.below(5_000),
      });
    if (number % 2 === 0) {
      const place =
        number % 4 === 0
          ? ({ country: 'DE', currency: world.euro ? 'EUR' : 'USD' } as const)
          : ({ country: 'US', currency: 'USD' } as const);
      const show = { ...plain, ...place, day: `${month}-11`, source: 'Venue LLC', artist: 'ZONE A0' };
      all.push({ ...show, type: 'live', cents: 15_000 + lot.below(20_000) });
      const shirts = 2 + lot.below(9);
      all.push({ ...show, type: 'merch', quantity: shirts, cents: shirts * 2_500, note: 'shirts, "black"' });
    }
  }
  const half = monthOf(addDays(world.own, 240));
  const film = neon ?? ballad;
  if (film && `${half}-02` <= last)
    all.push({
      ...plain,
      day: `${half}-02`,
      type: 'sync',
      source: 'Film Co',
      artist: film.credit,
      title: film.title,
      isrc: film.isrc,
      country: 'US',
      cents: 25_000,
      note: 'Trailer, one year',
    });
  return all.filter(({ day }) => day <= last).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}

/** The catalog with its shares, the list of income, and the rates of the euro. */
export function ownFiles(world: World, tell: Telling, today: Day): LabelFile[] {
  return [
    catalog(world, tell, today),
    income(world, tell, addDays(today, -40)),
    income(world, tell, today),
    rates(world, tell, today),
  ];
}

function catalog(world: World, tell: Telling, at: Day): LabelFile {
  const header = [
    'artist',
    'title',
    'isrc',
    'upc',
    'release_date',
    'release_type',
    'distributor',
    'party',
    'royalty_percentage',
  ];
  const rows = world.tracks
    .filter(({ personas }) => personas.length > 0)
    .flatMap((track) => {
      const half = track.teamPercentage === 50;
      const parties = half
        ? [
            ['', 50],
            ['Sxnctuary', 50],
          ]
        : track.cover
          ? [
              ['', 88],
              ['The songwriter', 12],
            ]
          : [['', 100]];
      return parties.map(([party, percent]) => {
        const key = [track.isrc, party as string];
        tell.row('own_catalog', 'catalog_tracks', key, { share_millionths: Number(percent) * 10_000 });
        const type = track.album === null ? 'single' : 'album';
        return [
          track.credit,
          track.title,
          track.isrc,
          track.upc,
          track.release,
          type,
          track.distributor,
          String(party),
          String(percent),
        ];
      });
    });
  return {
    originalName: 'track_catalog_royalty_splits.csv',
    what: `the label's own catalog, ${rows.length} rows`,
    at,
    bytes: csv([header, ...rows]),
  };
}

function income(world: World, tell: Telling, at: Day): LabelFile {
  const header = [
    'date',
    'income_type',
    'source',
    'artist',
    'title',
    'isrc',
    'country',
    'quantity',
    'currency',
    'amount',
    'note',
  ];
  const all = ownIncome(world, addDays(at, -1));
  const rows = all.map((one) => {
    const amount = parseNanos(centsText(one.cents));
    tell.row('own_income', 'revenue_transactions', [one.day, one.type, one.source], {
      quantity: one.quantity,
      amount,
    });
    return [
      ...[one.day, one.type, one.source, one.artist, one.title, one.isrc, one.country],
      ...[one.quantity === null ? '' : String(one.quantity), one.currency, centsText(one.cents), one.note],
    ];
  });
  return {
    originalName: `income_${at}.csv`,
    what: `income no platform exports, ${rows.length} rows`,
    at,
    bytes: csv([header, ...rows]),
  };
}

/** As the European Central Bank gives it: the euro against others, newest first, on working days. */
function rates(world: World, tell: Telling, at: Day): LabelFile {
  const days = daysFrom(world.own, addDays(at, -1)).filter(
    (day) => ![0, 6].includes(new Date(day).getUTCDay()),
  );
  const rows = days.map((day) => {
    const lot = random(world.seed, 'rates', day);
    const told = {
      USD: (1.08 + 0.01 * lot.normal()).toFixed(4),
      GBP: (0.84 + 0.004 * lot.normal()).toFixed(5),
    };
    for (const [quote, rate] of Object.entries(told))
      tell.row('own_rates', 'fx_rates', [day, quote], { rate: parseNanos(rate) });
    return [day, told.USD, told.GBP, 'N/A', ''];
  });
  return {
    originalName: 'eurofxref-hist.csv',
    what: `rates of the euro, ${days.length} days`,
    at,
    bytes: csv([['Date', 'USD', 'GBP', 'ISK', ''], ...rows.reverse()]),
  };
}
