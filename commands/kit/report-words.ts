import { spoken } from '../view/alt.ts';
import { formatChange, formatValue } from '../view/format.ts';
import type { Answer, Figure, Table } from './answer.ts';

/** What the sentences of a report are made of: nothing is said that is not a value of an answer. */
export interface Told {
  name: string;
  streams: Answer;
  platforms: Answer;
  tracks: Answer;
  /** The months or days the tracks are of, where they are not those of the report. */
  tracksOf: string | null;
  money: Answer | null;
  fans: Answer;
  late: readonly string[];
  sources: number;
}

/** A part smaller than this moves much and means little. */
const WORTH = 0.05;

/** What changed, in a handful of plain sentences. */
export function sayHeadline(told: Told): string {
  return [
    sayStreams(told),
    ...sayPlatforms(told.platforms.table),
    ...sayTrack(told),
    ...(told.money ? sayMoney(told.money) : []),
    ...sayFollowers(told.fans),
    ...sayLate(told),
  ].join(' ');
}

const figureIn = (answer: Answer, key: string): Figure | undefined =>
  answer.figures.find((figure) => figure.key === key);
const printed = ({ value, format, unit }: Figure): string => formatValue(value, format, unit);

/** ", up 12.4 % against the month before"; '' where it is compared with nothing. */
const moved = (figure: Figure): string => {
  const text = figure.change?.relative == null && figure.change?.absolute == null ? '' : formatChange(figure);
  return text === '' ? '' : `, ${spoken(text)}`;
};

function sayStreams({ streams, name }: Told): string {
  const figure = figureIn(streams, 'streams');
  if (!figure || figure.value === null)
    return `The streams of ${name} are not known${figure?.note ? `: ${lower(figure.note)}` : '.'}`;
  return `${printed(figure)} streams in ${name}${figure.partial ? ' as far as told' : ''}${moved(figure)}.`;
}

interface Place {
  name: string;
  share: number | null;
  change: number | null;
}

function sayPlatforms(table: Table | undefined): string[] {
  if (!table) return [];
  const at = (key: string) => table.columns.findIndex((column) => column.key === key);
  const number = (row: Table['rows'][number], key: string): number | null => {
    const value = row[at(key)];
    return typeof value === 'number' ? value : null;
  };
  const places = table.rows.map(
    (row): Place => ({
      name: String(row[at('name')] ?? ''),
      share: number(row, 'share'),
      change: number(row, 'change'),
    }),
  );
  const [first] = places;
  if (!first || first.share === null) return [];
  const [most] = places
    .filter(({ share, change }) => (share ?? 0) >= WORTH && Math.abs(change ?? 0) >= WORTH)
    .sort((a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0));
  return [
    `${first.name} brought ${formatValue(first.share, 'percent')} of them.`,
    ...(most && most.change !== null && places.length > 1
      ? [
          `Of the larger platforms ${most.name} moved most: ${most.change > 0 ? 'up' : 'down'} ${formatValue(Math.abs(most.change), 'percent')}.`,
        ]
      : []),
  ];
}

function sayTrack({ tracks, tracksOf }: Told): string[] {
  const { table } = tracks;
  const name = table?.columns.findIndex(({ key }) => key === 'name') ?? -1;
  const first = table?.rows[0];
  if (!table || !first || name < 0) return [];
  const count = formatValue(first[name + 1] ?? null, 'count');
  const when =
    tracksOf !== null
      ? `In ${tracksOf}, the newest month statements tell in full, the`
      : tracks.partial
        ? 'As far as statements tell it, the'
        : 'The';
  return [`${when} most played track was ${first[name]} with ${count} streams.`];
}

function sayMoney(pnl: Answer): string[] {
  const [revenue, spent, net] = ['revenue_received', 'expenses', 'net_revenue'].map((key) =>
    figureIn(pnl, key),
  );
  return [
    revenue && revenue.value !== null ? `Stores paid ${printed(revenue)}${moved(revenue)}.` : '',
    spent && spent.value !== null ? `${printed(spent)} was spent${moved(spent)}.` : '',
    net && net.value !== null ? `The net is ${printed(net)}.` : 'The net is not known.',
  ].filter(Boolean);
}

function sayFollowers(fans: Answer): string[] {
  const followers = figureIn(fans, 'followers');
  return followers && followers.value !== null
    ? [`Followers stand at ${printed(followers)}${moved(followers)}.`]
    : [];
}

function sayLate({ late, sources }: Told): string[] {
  if (late.length === 0) return [];
  const named = late.length > 3 ? `${late.slice(0, 3).join(', ')} and others` : late.join(', ');
  return [`${late.length} of ${sources} sources ${late.length === 1 ? 'is' : 'are'} late: ${named}.`];
}

/** A sentence as part of another one; names and abbreviations keep their capitals. */
const lower = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
