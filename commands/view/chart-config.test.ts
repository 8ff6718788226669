import { describe, expect, it } from 'vitest';
import { labelSchema } from '../../core/label.ts';
import type { Chart } from '../kit/answer.ts';
import { chartConfig } from './chart-config.ts';
import { area, bar, line, nothing, ranking, samples, single } from './chart-samples.testing.ts';

const theme = labelSchema.shape.theme.parse({});
const config = (chart: Chart, demo = false) => chartConfig(chart, theme, { demo });
type AnyScale = { labels: unknown[]; ticks: { color: string[] }; grid: { color: string[] } };
const scale = (chart: Chart, name: string) =>
  (config(chart).options as { scales: Record<string, AnyScale> }).scales[name];
const fills = (chart: Chart) =>
  config(chart).data.datasets.map(({ backgroundColor }) => backgroundColor as string[]);
const charts = Object.values(samples).flatMap(({ chart }) =>
  chart && chart.kind !== 'board' ? [chart] : [],
);

describe('chartConfig', () => {
  it('is plain data, so that another machine draws the same', () => {
    for (const chart of charts) {
      const made = config(chart, true);
      expect(JSON.parse(JSON.stringify(made))).toEqual(made);
      expect(structuredClone(made)).toEqual(made);
    }
  });

  it('needs no plugin that a QuickChart server lacks', () => {
    for (const chart of charts)
      expect(Object.keys(config(chart).options?.plugins ?? {})).toEqual([
        'title',
        'subtitle',
        'legend',
        'tooltip',
      ]);
  });

  it('holds no sign that the font lacks', () => {
    for (const chart of charts)
      expect(JSON.stringify(config(chart, true))).not.toMatch(
        /[▲▼→≈]|\p{Emoji_Presentation}|\p{Script=Han}/u,
      );
  });

  it('says on every demo chart that it is one', () => {
    for (const chart of charts) {
      expect(JSON.stringify(config(chart, true))).toContain('DEMO DATA');
      expect(JSON.stringify(config(chart, false))).not.toContain('DEMO DATA');
    }
  });

  it('keeps at most 6 values and 5 dates on the axes of lines and areas', () => {
    for (const chart of charts.filter(({ kind }) => kind === 'line' || kind === 'area')) {
      const { options } = config(chart);
      const scales = options?.scales as Record<string, { labels?: unknown[] }>;
      expect(scales.x?.labels?.filter((label) => label !== '').length).toBeLessThanOrEqual(5);
      expect(scales.values?.labels?.length ?? 0).toBeLessThanOrEqual(6);
    }
  });

  it('leaves gaps where nothing is known', () => {
    const apple = config(area).data.datasets.find(({ label }) => label === 'Apple Music');
    expect([29, 30, 31, 32, 33, 89].map((index) => apple?.data[index] === null)).toEqual([
      false,
      true,
      true,
      true,
      false,
      true,
    ]);
    for (const dataset of [...config(area).data.datasets, ...config(line).data.datasets])
      expect(dataset).toMatchObject({ spanGaps: false });
    expect(config(ranking).data.datasets[0]?.data[6]).toBeNull();
    expect(scale(ranking, 'values')?.labels[6]).toBe('not known');
  });

  it('says so where nothing at all is known', () => {
    expect(config(nothing).data.datasets).toEqual([]);
    expect(JSON.stringify(config(nothing))).toContain('Not known: nothing is reported for this period.');
  });

  it('refuses a board', () => {
    expect(() => config({ ...line, kind: 'board' })).toThrow('A board is drawn by board.ts');
  });
});

