import { z } from 'zod';
import { BedrotError } from '../core/errors.ts';
import { type TrackFacts, trackNamed } from '../warehouse/kit/track-facts.ts';
import { seesMoney } from './kit/access.ts';
import type { Figure } from './kit/answer.ts';
import { type Asked, type Asking, askMetric, periodFor } from './kit/ask.ts';
import { compose, figureOf } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import * as shared from './kit/params.ts';
import { sayPeriod } from './kit/periods.ts';
import { dailyChart, dailyOf, explained, saySpikes, spikeTable } from './kit/track-days.ts';
import { owed, placed, playedIn } from './kit/track-parts.ts';

export default defineCommand({
  name: 'track',
  group: 'kpi',
  summary: "One track's whole story: streams, money, saves, where it is played, what its spikes stand by.",
  when: 'Use it for everything about one track; to compare several since their release take release.',
  access: 'numbers',
  params: z.strictObject({
    track: z
      .string()
      .trim()
      .optional()
      .meta({ description: 'Title or ISRC; absent: the strongest of the last 28 days.' }),
    artist: shared.artist.describe('Without a track: the strongest of this artist.'),
    period: shared.period('last_90d'),
  }),

  answer({ track: named, artist, period }, context) {
    const track = trackNamed(context.warehouse, named ?? strongest(context, artist));
    const filters = { track: track.named };
    const asking = (metric: string): Asked =>
      askMetric(context, { metric, period: 'all', filters, others: false });
    const days = dailyOf(context, filters.track, period);
    const money = seesMoney(context.role);
    const stores = askMetric(context, {
      ...{ metric: 'streams', period: 'all', filters, others: false },
      by: ['platform'],
    });
    const [listeners, saves, rate] = songs(context, filters);
    const paid = money ? ['revenue', 'revenue_per_stream', 'ad_spend'].map(asking) : [];
    const [revenue, perStream, spend] = paid;
    const all = [days.asked, stores, listeners, saves, rate, revenue, perStream, spend].filter(
      (asked) => asked !== undefined,
    );
    const spikes = explained(context, track, days);
    const places = playedIn(context, filters.track, stores);
    const lists = placed(context, track);
    const splits = context.role === 'owner' ? owed(track, context.today) : null;
    return compose(context, 'track', {
      title: track.title,
      subtitle: sayWho(track),
      period: days.asked.period,
      figures: [
        figureOf(context, days.asked, { label: `Streams by day, ${sayPeriod(days.asked.period)}` }),
        figureOf(context, stores, { label: 'Streams paid for, to date' }),
        ...labelled(context, revenue, 'Revenue to date (by sale month)'),
        ...labelled(context, perStream, 'Per stream'),
        ...labelled(context, listeners, 'Listeners, 28 days (Spotify)'),
        ...labelled(context, saves, 'Savers, 28 days (Spotify)'),
        ...labelled(context, rate, 'Save rate'),
        ...labelled(context, spend, 'Ad spend for it, to date'),
      ],
      table: spikeTable(spikes),
      ...dailyChart(track, days, spikes),
      parts: [...saySpikes(spikes, days), ...places, ...(lists ? [lists] : []), ...(splits ? [splits] : [])],
      asked: all,
      tables: lists ? ['playlist_snapshots'] : [],
      notes: [
        ...(named === undefined ? [`No track was named: the strongest of ${artist ?? 'the label'}.`] : []),
        'Streams by day are what stores show on the track’s own page; streams paid for are what statements report, months later: the same plays twice, never added. Distributors’ daily figures name no track.',
        ...(money ? [] : [`Money is left out: a ${context.role} does not see it.`]),
      ],
    });
  },
});

const labelled = (context: Context, asked: Asked | undefined, label: string): Figure[] =>
  asked ? [figureOf(context, asked, { label })] : [];

/** Spotify's page of songs: the reading of the 28 days up to now, else whatever was read last. */
function songs(context: Context, filters: { track: string }): Asked[] {
  const settled = periodFor(context, { metric: 'song_listeners', period: 'last_28d', filters });
  const read = (metric: string, period: Asking['period']): Asked =>
    askMetric(context, { metric, period, filters, others: false });
  const first = read('song_listeners', settled);
  const period = first.result.total === null ? 'all' : settled;
  return [
    period === settled ? first : read('song_listeners', period),
    read('song_saves', period),
    read('save_rate', period),
  ];
}

/** By Spotify's page of songs; without one by the tracks' own pages, then by statements. */
function strongest(context: Context, artist: string | undefined): string {
  for (const [metric, period] of [
    ['song_streams', 'last_28d'],
    ['song_streams', 'all'],
    ['track_streams', 'last_28d'],
    ['streams', 'all'],
  ] as const) {
    const { result } = askMetric(context, {
      metric,
      period,
      filters: { artist },
      by: ['track'],
      others: false,
    });
    const name = result.rows[0]?.keys.track;
    // "TITLE (ISRC)" where two tracks have one title.
    if (name !== undefined) return /\(([A-Z]{2}[A-Z0-9]{3}\d{7})\)$/.exec(name)?.[1] ?? name;
  }
  throw new BedrotError('bad_question', 'No file tells streams of a track yet.');
}

function sayWho({ artists, released, isrc }: TrackFacts): string {
  return [
    artists.map(({ name }) => name).join(' & ') || 'artist not known',
    released ? `released ${released}` : 'release day not known',
    isrc ? `ISRC ${isrc}` : 'no ISRC known',
  ].join(' · ');
}
