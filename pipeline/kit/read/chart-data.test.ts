import { describe, expect, it } from 'vitest';
import { FileRefused } from '../platform.ts';
import { readChartData } from './chart-data.ts';

const spotify = `<!DOCTYPE html>
<div id="trend365day"></div>
<script>
AmCharts.makeChart("trend365day", {
  "graphs": [{ "id": "g1" }],
  "dataProvider": [
    {"category": "2026-10-01", "column-1": "1210"},
    {
      "category": "2026-10-02",
      "column-1": "1,304"
    },
    {"category": "2026-10-03", "column-1": null},
  ]
});
AmCharts.makeChart("other", {"dataProvider": [
  {"category": "2025-01-01", "column-1": "1"}, {"category": "2025-01-02", "column-1": "1"},
  {"category": "2025-01-03", "column-1": "1"}, {"category": "2025-01-04", "column-1": "1"}]});
</script>`;

describe('readChartData', () => {
  it('reads the Spotify chart with its lines, a comma after the last point, and no value as no value', () => {
    expect(readChartData(spotify)).toEqual({
      chart: 'spotify',
      points: [
        { line: 7, date: '2026-10-01', value: '1210' },
        { line: 8, date: '2026-10-02', value: '1,304' },
        { line: 12, date: '2026-10-03', value: '' },
      ],
    });
  });

  it('takes the longest array of days of the Apple page, whichever keys it has', () => {
    const page = `<html><script>
var chartData = [{category: '2026-10-02', 'column-1': '7'},];
make({"dataProvider": [
{"field": "United States]", "value": "60"}, {"field": "Peru", "value": "20"}, {"field": "Chad", "value": "20"},
]});
make({"dataProvider": [
{"field": "2026-10-01", "value": 5},
{"field": "2026-10-02", "value": "7"},
]});</script>`;
    expect(readChartData(page)).toEqual({
      chart: 'apple',
      points: [
        { line: 7, date: '2026-10-01', value: '5' },
        { line: 8, date: '2026-10-02', value: '7' },
      ],
    });
  });

  it('is not taken in by a login page or by code', () => {
    expect(readChartData('<html><form action="/login"></form></html>')).toBeNull();
    expect(readChartData('<html><script>var chartData = [];</script>')).toBeNull();
    expect(() =>
      readChartData('<script>"trend365day"; x = {"dataProvider": [{"category": process.exit()}]}</script>'),
    ).toThrow('cannot be read on line 1');
  });

  it('refuses a page that is cut off inside the array', () => {
    expect(() => readChartData(spotify.slice(0, spotify.indexOf('1,304')))).toThrow(FileRefused);
  });
});
