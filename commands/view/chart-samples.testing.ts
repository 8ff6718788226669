import { addDays, addMonths } from '../../core/days.ts';
import { type Answer, answerSchema, type Chart } from '../kit/answer.ts';
import { boardFigures } from './board-sample.testing.ts';

/** Answers that look like a label's, for the tests of this folder: every kind of chart, and what goes wrong in each. */

/** Repeatable numbers in 0..1. */
const wobble = (seed: number) => {
  let state = seed * 2654435761 + 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
};

export const daysFrom = (from: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => addDays(from, index));

const monthsFrom = (from: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => addMonths(from, index));

const daily = (seed: number, base: number, growth: number, count = 90): number[] => {
  const next = wobble(seed);
  return Array.from({ length: count }, (_, index) =>
    Math.round(base * (1 + (growth * index) / count) * (0.85 + 0.2 * Math.sin(index / 1.1) + 0.3 * next())),
  );
};

const holes = (values: number[], indexes: number[]): (number | null)[] =>
  values.map((value, index) => (indexes.includes(index) ? null : value));

export function answerOf(chart: Chart | undefined, rest: Partial<Answer> = {}): Answer {
  return answerSchema.parse({
    command: 'sample',
    title: chart?.title ?? 'Sample',
    label: 'Sample Records',
    demo: false,
    figures: [],
    ...(chart ? { chart } : {}),
    as_of: [],
    stale: false,
    partial: false,
    notes: [],
    computed_from: { metrics: [], tables: [] },
    audience: 'numbers',
    ...rest,
  });
}

const NAMES = ['Spotify', 'Apple Music', 'YouTube Music', 'Amazon Music', 'Deezer', 'TIDAL'];

export const area: Chart = {
  kind: 'area',
  title: 'Streams by platform',
  subtitle: 'Streams a day, last 90 days · all artists · to 21 Nov 2026',
  format: 'count',
  unit: 'streams',
  labels: daysFrom('2026-08-24', 90),
  series: NAMES.map((name, index) => ({
    name,
    values: holes(
      daily(index + 1, [3000, 900, 700, 420, 260, 150][index] ?? 100, 0.5),
      index === 1 ? [30, 31, 32, 89] : [],
    ),
    partial: [89],
  })),
};

export const manyBands: Chart = {
  ...area,
  title: 'Streams by store, ten of them',
  series: Array.from({ length: 10 }, (_, index) => ({
    name: `Store ${index + 1}`,
    values: daily(index + 20, 2000 / (index + 1), 0.2),
  })),
};

export const bar: Chart = {
  kind: 'bar',
  title: 'Revenue by month',
  subtitle: 'Royalties, ad spend and net in USD, Dec 2025 to Nov 2026',
  format: 'money',
  unit: 'USD',
  labels: monthsFrom('2025-12', 12),
  series: [
    {
      name: 'Royalties',
      values: [410, 430, 465, 500, 485, 540, 610, 705, 655, 690, 750.4, 402.1],
      partial: [11],
    },
    { name: 'Ad spend', values: [300, 425, 380, 512, 461, 450, 520, 884, 610, 540, 560, 310], partial: [11] },
    { name: 'Net', values: [110, 5, 85, -12, 24, 90, 90, -179, 45, 150, 190.4, 92.1], partial: [11] },
  ],
};

export const ranking: Chart = {
  kind: 'ranking',
  title: 'Top tracks',
  subtitle: 'Streams, last 28 days · change against the 28 days before',
  format: 'count',
  unit: 'streams',
  labels: [
    'THE STATE OF THE WORLD',
    'NAKED FALLING FROM THE SKY (feat. Sxnctuary) [Extended Midnight Remix]',
    'THE SCALE',
    'Renegade Pipeline 🔥🔥',
    'SLOW ORBIT (DEEPCURSE edit)',
    '夜の街',
    'FATE FLIPS',
    'Душа',
  ],
  series: [{ name: 'Streams', values: [84210, 61877, 47320, 39904, 28411, 22098, null, 12004] }],
  changes: [0.124, 0.081, -0.032, 0.217, 0.011, -0.094, null, 0],
};

export const line: Chart = {
  kind: 'line',
  title: 'Followers',
  subtitle: 'Followers, all artists, last 180 days · to 21 Nov 2026',
  format: 'count',
  unit: 'followers',
  labels: daysFrom('2026-05-26', 180),
  series: [
    ['TikTok', 1200, 9240],
    ['Instagram', 900, 5400],
    ['Spotify', 2100, 5210],
    ['YouTube', 400, 1680],
    ['SoundCloud', 380, 1590],
    ['Facebook', 350, 420],
  ].map(([name, from, to], index) => ({
    name: String(name),
    values: Array.from({ length: 180 }, (_, at) =>
      index === 1 && at > 60 && at < 75
        ? null
        : Math.round(Number(from) + (Number(to) - Number(from)) * (at / 179) ** (1 + index * 0.2)),
    ),
    ...(index === 0 ? { partial: [176, 177, 178, 179] } : {}),
  })),
};

