import { describe, expect, it } from 'vitest';
import { readResponse } from './response.ts';
import { reportMonth } from './sales.ts';

const read = (value: unknown) => readResponse(JSON.stringify(value));
const URL = 'https://toolost.com/api/portal/analytics/';

describe('readResponse', () => {
  it('tells Spotify from Apple by the key, bare or wrapped', () => {
    const points = [{ date: '2026-10-01', streams: '310' }];
    const spotify = { platform: 'spotify', points };
    expect(read({ streams: points })).toEqual(spotify);
    expect(read({ url: `${URL}spotify/?release=&date=thisYear`, body: { streams: points } })).toEqual(
      spotify,
    );
    expect(read([{ url: `${URL}spotify`, response: JSON.stringify({ streams: points }) }])).toEqual(spotify);
    expect(read({ totalStreams: [{ date: '2026-10-01', streams: 310 }] })).toEqual({
      platform: 'apple-music',
      points,
    });
  });

  it('takes an empty series only where nothing else can be meant', () => {
    expect(read({ streams: [] })).toEqual({ platform: 'spotify', points: [] });
    expect(read({ streams: [], artist: 'X' })).toBeNull();
    expect(read({ url: `${URL}apple`, data: { totalStreams: [], ok: true } })).toEqual({
      platform: 'apple-music',
      points: [],
    });
  });

  it.each([
    { streams: 12 },
    { streams: [{ date: '2026-10-01', streams: 3, listeners: 2 }] },
    { streams: [{ day: '2026-10-01', streams: 3 }] },
    { streams: [{ date: '2026-10-01', streams: { total: 3 } }] },
    { data: { timeline: [] } },
  ])('leaves %j to others', (value) => expect(read(value)).toBeNull());

  it('refuses an answer saved under the url of the other, and two in one file', () => {
    const streams = [{ date: '2026-10-01', streams: 3 }];
    expect(() => read({ url: `${URL}apple`, data: { streams } })).toThrow(/url tells of apple/);
    expect(() => read([{ streams }, { totalStreams: streams }])).toThrow(/a file of its own/);
  });
});

describe('reportMonth', () => {
  it.each([
    ['10-2026-3.csv', '2026-10'],
    ['01-2027-118 (2).CSV', '2027-01'],
    ['13-2026-3.csv', null],
    ['sales-10-2026-3.csv', null],
    ['10-2026.csv', null],
  ])('%s is %s', (name, month) => expect(reportMonth(name)).toBe(month));
});
