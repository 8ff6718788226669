import { describe, expect, it } from 'vitest';
import { FileRefused } from '../../kit/platform.ts';
import type { Document } from '../../kit/read/document.ts';
import { audience } from './audience.ts';
import { playlists } from './playlists.ts';
import { demographics, places } from './segments.ts';
import { catalog, songs } from './songs.ts';
import { timeline } from './timeline.ts';

const document = (originalName: string, header: string[], entry: string | null = null): Document => ({
  originalName,
  entry,
  format: 'delimited',
  encoding: 'utf-8',
  size: 1,
  head: header.join(','),
  header,
  delimiter: ',',
  bytes: async function* () {},
  text: async () => '',
});
const HEADER = ['Date', 'Listeners', 'Streams', 'Followers'];

describe('spotify', () => {
  it('takes a timeline by its header', () => {
    expect(audience.detect(document('PIG1987-audience-timeline.csv', HEADER))).toEqual({
      account: 'PIG1987',
    });
    expect(audience.detect(document('PIG1987-audience-timeline.csv', ['date', 'streams']))).toBeNull();
  });

  it('refuses a file whose artist nobody can tell, and says how to name it', () => {
    expect(() => audience.detect(document('download.csv', HEADER))).toThrow(
      /Name it "<Artist>-audience-timeline.csv"/,
    );
    expect(() => audience.detect(document('all.zip', HEADER, 'PIG1987-audience-timeline.csv'))).toThrow(
      /Unpack it/,
    );
  });
});

const json = (originalName: string, value: unknown, text = JSON.stringify(value)): Document => ({
  ...document(originalName, []),
  format: 'json',
  header: null,
  delimiter: null,
  size: text.length,
  head: text.slice(0, 256 << 10),
  text: async () => text,
});
const read = async (feed: typeof catalog, of: Document): Promise<number> => {
  let rows = 0;
  for await (const cells of feed.read(of)) rows += cells.rows;
  return rows;
};

describe('tables whose name tells', () => {
  const SONGS = ['song', 'listeners', 'streams', 'saves', 'release_date'];
  const PLAYLISTS = ['title', 'author', 'listeners', 'streams', 'date_added'];

  it.each([
    [songs, SONGS, 'PIG1987-songs-28day.csv', 'songs.csv', /Name it "<artist>-songs-</],
    [playlists, PLAYLISTS, 'PIG1987-playlists-all.csv', 'playlists.csv', /Name it "<artist>-playlists-</],
  ] as const)(
    'is taken by its header, and refused with a sentence where it does not',
    (feed, header, good, bad, say) => {
      expect(feed.detect(document(good, [...header]))).toEqual({ account: 'PIG1987' });
      expect(feed.detect(document(good, header.slice(1)))).toBeNull();
      expect(() => feed.detect(document(bad, [...header]))).toThrow(say);
      expect(() => feed.detect(document('all.zip', [...header], good))).toThrow(/Unpack it/);
    },
  );

  it('takes days and streams for a song, never an audience timeline or a wider table', () => {
    const HEAD = ['date', 'streams'];
    expect(timeline.detect(document('NEON ABATTOIR-timeline.csv', HEAD))).toEqual({ account: '' });
    expect(timeline.detect(document('NEON ABATTOIR-timeline.csv', HEADER))).toBeNull();
    expect(timeline.detect(document('NEON ABATTOIR-timeline.csv', ['date', 'plays']))).toBeNull();
    for (const name of ['PIG1987-audience-timeline.csv', 'download.csv'])
      expect(() => timeline.detect(document(name, HEAD))).toThrow(/Name it "<Song>-timeline.csv"/);
  });
});

describe('saved responses', () => {
  const ADDRESS = 'https://generic.wg.spotify.com/catalog-view/v1/artist/1Eu6/songs?time-filter=28day';
  const SONG = { id: 'a', trackName: 'NEON ABATTOIR', numStreams: '1' };

  it('refuses an error in place of numbers, half a file, and a list nobody can place', async () => {
    const failed = json('x.json', { data: { songs: [] }, url: ADDRESS, status: 401 });
    expect(catalog.detect(failed)).toEqual({ account: '1Eu6' });
    await expect(read(catalog, failed)).rejects.toThrow(/status 401. Sign in again/);

    const whole = JSON.stringify({ data: { songs: [SONG] }, url: ADDRESS });
    expect(await read(catalog, json('x.json', null, whole))).toBe(1);
    await expect(read(catalog, json('x.json', null, whole.slice(0, -1)))).rejects.toThrow(/no whole JSON/);

    expect(() => catalog.detect(json('songs.json', { songs: [SONG] }))).toThrow(FileRefused);
    expect(() => catalog.detect(json('songs.json', { songs: [SONG] }))).toThrow(
      /"spotify_songs_<artist id>_/,
    );
    const noWindow = json('x.json', { data: { songs: [SONG] }, url: ADDRESS.split('?')[0] });
    await expect(read(catalog, noWindow)).rejects.toThrow(/nothing tells the window/);
  });

  it('finds the address behind more songs than the first part of a file holds', async () => {
    const many = Array.from({ length: 6000 }, (_, index) => ({
      ...SONG,
      id: `t${index}`,
      trackName: `T${index}`,
    }));
    const long = json('x.json', { data: { songs: many }, url: ADDRESS, status: 200 });
    expect(long.size).toBeGreaterThan(long.head.length);
    expect(catalog.detect(long)).toEqual({ account: '' });
    expect(await read(catalog, long)).toBe(6000);
  });

  it('does not take where one song is streamed for where an audience is', () => {
    const geography = { data: { geography: [{ name: 'US', num: '3' }] }, status: 200 };
    const url =
      'https://generic.wg.spotify.com/song-stats-view/v1/artist/1Eu6/recording/t/streams/country/aggregate';
    expect(places.detect(json('x.json', { ...geography, url }))).toBeNull();
    expect(catalog.detect(json('x.json', { ...geography, url }))).toBeNull();
  });

  it('refuses ages in a shape it has not met, and leaves those of others alone', async () => {
    const body = { age: [{ bucket: '18-22', total: { all: 3 } }] };
    const mine = json('spotify_demographics_1Eu6_28day.json', body);
    expect(demographics.detect(mine)).toEqual({ account: '1Eu6' });
    await expect(read(demographics, mine)).rejects.toThrow(/has not met; it has: age/);
    expect(demographics.detect(json('insights.json', body))).toBeNull();
  });
});
