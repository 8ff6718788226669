import { z } from 'zod';
import type { Chart, Table } from './kit/answer.ts';
import { type Asked, askIn, askMetric, sayFilters } from './kit/ask.ts';
import { compose, figureOf, subtitleOf } from './kit/compose.ts';
import { type Context, defineCommand } from './kit/define.ts';
import { chartSeries } from './kit/lines.ts';
import * as shared from './kit/params.ts';
import { MAX_ROWS, rankingChart, rankingOf, rankingTable, shortLabel } from './kit/ranking.ts';
import { labelsOf, type Series, seriesOf } from './kit/series.ts';

const BASIS = {
  sale: {
    metric: 'revenue',
    label: 'by sale month',
    note: 'By sale month (accrual): what was earned when it was played. Stores pay about two months later, so the last months are incomplete.',
  },
  reporting: {
    metric: 'revenue_received',
    label: 'by reporting month',
    note: 'By reporting month (cash): what stores paid in the month, for whatever month it was played.',
  },
} as const;

export default defineCommand({
  name: 'revenue',
  group: 'kpi',
  tool: 'revenue_report',
  summary: 'Royalties by store, artist, track, country, income type or month; by sale or reporting month.',
  when: 'Use it for royalties earned or paid out; for the play counts behind them take streams_trend.',
  access: 'money',
  params: z.strictObject({
    by: shared.by(
      ['platform', 'artist', 'track', 'country', 'income_type', 'distributor', 'month'],
      'platform',
    ),
    basis: z
      .enum(['sale', 'reporting'])
      .default('sale')
      .describe('sale = month it was played (accrual), reporting = month the store paid (cash).'),
    artist: shared.artist,
    platform: shared.platform,
    country: shared.country,
    track: shared.track,
    period: shared.period('ytd'),
    compare: shared.compare,
  }),

  answer({ by, basis, period, compare, ...filters }, context) {
    const { metric: name, label, note } = BASIS[basis];
    const breakdown = by === 'month' ? {} : { by: [by] };
    const asked = askMetric(context, { metric: name, period, filters, compare, ...breakdown });
    const perStream =
      basis === 'sale'
        ? askMetric(context, { metric: 'revenue_per_stream', period, filters, compare, ...breakdown })
        : null;
    const title = `Revenue${sayFilters(context, filters)} by ${by.replace('_', ' ')}`;
    const subtitle = `${label} · ${subtitleOf(asked.result, asked.period)}`;
    const { table, chart } =
      by === 'month'
        ? monthly(context, asked, title, subtitle)
        : broken(asked, perStream, by, title, subtitle);
    return compose(context, 'revenue', {
      title,
      subtitle,
      period: asked.period,
      figures: [figureOf(context, asked), ...(perStream ? [figureOf(context, perStream)] : [])],
      table,
      chart,
      asked: [asked, ...(perStream ? [perStream] : [])],
      notes: [note],
    });
  },
});

interface View {
  table: Table;
  chart: Chart;
}

function broken(
  asked: Asked,
  perStream: Asked | null,
  by: 'platform' | 'artist' | 'track' | 'country' | 'income_type' | 'distributor',
  title: string,
  subtitle: string,
): View {
  const { metric, result } = asked;
  const ranking = rankingOf(asked, by);
  const table = rankingTable(ranking, { by, metric, unit: result.unit, limit: MAX_ROWS });
  if (perStream) {
    const rates = new Map(perStream.result.rows.map((row) => [row.keys[by] ?? '', row.value]));
    const { format, name } = perStream.metric;
    table.columns.push({ key: name, label: 'Per stream', format, unit: perStream.result.unit });
    for (const row of table.rows) row.push(rates.get(String(row[1])) ?? null);
  }
  return { table, chart: rankingChart(ranking, { title, subtitle, unit: result.unit, metric }) };
}

function monthly(context: Context, asked: Asked, title: string, subtitle: string): View {
  const { metric, question, result } = asked;
  const stepped = askIn(context, { ...question, grain: 'month' }, { others: false });
  const series: Series = seriesOf(stepped.rows, labelsOf(stepped, 'month', asked.period.name === 'all'));
  const partial = new Set(series.partial);
  return {
    table: {
      columns: [
        { key: 'month', label: 'Month', format: 'day' },
        { key: metric.name, label: shortLabel(metric), format: metric.format, unit: result.unit },
        { key: 'state', label: 'State', format: 'text' },
      ],
      rows: series.labels.map((label, index) => [
        label,
        series.values[index] ?? null,
        series.values[index] === null ? '' : partial.has(index) ? 'not complete' : 'complete',
      ]),
      total_rows: series.labels.length,
      truncated: false,
    },
    chart: {
      kind: 'bar',
      title,
      subtitle,
      format: metric.format,
      unit: result.unit,
      labels: series.labels,
      series: [chartSeries(shortLabel(metric), series)],
    },
  };
}