/** 42 days, then 14 that are forecast; a day above its range and one below it. */
export const ahead: Chart = {
  kind: 'line',
  title: 'Streams, the next 14 days',
  subtitle: 'streams a day · range: 80 % · data to 6 Jul 2026',
  format: 'count',
  unit: 'streams',
  labels: daysFrom('2026-05-26', 56),
  series: [
    {
      name: 'Streams',
      values: daily(81, 4000, 0.1, 56).map((value, at) =>
        at === 20 ? 9000 : at === 30 ? 900 : at === 8 ? null : value,
      ),
      band: {
        low: daily(81, 3000, 0.1, 56).map((value, at) => (at < 42 ? value : value - (at - 42) * 60)),
        high: daily(81, 5200, 0.1, 56).map((value, at) => (at < 42 ? value : value + (at - 42) * 60)),
      },
      ahead: 42,
    },
  ],
  marks: [
    { at: 20, text: 'twice the usual' },
    { at: 30, text: 'a fifth of the usual' },
  ],
};

export const names: Chart = {
  ...line,
  title: 'Streams compared',
  series: ['YouTube Music', 'PIG1987 · Spotify', '7-day average', 'A name that is longer than any'].map(
    (name, index) => ({
      name,
      values: daily(60 + index, 800 * (index + 1), 0.3, 180),
    }),
  ),
};

export const closeLine: Chart = {
  ...line,
  title: 'Monthly listeners of one artist with a name long enough to need a second line',
  series: [{ name: 'ZONE A0', values: daily(7, 10, 0, 180).map((value) => 20_400 + value * 40) }],
};

export const single: Chart = {
  ...line,
  title: 'One day',
  labels: ['2026-11-21'],
  series: [{ name: 'Spotify', values: [4210] }],
};

export const nothing: Chart = {
  ...area,
  title: 'Deezer streams',
  series: [{ name: 'Deezer', values: area.labels.map(() => null) }],
};

export const tiny: Chart = {
  kind: 'line',
  title: 'Revenue per stream',
  subtitle: 'USD/stream by sale month',
  format: 'money6',
  unit: 'USD/stream',
  labels: monthsFrom('2025-06', 18),
  series: [
    {
      name: 'Spotify',
      values: monthsFrom('2025-06', 18).map((_, index) => 0.0029 + 0.0004 * Math.sin(index)),
    },
    { name: 'Apple Music', values: monthsFrom('2025-06', 18).map((_, index) => 0.0061 - 0.00006 * index) },
  ],
};

export const huge: Chart = {
  ...bar,
  title: 'Revenue by year',
  subtitle: 'Royalties, 2022 to 2026',
  labels: ['2022', '2023', '2024', '2025', '2026'],
  series: [
    { name: 'Royalties', values: [-450_000, 2_400_000, 5_750_000.55, 9_100_000, 12_345_678.9], partial: [4] },
  ],
};

const spark = (name: string, seed: number) => ({ name, values: daily(seed, 100, 0.6, 28) });

export const board: Answer = answerOf(
  {
    kind: 'board',
    title: 'Sample Records · today',
    subtitle: 'Sun 22 Nov 2026 · last 28 days · data to 21 Nov',
    format: 'count',
    unit: '',
    labels: daysFrom('2026-10-25', 28),
    series: ['streams', 'royalties', 'per_stream', 'followers', 'tiktok_views'].map((name, index) =>
      spark(name, index + 40),
    ),
  },
  {
    demo: true,
    audience: 'money',
    figures: boardFigures,
  },
);

export const samples: Record<string, Answer> = {
  area: answerOf(area),
  'area-many-demo': answerOf(manyBands, { demo: true }),
  bar: answerOf(bar, { audience: 'money' }),
  'bar-huge-demo': answerOf(huge, { audience: 'money', demo: true }),
  ranking: answerOf(ranking),
  'ranking-demo': answerOf({ ...ranking, changes: undefined, labels: ranking.labels.slice(0, 2) } as Chart, {
    demo: true,
  }),
  line: answerOf(line),
  'line-names': answerOf(names),
  'line-ahead': answerOf(ahead),
  'line-close-demo': answerOf(closeLine, { demo: true }),
  'line-single': answerOf(single),
  'line-tiny': answerOf(tiny, { audience: 'money' }),
  nothing: answerOf(nothing),
  board,
};
