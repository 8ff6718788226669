import { z } from 'zod';
import { activeHours, type Segment, segments } from '../warehouse/kit/audience.ts';
import { resolveValues } from '../warehouse/kit/query-names.ts';
import type { Chart, Part, Table } from './kit/answer.ts';
import { askMetric, sayFilters } from './kit/ask.ts';
import { type Busy, busyOf, pagesOf, type Share, sayHour, sharesOf } from './kit/audience-pages.ts';
import { compose, figureOf, unique } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import * as shared from './kit/params.ts';
import { streamsByCountry } from './kit/streams-by-country.ts';

const TABLES = ['audience_segments', 'audience_hours'] as const;
const FIGURES = ['monthly_listeners', 'monthly_active_listeners', 'super_listeners'] as const;
const SECTIONS = [
  ['country', 'Countries', 'Country'],
  ['city', 'Cities', 'City'],
  ['age', 'Age', 'Age'],
  ['gender', 'Gender', 'Gender'],
  ['age-gender', 'Age and gender', 'Age and gender'],
] as const;

export default defineCommand({
  name: 'audience',
  group: 'fans',
  summary: 'Who listens and follows, where and when: countries, cities, age, gender, active hours.',
  when: 'Use it for who the audience is and when to post; for how many followers take social.',
  access: 'numbers',
  params: z.strictObject({
    artist: shared.artist,
    platform: shared.platform,
    limit: shared.limit(3, 25),
  }),

  answer({ artist, platform, limit }, context) {
    const filters = { artist, platform };
    const of = idsOf(context, filters);
    const told = segments(context.warehouse, of);
    const busy = busyOf(activeHours(context.warehouse, of));
    const spotify = platform === undefined || /^spotify/i.test(platform);
    const listeners = spotify
      ? FIGURES.map((metric) =>
          askMetric(context, { metric, period: 'last_28d', filters: { artist }, compare: 'previous_period' }),
        )
      : [];
    const streams = told.some(({ breakdown }) => breakdown === 'country')
      ? streamsByCountry(context, artist)
      : null;
    const chart = hoursChart(busy, sayFilters(context, filters));
    return compose(context, 'audience', {
      title: `Audience${sayFilters(context, filters)}`,
      subtitle: 'where, who and when, as each page told it last',
      figures: listeners.map((asked) => figureOf(context, asked)),
      table: pages(told, busy),
      ...(chart ? { chart } : {}),
      parts: [
        ...SECTIONS.flatMap(([breakdown, title, label]) =>
          section(sharesOf(told, breakdown), { title, label, limit, streams }),
        ),
        ...when(busy),
      ],
      asked: [...listeners, ...(streams ? [streams.asked] : [])],
      tables: TABLES,
      notes: [
        ...(told.length + busy.length === 0
          ? ['No page has told who its audience is: the command howto says how to get it (spotify, tiktok).']
          : []),
        ...sayBest(busy),
        'Each page tells its own people: shares are never added over pages, readings or windows.',
      ],
    });
  },
});

function idsOf(
  context: Context,
  { artist, platform }: { artist: string | undefined; platform: string | undefined },
) {
  const ids = (dimension: 'artist' | 'platform', text: string | undefined) =>
    text === undefined ? undefined : resolveValues(context.warehouse, dimension, [text]);
  const [artists, platforms] = [ids('artist', artist), ids('platform', platform)];
  return { ...(artists ? { artists } : {}), ...(platforms ? { platforms } : {}) };
}

/** "US 37 %": as short as a phone wants it; the sections have it whole. */
const brief = (one: Share, name: string): string =>
  one.share === null ? name : `${name} ${Math.round(one.share * 100)} %`;

/** A row a page: the largest of everything, so that one look says who it is. */
function pages(told: readonly Segment[], busy: readonly Busy[]): Table {
  const names = unique([...pagesOf(told), ...busy.map(({ page }) => page)]);
  const first = (
    page: string,
    breakdown: Segment['breakdown'],
    say: (one: Share) => string,
  ): string | null => {
    const own = sharesOf(told, breakdown).filter((share) => share.page === page);
    // "Others" is no country.
    const one = own.find(({ code }) => breakdown !== 'country' || code !== '') ?? own[0];
    return one ? say(one) : null;
  };
  return {
    columns: [
      { key: 'page', label: 'Audience', format: 'text' },
      { key: 'country', label: 'Where', format: 'text' },
      { key: 'age', label: 'Age', format: 'text' },
      { key: 'hour', label: 'When', format: 'text' },
      { key: 'gender', label: 'Gender', format: 'text' },
      { key: 'city', label: 'City', format: 'text' },
    ],
    rows: names.map((page) => {
      const hour = busy.find((one) => one.page === page);
      return [
        page,
        first(page, 'country', (one) => brief(one, one.code || one.segment)),
        first(page, 'age', ({ segment }) => segment),
        hour ? sayHour(hour.hour) : null,
        first(page, 'gender', (one) => brief(one, one.segment)),
        first(page, 'city', (one) => brief(one, one.segment)),
      ];
    }),
    total_rows: names.length,
    truncated: false,
  };
}

