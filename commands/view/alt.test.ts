import { describe, expect, it } from 'vitest';
import type { Chart } from '../kit/answer.ts';
import { ALT_LIMIT, altText } from './alt.ts';
import { answerOf, bar, board, daysFrom, line, nothing, ranking, samples } from './chart-samples.testing.ts';

const small: Chart = {
  kind: 'area',
  title: 'Streams by platform',
  subtitle: 'Streams a day, 1 to 5 Nov 2026',
  format: 'count',
  unit: 'streams',
  labels: daysFrom('2026-11-01', 5),
  series: [
    { name: 'Spotify', values: [1000, 1500, 900, 1200, 400], partial: [4] },
    { name: 'Deezer', values: [null, 20, null, 30, null] },
    { name: 'TIDAL', values: [null, null, null, null, null] },
  ],
};

describe('altText', () => {
  it('tells what, range, total, extremes with their days, change and gaps', () => {
    // Spotify: 1000 + 1500 + 900 + 1200 + 400 = 5000; 1200 / 1000 = +20 %: the last day is not complete.
    // Deezer: 20 + 30 = 50; +50 %; of its four days since it began two have no value.
    expect(altText(answerOf(small))).toBe(
      'Streams by platform. Streams a day, 1 to 5 Nov 2026. Stacked area chart, 2026-11-01 to 2026-11-05, 3 series. ' +
        'Spotify: total 5,000, lowest 900 (2026-11-03), highest 1,500 (2026-11-02), first to last up 20.0 %, 1 not fully reported. ' +
        'Deezer: total 50, lowest 20 (2026-11-02), highest 30 (2026-11-04), first to last up 50.0 %, 2 of 5 days not reported. ' +
        'TIDAL: not known.',
    );
  });

  it('tells the newest value where a total means nothing', () => {
    const text = altText(answerOf({ ...small, kind: 'line', series: small.series.slice(1, 2) }));
    expect(text).toContain('Line chart');
    expect(text).toContain('Deezer: 30 on 2026-11-04,');
    expect(text).not.toContain('total');
  });

  it('tells a forecast with its range', () => {
    const [spotify] = small.series;
    const band = { low: [null, 900, null, 1100, 350], high: [null, 1400, null, 1300, 600] };
    const one = { name: 'Spotify', values: spotify?.values ?? [], band, ahead: 3 };
    expect(altText(answerOf({ ...small, kind: 'line', series: [one] }))).toContain(
      'Spotify: 900 on 2026-11-03, lowest 900 (2026-11-03), highest 1,500 (2026-11-02), first to last down 10.0 %, ' +
        'forecast 400 on 2026-11-05 (expected 350 to 600).',
    );
  });

  it('says that it is demo data, first of all', () => {
    expect(altText(answerOf(small, { demo: true }))).toMatch(/^Demo data, /);
  });

  it('lists a ranking, and a board with what is not known', () => {
    expect(altText(answerOf(ranking))).toContain(
      '1. THE STATE OF THE WORLD: 84,210 (up 12.4 %). 2. NAKED FALLING',
    );
    expect(altText(answerOf(ranking))).toContain('7. FATE FLIPS: not known. 8. Душа: 12,004 (unchanged).');
    expect(altText(board)).toContain(
      'Royalties: 1,531.02 USD (up 6.1 % against the 28 days before, not complete).',
    );
    expect(altText(board)).toContain('Ad spend: not known.');
    expect(altText(board)).toContain('(down 5.8 % against the 28 days before, late)');
  });

  it('says when nothing is known, and speaks of months where they are', () => {
    expect(altText(answerOf(nothing))).toContain('Not known: nothing is reported for this period.');
    const gap = {
      ...bar,
      series: [{ name: 'Net', values: bar.labels.map((_, index) => (index === 3 ? null : 1)) }],
    };
    expect(altText(answerOf(gap))).toContain('1 of 12 months not reported');
  });

  it('never exceeds what chat services accept, and counts what it left out', () => {
    for (const answer of Object.values(samples))
      expect(altText(answer).length).toBeLessThanOrEqual(ALT_LIMIT);
    const many = {
      ...line,
      series: Array.from({ length: 30 }, () => line.series[0] as Chart['series'][number]),
    };
    const text = altText(answerOf(many));
    expect(text.length).toBeLessThanOrEqual(ALT_LIMIT);
    const told = text.split('TikTok:').length - 1;
    expect(text).toMatch(new RegExp(`And ${30 - told} more series\\.$`));
  });
});
