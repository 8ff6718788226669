import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Answer } from '../commands/kit/answer.ts';
import { type Sample, sampleLabel } from '../commands/kit/sample.testing.ts';
import { addDays, monthOf } from '../core/days.ts';
import { random } from '../sandbox/label/random.ts';
import { loadMetrics } from '../warehouse/kit/discover-metrics.ts';
import { FACTS } from '../warehouse/kit/facts.ts';
import type { Metric, MetricRegistry } from '../warehouse/kit/metric.ts';
import { type Db, openWarehouseForWriting } from '../warehouse/kit/open.ts';
import { ask } from '../warehouse/kit/query.ts';
import { markStale } from '../warehouse/kit/summaries.ts';
import { testSeed } from './support/label-whole.ts';

// 200 gaps in a label's facts: a day or some weeks taken away at the beginning, in the middle or at the end, of all
// tables or of one; a column nobody tells; an artist without data. Where nothing is known an answer is "not known" and
// says why, never 0; a 0 that was told stays one.

const SITUATIONS = 200;
/** Metrics asked in each of them. */
const ASKED = 8;
const seed = testSeed();

let sample: Sample;
let metrics: MetricRegistry;
let db: Db;
let readable: Metric[];
beforeAll(async () => {
  sample = sampleLabel();
  metrics = await loadMetrics();
  db = openWarehouseForWriting(sample.data);
  markStale(db, '');
  // What tells how the house does is of no day of the facts.
  readable = [...metrics.values()].filter(({ measure }) => measure.is !== 'computed');
});
afterAll(() => {
  db.close();
  sample.remove();
});

/** The days of each table, as SQL over its rows. */
function dayOf(table: string): string | null {
  const columns = new Set<string>([...FACTS[table as keyof typeof FACTS].key].map(({ name }) => name));
  for (const name of ['date', 'sent_on', 'as_of', 'reporting_date', 'date_stop'])
    if (columns.has(name)) return name;
  return null;
}

const tables = (): { table: string; day: string }[] =>
  Object.keys(FACTS).flatMap((table) => {
    const day = dayOf(table);
    return day === null || table === 'fx_rates' ? [] : [{ table, day }];
  });

/** Takes away what all tables tell of some days, and of statements whole sale months. */
function takeAway(from: string, to: string): void {
  for (const { table, day } of tables()) {
    if (table === 'revenue_transactions')
      db.prepare(
        'DELETE FROM revenue_transactions WHERE sale_month BETWEEN ? AND ? OR reporting_date BETWEEN ? AND ?',
      ).run(monthOf(from), monthOf(to), from, to);
    else db.prepare(`DELETE FROM ${table} WHERE ${day} BETWEEN ? AND ?`).run(from, to);
  }
}

/** Asks and undoes what was done to the facts. */
function within<T>(change: () => void, then: () => T): T {
  db.exec('BEGIN');
  try {
    change();
    return then();
  } finally {
    db.exec('ROLLBACK');
  }
}

