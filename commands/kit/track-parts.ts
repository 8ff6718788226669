import type { Day } from '../../core/days.ts';
import { placements, type TrackFacts } from '../../warehouse/kit/track-facts.ts';
import { formatValue } from '../view/format.ts';
import type { Part, Table } from './answer.ts';
import { type Asked, askMetric } from './ask.ts';
import type { Context } from './define.ts';
import { rankingOf, rankingTable } from './ranking.ts';

/** Rows of a section: the point, not the whole list; `top` with this track as filter has it. */
const ROWS = 8;
/** Those that are told in a line: a chat shows no table of a section. */
const SAID = 4;

const listed = (columns: Table['columns'], rows: Table['rows']): Table => ({
  columns,
  rows: rows.slice(0, ROWS),
  total_rows: rows.length,
  truncated: rows.length > ROWS,
});

/** Stores and countries, by the streams statements paid for. Empty while no statement tells the track. */
export function playedIn(context: Context, track: string, stores: Asked): Part[] {
  const countries = askMetric(context, {
    ...{ metric: 'streams', period: 'all', filters: { track }, kind: stores.result.kind, others: false },
    by: ['country'],
  });
  return (
    [
      ['platform', 'Stores', stores],
      ['country', 'Countries', countries],
    ] as const
  ).flatMap(([by, title, asked]) => {
    const ranking = rankingOf(asked, by);
    if (ranking.length === 0) return [];
    const { metric, result } = asked;
    return {
      ...{ key: by, title, subtitle: `${result.kind} streams to ${result.newest}`, kind: result.kind },
      text: ranking
        .slice(0, SAID)
        .map(({ name, share }) => `${name} ${formatValue(share, 'percent')}`)
        .join(', '),
      figures: [],
      table: rankingTable(ranking, { by, metric, unit: result.unit, limit: ROWS }),
      notes: [],
    };
  });
}

/** Playlists its artists stand in: Spotify does not tell which of their tracks is in one. */
export function placed(context: Context, { artists }: TrackFacts): Part | null {
  const lists = placements(
    context.warehouse,
    artists.map(({ id }) => id),
  );
  const told = lists.map((one) => one.told).sort();
  if (lists.length === 0) return null;
  return {
    key: 'playlists',
    title: 'Playlists of its artists',
    subtitle: `by streams of all their tracks from them · read ${told.at(-1)}`,
    text: lists
      .slice(0, SAID)
      .map(({ playlist, streams, added }) =>
        [playlist, formatValue(streams, 'count'), ...(added ? [`(added ${added})`] : [])].join(' '),
      )
      .join(', '),
    kind: 'observed',
    figures: [],
    table: listed(
      [
        { key: 'playlist', label: 'Playlist', format: 'text' },
        { key: 'added', label: 'Added', format: 'day' },
        { key: 'streams', label: 'Streams', format: 'count', unit: 'streams' },
        { key: 'author', label: 'Kept by', format: 'text' },
      ],
      lists.map(({ playlist, added, streams, author }) => [playlist, added, streams, author]),
    ),
    notes: ['Spotify tells playlists of an artist, not which track stands in them.'],
  };
}

/** Who is owed which part today. */
export function owed({ splits }: TrackFacts, today: Day): Part | null {
  const now = splits.filter(({ from, to }) => from <= today && (to === '' || to >= today));
  if (now.length === 0) return null;
  return {
    key: 'splits',
    title: 'Splits',
    text: now.map(({ party, share }) => `${party} ${formatValue(share, 'percent')}`).join(', '),
    figures: [],
    table: listed(
      [
        { key: 'party', label: 'Who', format: 'text' },
        { key: 'share', label: 'Share', format: 'percent', unit: '%' },
      ],
      now.map(({ party, share }) => [party, share]),
    ),
    notes: [],
  };
}