type Streams = NonNullable<ReturnType<typeof streamsByCountry>>;

function section(
  shares: readonly Share[],
  of: { title: string; label: string; limit: number; streams: Streams | null },
): Part[] {
  if (shares.length === 0) return [];
  const { title, label, limit, streams } = of;
  const places = shares[0]?.breakdown === 'country' && streams !== null;
  const kept = unique(shares.map(({ page }) => page)).flatMap((page) =>
    shares.filter((one) => one.page === page).slice(0, limit),
  );
  const days = unique(kept.map(({ as_of }) => as_of)).sort();
  const computed = kept.some((one) => one.computed);
  return [
    {
      key: shares[0]?.breakdown ?? '',
      title,
      subtitle: `read ${days.length > 1 ? `${days[0]} to ${days.at(-1)}` : days[0]}`,
      // What a chat shows of a section.
      text: unique(kept.map(({ page }) => page))
        .map((page) => `${page}: ${sayLargest(kept.filter((one) => one.page === page))}`)
        .join('\n'),
      kind: places ? 'mixed' : 'observed',
      figures: [],
      table: {
        columns: [
          { key: 'page', label: 'Audience', format: 'text' },
          { key: 'segment', label, format: 'text' },
          { key: 'share', label: 'Share', format: 'percent', unit: '%' },
          { key: 'people', label: 'People', format: 'count' },
          ...(places
            ? [{ key: 'streams', label: 'Streams paid', format: 'percent' as const, unit: '%' }]
            : []),
        ],
        rows: kept.map((one) => [
          one.page,
          one.segment,
          one.share,
          one.people,
          ...(places ? [streams.shareOf(one.artist, one.segment)] : []),
        ]),
        total_rows: shares.length,
        truncated: shares.length > kept.length,
      },
      notes: [
        ...(computed
          ? ['Where a page tells people and no share, it is their part of the people it lists.']
          : []),
        ...(places
          ? [`Streams paid: the country’s part of the artist’s streams in statements, ${streams.range}.`]
          : []),
      ],
    },
  ];
}

const SAID = 3;
const sayLargest = (own: readonly Share[]): string =>
  own
    .slice(0, SAID)
    .map((one) => brief(one, one.segment))
    .join(', ');

function when(busy: readonly Busy[]): Part[] {
  if (busy.length === 0) return [];
  return [
    {
      key: 'hours',
      title: 'When followers are active',
      subtitle: unique(busy.map(({ from, to }) => `${from} to ${to}`)).join(', '),
      text: busy
        .map((one) => `${one.page}: ${sayHour(one.hour)}${one.weekday ? `, most on ${one.weekday}` : ''}`)
        .join('\n'),
      kind: 'observed',
      figures: [],
      table: {
        columns: [
          { key: 'page', label: 'Audience', format: 'text' },
          { key: 'hour', label: 'Busiest hour', format: 'text' },
          { key: 'active', label: 'Active then', format: 'count', unit: 'followers' },
          { key: 'weekday', label: 'Busiest day', format: 'text' },
          { key: 'quiet', label: 'Quietest hour', format: 'text' },
        ],
        rows: busy.map((one) => [one.page, sayHour(one.hour), one.active, one.weekday, sayHour(one.quiet)]),
        total_rows: busy.length,
        truncated: false,
      },
      notes: [
        'The mean of each hour over the days told, seven at most: a page shows no more, so keep exporting to see weeks.',
      ],
    },
  ];
}

/** The zone of the hours is the page's, which no file tells. */
const sayBest = (busy: readonly Busy[]): string[] =>
  busy.length === 0
    ? []
    : [
        `Post a little before the busiest hour: ${busy.map(({ page, hour }) => `${page} ${sayHour(hour)}`).join(', ')}. Hours are those the page showed, in the zone of the browser that exported them: no file tells the zone, so they are not converted.`,
      ];

function hoursChart(busy: readonly Busy[], of: string): Chart | undefined {
  if (busy.length === 0) return undefined;
  return {
    kind: 'line',
    title: `Active followers by hour${of}`,
    subtitle: `mean of ${unique(busy.map(({ days }) => days)).join(' and ')} days to ${busy
      .map(({ to }) => to)
      .sort()
      .at(-1)} · hours of the page`,
    format: 'count',
    unit: 'followers',
    labels: Array.from({ length: 24 }, (_, hour) => sayHour(hour)),
    series: busy.map(({ page, hours }) => ({ name: page, values: hours })),
  };
}
