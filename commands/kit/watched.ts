import { addDays, type Day } from '../../core/days.ts';
import { anomaliesOf, type Usual } from '../../warehouse/analysis/anomalies.ts';
import { known, type Values } from '../../warehouse/analysis/values.ts';
import type { Kind, Metric, MetricDimension } from '../../warehouse/kit/metric.ts';
import type { Period } from '../../warehouse/kit/period.ts';
import type { Result } from '../../warehouse/kit/query.ts';
import { type Asked, askIn, type Filters, mayAsk, sourcesUnder } from './ask.ts';
import { type Complete, onLabels } from './complete.ts';
import type { Context } from './define.ts';
import { buckets } from './series.ts';

/** What is looked over day by day, and into which series it is parted. */
export const WATCHED = [
  { metric: 'streams', by: ['platform'], kind: 'trend' },
  { metric: 'streams', by: ['artist'], kind: 'observed' },
  // A running total: what is judged is what a day adds.
  { metric: 'followers', by: ['platform', 'artist'], added: true },
  { metric: 'video_views', by: ['platform', 'artist'] },
  { metric: 'link_clicks', by: ['artist'] },
  { metric: 'ad_spend', by: ['artist'] },
] as const satisfies readonly Watch[];

interface Watch {
  metric: string;
  by: readonly MetricDimension[];
  kind?: Kind;
  added?: true;
}

/** One series with what is usual of it. */
export interface Watched {
  metric: Metric;
  /** "Streams", "Followers added". */
  label: string;
  unit: string;
  /** "Spotify", "TikTok, ZONE A0". */
  where: string;
  artist: string | null;
  tables: readonly string[];
  labels: Day[];
  values: Values;
  usual: Usual;
}

/** Days before the period that tell what is usual at its beginning. */
const BEFORE = 84;

/** Every series of a subject over the period, judged; what is not complete or not known is in none. */
export function watch(
  context: Context,
  subject: Watch,
  { period, filters }: { period: Period; filters: Filters },
): { asked: Asked; series: Watched[] } | null {
  const metric = context.metrics.get(subject.metric);
  const wanted = (['artist', 'platform'] as const).filter((name) => filters[name] !== undefined);
  const sources = metric ? sourcesUnder(context, metric) : [];
  const told = sources.filter(({ kind }) => subject.kind === undefined || kind === subject.kind);
  const tells = told.every(({ dimensions }) =>
    [...wanted, ...subject.by].every((name) => dimensions.includes(name)),
  );
  if (!metric || !mayAsk(context, metric) || told.length === 0 || !tells) return null;
  const where = Object.fromEntries(wanted.map((name) => [name, [String(filters[name])]]));
  const question = {
    ...{ metric: metric.name, from: addDays(period.from, -BEFORE), to: period.to, where },
    ...{ by: subject.by, currency: context.label.currency },
    ...(subject.kind ? { kind: subject.kind } : {}),
  };
  const result = askIn(context, { ...question, grain: 'day' }, { others: false });
  const asked = { metric, period, question: { ...question, kind: result.kind }, result, compared: null };
  // The newest day is unfinished until every source has told it.
  const end = result.completeTo ?? '';
  const from = period.name === 'all' ? beginning(result, question.from) : question.from;
  const labels = end < from ? [] : buckets(from, earlier(end, period.to), 'day');
  const parts = new Map<string, typeof result.rows>();
  for (const row of result.rows) {
    const name = subject.by.map((one) => sayPart(row.keys[one])).join(', ');
    const rows = parts.get(name) ?? [];
    rows.push(row);
    parts.set(name, rows);
  }
  return {
    asked,
    series: [...parts].map(([name, rows]) => {
      const complete = onLabels(rows, labels);
      const values = subject.added ? addedBy(complete) : complete.values;
      const usual = anomaliesOf(
        values,
        subject.added ? 'gains' : metric.format === 'money' ? 'amounts' : 'counts',
      );
      const named = rows[0]?.keys.artist;
      const artist = named === undefined || named === 'not known' ? null : named;
      const label = subject.added ? `${metric.label} added` : metric.label;
      return {
        metric,
        label,
        unit: result.unit,
        where: name,
        artist,
        tables: result.tables,
        labels,
        values,
        usual,
      };
    }),
  };
}

/** "all" asks from long before there was anything: what lies further back than a baseline tells nothing. */
function beginning({ rows }: Result, asked: Day): Day {
  const first = rows.map(({ keys }) => keys.date ?? asked).sort()[0] ?? asked;
  return [asked, addDays(first, -BEFORE)].sort()[1] ?? asked;
}

const earlier = (a: Day, b: Day): Day => [a, b].sort()[0] ?? a;

/** What belongs to no artist (a page, a campaign of the label) has no name of its own. */
const sayPart = (name = ''): string => (name === 'not known' ? 'whole label' : name);

/** What each day adds to a running total; not known after a day that is not known. */
const addedBy = ({ values }: Complete): Values =>
  values.map((value, at) => {
    const before = values[at - 1] ?? null;
    return value === null || before === null ? null : value - before;
  });

/** Days of the period that could be judged. */
export const judged = ({ labels, values, usual }: Watched, { from }: Period): number =>
  known(
    values.map((value, at) =>
      (labels[at] ?? '') >= from && (usual.expected[at] ?? null) !== null ? value : null,
    ),
  ).length;