describe('bars', () => {
  it('are faint and starred where the month is not fully reported', () => {
    const { datasets } = config(bar).data;
    expect(datasets[0]?.backgroundColor).toEqual([...Array(11).fill('#3b82f6'), '#3b82f666']);
    expect(scale(bar, 'x')?.labels.at(-1)).toBe('Nov*');
    expect(config(bar).options?.plugins?.subtitle?.text).toEqual([
      'Royalties, ad spend and net in USD, Dec 2025 to Nov 2026 · *\u00a0Nov\u00a0incomplete',
    ]);
  });

  it('have a brighter zero line', () => {
    // From the top: 900, 600, 300, 0, -300.
    const zero = scale(bar, 'values')?.grid.color.map((colour) => colour === theme.muted);
    expect(zero).toEqual([false, false, false, true, false]);
  });

  it('are red below zero only where there is one series', () => {
    expect(fills({ ...bar, series: bar.series.slice(2) })[0]?.[7]).toBe(theme.bad);
    expect(fills(bar)[2]?.[7]).toBe('#10b981');
  });
});

describe('a ranking', () => {
  it('tells value and change beside each bar, good green and bad red', () => {
    expect(scale(ranking, 'values')?.labels.slice(0, 2)).toEqual(['84,210', '61,877']);
    expect(scale(ranking, 'changes')?.labels).toEqual([
      '↑ 12.4 %',
      '↑ 8.1 %',
      '↓ 3.2 %',
      '↑ 21.7 %',
      '↑ 1.1 %',
      '↓ 9.4 %',
      '',
      '= 0.0 %',
    ]);
    const colours = scale(ranking, 'changes')?.ticks.color ?? [];
    expect([colours[0], colours[2], colours[7]]).toEqual([theme.good, theme.bad, theme.muted]);
  });

  it('cuts a name that is too long, and no other', () => {
    expect(scale(ranking, 'y')?.labels[0]).toBe('THE STATE OF THE WORLD');
    expect(scale(ranking, 'y')?.labels[1]).toMatch(/^NAKED FALLING FROM THE SKY .*…$/);
  });

  it('reaches over the whole width at the largest value, or at what is full', () => {
    const parts = { ...ranking, labels: ['a', 'b'], series: [{ name: '', values: [0.5, 0.2] }] };
    expect(scale(parts, 'size')).toMatchObject({ min: 0, max: 0.5 });
    expect(scale({ ...parts, full: 1 }, 'size')).toMatchObject({ min: 0, max: 1 });
  });

  it('shows ten of more, and says so', () => {
    const labels = Array.from({ length: 12 }, (_, index) => `Track ${index}`);
    const long = {
      ...ranking,
      labels,
      series: [{ name: '', values: labels.map((_, index) => 100 - index) }],
    };
    expect(config(long).data.datasets[0]?.data).toHaveLength(10);
    expect(JSON.stringify(config(long))).toContain('first\u00a010\u00a0of\u00a012');
  });
});

describe('lines', () => {
  it('carry their name and newest value at their end, a star where that is not complete', () => {
    const labels = scale(line, 'ends')?.labels.filter((label) => label !== '');
    expect(labels).toEqual([
      ['TikTok', '9,240*'],
      ['Instagram', '5,400'],
      ['Spotify', '5,210'],
      ['YouTube', '1,680'],
      ['SoundCloud', '1,590'],
      ['Facebook', '420'],
    ]);
  });

  it('are told apart by more than colour', () => {
    const dashes = config({
      ...line,
      series: line.series.map(({ name, values }) => ({ name, values })),
    }).data.datasets.map((dataset) => JSON.stringify((dataset as { borderDash: number[] }).borderDash));
    expect(new Set(dashes).size).toBe(6);
  });

  it('of one point are a dot', () => {
    expect(config(single).data.datasets[0]).toMatchObject({ data: [4210], pointRadius: [9] });
  });

  it('do not begin at zero where the values lie close together', () => {
    const close = { ...line, series: [{ name: 'A', values: line.labels.map((_, index) => 20_000 + index) }] };
    expect(config(close).options?.scales?.y).toMatchObject({ min: 20_000, max: 20_200 });
    expect(config(line).options?.scales?.y).toMatchObject({ min: 0, max: 10_000 });
  });
});
