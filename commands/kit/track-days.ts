import { addDays, type Day, daysBetween } from '../../core/days.ts';
import { anomaliesOf, FAR } from '../../warehouse/analysis/anomalies.ts';
import { happenings } from '../../warehouse/kit/happenings.ts';
import type { TrackFacts } from '../../warehouse/kit/track-facts.ts';
import { formatValue } from '../view/format.ts';
import type { Chart, Part, Table } from './answer.ts';
import { type Asked, askIn, askMetric } from './ask.ts';
import type { Context } from './define.ts';
import { chartSeries } from './lines.ts';
import { buckets, seriesOf } from './series.ts';

/** Days before the period that tell what is usual at its beginning. */
const BEFORE = 56;
/** Days before a spike in which what happened may stand behind it. */
const BEHIND = 7;
/** Spikes told in words. */
const MOST_SAID = 3;
const TENTH = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** A day, or days in a row, well above what the days around let expect. */
interface Spike {
  from: Day;
  to: Day;
  /** Its strongest day, with its value and what is usual then. */
  peak: Day;
  value: number;
  usual: number;
}

/** @param values one a day from `first` on, null where nothing is known */
const spikesOf = (first: Day, values: readonly (number | null)[]): Spike[] =>
  anomaliesOf(values, 'counts')
    .anomalies.filter(({ is }) => is === 'spike')
    .map(({ from, to, peak, value, expected }) => ({
      ...{ from: addDays(first, from), to: addDays(first, to), peak: addDays(first, peak) },
      ...{ value, usual: Math.round(expected) },
    }));

export interface Daily {
  asked: Asked;
  /** The store whose page tells most of it: the line that spikes are looked for in. */
  store: string | null;
  labels: Day[];
  lines: { store: string; values: (number | null)[]; partial: number[] }[];
  spikes: Spike[];
}

/** The track's days at each store, the largest first, and the spikes of the largest. */
export function dailyOf(context: Context, track: string, period: string): Daily {
  const asked = askMetric(context, {
    ...{ metric: 'track_streams', period, filters: { track } },
    by: ['platform'],
    compare: 'previous_period',
  });
  const { period: _, ...question } = asked.question;
  const { completeTo, newest, begins } = asked.result;
  const [from = ''] = [asked.period.from, begins ?? ''].sort().toReversed();
  const [to = ''] = [asked.period.to, completeTo ?? newest ?? asked.period.to].sort();
  const [largest] = asked.result.rows;
  if (!largest || from > to) return { asked, store: null, labels: [], lines: [], spikes: [] };
  const early = addDays(from, -BEFORE);
  const told = askIn(
    context,
    { ...question, from: early, to, grain: 'day', by: ['platform'] },
    { others: false },
  );
  const reaching = buckets(early, to, 'day');
  const lines = asked.result.rows.map(({ keys }) => {
    const store = keys.platform ?? '';
    const series = seriesOf(
      told.rows.filter((row) => row.keys.platform === store),
      reaching,
    );
    return { store, whole: chartSeries(store, series).values };
  });
  const spikes = spikesOf(early, lines[0]?.whole ?? []).filter(({ peak }) => peak >= from);
  return {
    asked,
    store: largest.keys.platform ?? '',
    labels: buckets(from, to, 'day'),
    lines: lines.map(({ store, whole }) => ({
      store,
      values: whole.slice(daysBetween(early, from)),
      partial: [],
    })),
    spikes,
  };
}

export interface Explained extends Spike {
  /** What happened in the days before it, the nearest first. */
  around: string[];
}

/** What happened around each spike. */
export function explained(context: Context, track: TrackFacts, { spikes, labels }: Daily): Explained[] {
  const [first] = labels;
  if (first === undefined || spikes.length === 0) return [];
  const found = happenings(context.warehouse, track, {
    from: addDays(first, -BEHIND),
    to: labels.at(-1) ?? first,
  });
  return spikes.map((spike) => ({
    ...spike,
    around: found
      .filter(({ from, to }) => from <= spike.to && to >= addDays(spike.from, -BEHIND))
      .toSorted((a, b) => (a.from < b.from ? 1 : -1))
      .map(({ from, to, text }) => (from === to ? `${text} on ${from}` : `${text} from ${from}`)),
  }));
}

const NOTHING = 'nothing we know of';

/** A row a spike. */
export function spikeTable(spikes: readonly Explained[]): Table {
  return {
    columns: [
      { key: 'day', label: 'Spike', format: 'day' },
      { key: 'streams', label: 'Streams', format: 'count', unit: 'streams' },
      { key: 'usual', label: 'Usual', format: 'count', unit: 'streams' },
      { key: 'around', label: 'In the 7 days up to it', format: 'text' },
    ],
    rows: spikes.map(({ peak, value, usual, around }) => [peak, value, usual, around.join('; ') || NOTHING]),
    total_rows: spikes.length,
    truncated: false,
  };
}

/** The strongest in words: a phone has no room for the table's last column. */
export function saySpikes(spikes: readonly Explained[], { store, labels }: Daily): Part[] {
  if (store === null) return [];
  const range = `${labels[0]} to ${labels.at(-1)}`;
  const strongest = spikes.toSorted((a, b) => b.value / b.usual - a.value / a.usual).slice(0, MOST_SAID);
  return [
    {
      key: 'spikes',
      title: `Spikes on ${store}`,
      text:
        strongest.length === 0
          ? `No day stands out, ${range}.`
          : strongest.map((spike) => sayOne(spike)).join('\n'),
      kind: 'observed',
      figures: [],
      notes: [
        `A spike is a day more than ${FAR} robust deviations above what its weekday and the days around it let expect. What came in the ${BEHIND} days before need not be its cause.`,
      ],
    },
  ];
}

function sayOne({ peak, value, usual, around }: Explained): string {
  const times = TENTH.format(value / Math.max(usual, 1));
  return `${peak}: ${formatValue(value, 'count')}, ${times} times the usual; before it: ${around.join('; ') || NOTHING}.`;
}

/** The days of each store, with the spikes as dots. */
export function dailyChart(
  track: TrackFacts,
  { asked, labels, lines }: Daily,
  spikes: readonly Explained[],
): { chart?: Chart } {
  if (labels.length === 0) return {};
  const marks = spikes.map(({ peak, around }) => ({
    at: labels.indexOf(peak),
    text: around[0] ?? NOTHING,
  }));
  return {
    chart: {
      kind: 'line',
      title: `${track.title}: streams a day`,
      subtitle: `${asked.result.unit} · ${labels[0]} to ${labels.at(-1)}${marks.length > 0 ? ' · dots: spikes' : ''}`,
      format: 'count',
      unit: asked.result.unit,
      labels,
      series: lines.map(({ store, values }) => ({ name: store, values })),
      ...(marks.length > 0 ? { marks } : {}),
    },
  };
}
