import { describe, expect, it } from 'vitest';
import {
  artistOfName,
  captureOfName,
  dayOfTimestamp,
  tableOfName,
  tellsAddress,
  titleOfName,
  withoutFalseZeros,
} from './clean.ts';

describe('artistOfName', () => {
  it.each([
    ['ZONE A0-audience-timeline.csv', 'ZONE A0'],
    ['ZONE_A0-audience-timeline (12).csv', 'ZONE A0'],
    ['A-audience-timeline-audience-timeline.CSV', 'A-audience-timeline'],
    ['Béa-audience-timeline.csv', 'Béa'],
    ['Be\u0301a-audience-timeline(1).csv', 'Béa'],
  ])('%s is of %s', (name, artist) => expect(artistOfName(name)).toBe(artist));

  it.each(['audience.csv', '-audience-timeline.csv', '_-audience-timeline.csv', 'A-audience-timeline.txt'])(
    '%s is of nobody',
    (name) => expect(artistOfName(name)).toBeNull(),
  );
});

describe('titleOfName', () => {
  it.each([
    ['NEON ABATTOIR-timeline.csv', 'NEON ABATTOIR'],
    ['Qui a sali mon slip_-timeline (2).csv', 'Qui a sali mon slip_'],
    ["Ô Chiotte l'arbitre - Original-timeline.csv", "Ô Chiotte l'arbitre - Original"],
    ['Re\u0301volte-timeline.csv', 'Révolte'],
    ['My timeline-timeline.csv', 'My timeline'],
  ])('%s is %s', (name, title) => expect(titleOfName(name)).toBe(title));

  it.each(['ZONE A0-audience-timeline.csv', 'timeline.csv', ' -timeline.csv', 'NEON ABATTOIR-timeline.zip'])(
    '%s is no song',
    (name) => expect(titleOfName(name)).toBeNull(),
  );
});

describe('tableOfName', () => {
  it.each([
    ['62owJQCD2XzVB2o19CVsFM-songs-1year.csv', '62owJQCD2XzVB2o19CVsFM', '1year'],
    ['ZONE_A0-songs-ALL (1).csv', 'ZONE A0', 'all'],
    ['A-songs-7day-songs-28day.csv', 'A-songs-7day', '28day'],
  ])('%s is of %s, %s', (name, artist, period) =>
    expect(tableOfName(name, 'songs')).toEqual({ artist, period }),
  );

  it.each([
    'ZONE A0-songs-2years.csv',
    'ZONE A0-songs.csv',
    '-songs-1year.csv',
    'ZONE A0-playlists-1year.csv',
  ])('%s tells no table of songs', (name) => expect(tableOfName(name, 'songs')).toBeNull());
});

describe('captureOfName', () => {
  it.each([
    ['spotify_songs_62owJQCD2XzVB2o19CVsFM_1year_20261004_020100.json', 'songs', '1year', '2026-10-04'],
    ['spotify_top-cities_62owJQCD2XzVB2o19CVsFM_28day.json', 'top-cities', '28day', ''],
    ['spotify_songs_62owJQCD2XzVB2o19CVsFM_all_20261304_020100 (1).json', 'songs', 'all', ''],
  ])('%s', (name, kind, period, day) =>
    expect(captureOfName(name)).toEqual({ kind, artist: '62owJQCD2XzVB2o19CVsFM', period, day }),
  );

  it('keeps the case of an id, which tells artists apart', () => {
    expect(captureOfName('spotify_songs_AbC_1day.json')?.artist).toBe('AbC');
  });

  it.each(['spotify_songs_a b_1day.json', 'songs.json', 'spotify_songs_abc_2day.json'])(
    '%s is none',
    (name) => expect(captureOfName(name)).toBeNull(),
  );
});

describe('tellsAddress', () => {
  it.each([
    ['https://generic.wg.spotify.com/catalog-view/v1/artist/1Eu6/songs?time-filter=28day', '1Eu6', '28day'],
    [
      'https://generic.wg.spotify.com/audience-engagement-view/v1/artist/1Eu6/locations?a=b&time_filter=all',
      '1Eu6',
      'all',
    ],
    ['https://artists.spotify.com/c/artist/1Eu6', '1Eu6', ''],
    ['https://generic.wg.spotify.com/catalog-view/v1/artist/1Eu6/songs?time-filter=28days', '1Eu6', ''],
    ['https://example.org/artists/1Eu6', '', ''],
  ])('%s', (url, artist, period) => expect(tellsAddress(url)).toEqual({ artist, period }));
});

describe('dayOfTimestamp', () => {
  it.each([
    ['2026-10-04T23:59:59.123-05:00', '2026-10-04'],
    ['20261004_020100', '2026-10-04'],
    // 2026-10-04T00:01:00Z
    [1791072060, '2026-10-04'],
    [1791072060000, '2026-10-04'],
    ['yesterday', ''],
    ['2026-02-30T00:00:00', ''],
    [null, ''],
    [Number.MAX_VALUE, ''],
  ])('%j is %j', (timestamp, day) => expect(dayOfTimestamp(timestamp)).toBe(day));
});

describe('withoutFalseZeros', () => {
  const row = (streams: string, listeners: string, savers: string) => ({ streams, listeners, savers });

  it('takes a 0 of all time for "not known" where there are streams', () => {
    expect(withoutFalseZeros(row('1,200', '0', '0'), 'all')).toEqual(row('1,200', '', ''));
    expect(withoutFalseZeros(row('1,200', '0', '7'), 'all')).toEqual(row('1,200', '', '7'));
  });

  it('leaves every other 0: nobody heard it, nobody saved it, or it is not all time', () => {
    for (const [one, period] of [
      [row('0', '0', '0'), 'all'],
      [row('', '0', '0'), 'all'],
      [row('10', '3', '0'), 'all'],
      [row('10', '0', '0'), '1year'],
    ] as const)
      expect(withoutFalseZeros(one, period)).toEqual(one);
  });
});