it('200 gaps: what nobody tells is not known, with the reason, and in no row', () => {
  const lot = random(seed, 'gaps');
  const wrong: string[] = [];
  let asked = 0;
  for (let situation = 0; situation < SITUATIONS; situation++) {
    // From two years before the sample's newest day to a month after it.
    const from = addDays('2024-11-20', lot.below(760));
    const to = addDays(from, lot.chance(0.3) ? 0 : lot.below(60));
    const grain = (['day', 'month', undefined] as const)[lot.below(3)];
    const artist = (['ZONE A0', 'PIG1987', undefined, undefined] as const)[lot.below(4)];
    within(
      () => takeAway(from, to),
      () => {
        for (let nth = 0; nth < ASKED; nth++) {
          const metric = readable[lot.below(readable.length)] as Metric;
          const told = metric.sources;
          const monthly = told.some(({ finest }) => finest === 'month') || told.length === 0;
          const ofArtist =
            artist !== undefined && told.length > 0 && told.some((one) => one.dimensions.includes('artist'));
          const { total, rows, notes } = ask(db, metrics, {
            metric: metric.name,
            from,
            to,
            currency: 'USD',
            ...(grain && !(monthly && grain === 'day') ? { grain } : {}),
            ...(ofArtist ? { where: { artist: [artist] } } : {}),
          });
          asked++;
          const where = `${metric.name} ${from}..${to} ${grain ?? ''} ${ofArtist ? artist : ''}`;
          if (total !== null) wrong.push(`${where}: ${total}`);
          // Growth by month is of whole months, also of days before the gap.
          const wider = metric.measure.is === 'growth' && grain === 'month';
          if (!wider && rows.some(({ value }) => value !== null)) wrong.push(`${where}: has rows`);
          if (notes.length === 0) wrong.push(`${where}: says nothing`);
        }
      },
    );
  }
  expect(wrong).toEqual([]);
  expect(asked).toBe(SITUATIONS * ASKED);
});

it('a column nobody tells is not known, though its rows are there; a 0 that is told stays 0', () => {
  const day = '2026-11-01';
  const columns: readonly [metric: string, table: string, column: string][] = [
    ['streams', 'content_streams', 'streams'],
    ['listeners', 'spotify_audience_daily', 'listeners'],
    ['monthly_listeners', 'spotify_audience_daily', 'monthly_listeners'],
    ['video_views', 'social_media_daily', 'views'],
    ['likes', 'social_media_daily', 'likes'],
  ];
  for (const [metric, table, column] of columns) {
    const set = (value: number | null) => () =>
      void db.prepare(`UPDATE ${table} SET ${column} = ? WHERE date = ?`).run(value, day);
    const total = () => ask(db, metrics, { metric, from: day, to: day });
    expect(total().total, `${metric} is told on ${day}`).not.toBeNull();
    const none = within(set(null), total);
    expect([none.total, none.rows], metric).toEqual([null, []]);
    expect(none.notes.join(' '), metric).toMatch(/Not known/);
    expect(within(set(0), total).total, metric).toBe(0);
  }
  const rate = () => ask(db, metrics, { metric: 'engagement_rate', from: day, to: day });
  const views = within(
    () => void db.prepare('UPDATE social_media_daily SET views = 0 WHERE date = ?').run(day),
    rate,
  );
  expect(views.total).toBeNull();
});

/** Numbers of an answer that could be taken for something known: figures, and points of its curves. */
const zeros = ({ figures, chart }: Answer): string[] => [
  ...figures.filter(({ value }) => value === 0 || value === '0.00' || value === '0').map(({ key }) => key),
  ...(chart?.series ?? []).flatMap(({ name, values }) =>
    values.some((value) => value !== null) ? [name] : [],
  ),
];

it.each([
  ['summary', {}],
  ['streams', { period: '2019-03' }],
  ['revenue', { period: '2019-03' }],
  ['pnl', { period: '2019-03' }],
  ['ads', { period: '2019-03' }],
  ['social', { period: '2019-03' }],
  ['links', { period: '2019-03' }],
  ['top', { period: '2019-03' }],
  ['compare', { by: 'artist', names: 'ZONE A0, PIG1987', period: '2019-03' }],
] as const)(
  '%s of a label without any data, or of a time before it, has no 0 and says why',
  async (name, params) => {
    const empty = sampleLabel({ facts: false });
    try {
      const without = await empty.ask('owner', name, params).catch((thrown: Error) => thrown.message);
      const before = name === 'summary' ? null : await sample.ask('owner', name, params);
      for (const answer of [without, before]) {
        if (answer === null || typeof answer === 'string') continue;
        expect(zeros(answer), name).toEqual([]);
        expect(
          [...answer.notes, ...answer.figures.map(({ note }) => note ?? '')].join(' ').trim(),
          name,
        ).not.toBe('');
      }
    } finally {
      empty.remove();
    }
  },
);
