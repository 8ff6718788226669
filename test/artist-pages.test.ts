import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bankFile, bankStyle } from '../sandbox/label/formats/distrokid.ts';
import { LABEL, type TestLake, testLake } from './support/import.ts';
import { line } from './support/rows.ts';

// What Spotify for Artists and Apple Music for Artists hand out, through the front door into one warehouse. The pages
// call an artist by an id, and a song by its title alone; the statement knows the ISRC.

const ZONE = '62owJQCD2XzVB2o19CVsFM';
const PIG = '1Eu67EqPy2NutiM0lqCarw';
const APPLE = '1700256678';
const ACCOUNTS: Record<string, Record<string, string[]>> = {
  'ZONE A0': { spotify: [ZONE], 'apple-music': [APPLE] },
  PIG1987: { spotify: [PIG] },
};
const label = {
  ...LABEL,
  artists: LABEL.artists.map((artist) => ({ ...artist, accounts: ACCOUNTS[artist.name] ?? {} })),
};

/** A fixture of a feed, under the name its owner has it by. */
function fixture(platform: string, feed: string, one: string): [name: string, bytes: Buffer] {
  const at = join(import.meta.dirname, '..', 'pipeline', 'platforms', platform, 'fixture', feed, one);
  const name = readdirSync(at).find((file) => file !== 'expected.csv' && file !== 'refused.csv') as string;
  return [name, readFileSync(join(at, name))];
}

const catalog = (window: string, numStreams: string): [string, string] => [
  `spotify_songs_${ZONE}_${window}_20261004_020100.json`,
  JSON.stringify({
    songs: [{ id: 'trkA0', trackName: 'NEON ABATTOIR', numStreams, numListeners: '9', numSavers: '1' }],
  }),
];

let lake: TestLake;
beforeAll(async () => {
  lake = testLake(label);
  await lake.bring(
    [
      'bank.csv',
      bankFile([line({ artist: 'ZONE A0', title: 'NEON ABATTOIR', isrc: 'QZTST2600001' })], bankStyle(2)),
    ],
    fixture('spotify', 'spotify_songs', '1year-bom'),
    catalog('28day', '120'),
    catalog('7day', '40'),
    ['Neon_Abattoir-timeline.csv', 'date,streams\n2026-10-01,12\n2026-10-02,13\n'],
    ['PIG1987-audience-timeline.csv', 'date,listeners,streams,followers\n2026-10-01,5,6,7\n'],
    fixture('spotify', 'spotify_playlists', 'dates-missing'),
    fixture('spotify', 'spotify_places', 'countries-wrapper'),
    fixture('spotify', 'spotify_places', 'cities-raw-refusals'),
    fixture('spotify', 'spotify_demographics', 'lists-assumed'),
    fixture('applemusic', 'applemusic_songs', 'all-time-assumed'),
    fixture('applemusic', 'applemusic_days', 'one-day-window-assumed'),
  );
});
afterAll(() => lake.remove());

const TRACK = `JOIN track_names n ON n.id = f.track_name_id JOIN tracks t ON t.id = n.track_id
  LEFT JOIN track_artists ta ON ta.track_id = t.id LEFT JOIN artists a ON a.id = ta.artist_id`;

describe('pages of artists', () => {
  it('keeps each window of a song for itself, on the track and the artist the statement knows', () => {
    expect(
      lake.rows(
        `SELECT f.as_of, f.period, t.isrc, a.name, f.streams, f.savers, f.spotify_id FROM spotify_song_metrics f ${TRACK}
         WHERE t.title = 'NEON ABATTOIR' ORDER BY f.as_of, f.period`,
      ),
    ).toEqual([
      ['2026-10-04', '28day', 'QZTST2600001', 'ZONE A0', 120, 1, 'trkA0'],
      ['2026-10-04', '7day', 'QZTST2600001', 'ZONE A0', 40, 1, 'trkA0'],
      ['2026-11-22', '1year', 'QZTST2600001', 'ZONE A0', 12500, 75, null],
    ]);
  });

  it('finds the song of a timeline by its title alone, at both stores', () => {
    expect(
      lake.rows(
        `SELECT p.key, f.date, t.isrc, t.title, a.name, f.streams, f.listeners, f.shazams FROM track_daily f
         JOIN platforms p ON p.id = f.platform_id ${TRACK} WHERE t.isrc IS NOT NULL ORDER BY p.key, f.date`,
      ),
    ).toEqual([
      ['apple-music', '2026-10-04', 'QZTST2600001', 'NEON ABATTOIR', 'ZONE A0', 210, 12, 1],
      ['spotify', '2026-10-01', 'QZTST2600001', 'NEON ABATTOIR', 'ZONE A0', 12, null, null],
      ['spotify', '2026-10-02', 'QZTST2600001', 'NEON ABATTOIR', 'ZONE A0', 13, null, null],
    ]);
    expect(lake.rows('SELECT streams, followers FROM spotify_audience_daily')).toEqual([[6, 7]]);
  });

  it('keeps a window of Apple apart from the days', () => {
    expect(
      lake.rows(
        `SELECT f.as_of, f.period, t.isrc, f.streams, f.daily_listeners, f.shazams, f.purchases, f.radio_spins
         FROM track_snapshots f ${TRACK} WHERE t.isrc IS NOT NULL`,
      ),
    ).toEqual([['2026-10-04', '2015-06-30..2026-10-04', 'QZTST2600001', 12345, 51, 17, 2, 3]]);
  });

  it('knows where an audience is and who it is', () => {
    expect(
      lake.rows(
        `SELECT f.breakdown, f.segment, t.name, f.people, f.share_millionths FROM audience_segments f
         JOIN territories t ON t.code = f.territory ORDER BY f.breakdown, f.segment`,
      ),
    ).toEqual([
      ['age', '0-17', '', 12, null],
      ['age', '18-22', '', 1204, null],
      ['age', 'Unknown', '', null, 5000],
      ['city', 'Portland, ME', 'United States', 7, null],
      ['city', 'Portland, OR', 'United States', 20, null],
      ['city', 'São Paulo, SP', 'Brazil', 412, null],
      ['city', 'Windhoek', 'Namibia', null, null],
      ['country', 'DE', 'Germany', 88, null],
      ['country', 'NA', 'Namibia', 3, null],
      ['country', 'US', 'United States', 1204, null],
      ['country', 'ZZ', 'Unknown', null, null],
      ['gender', 'Female', '', 700, 70000],
    ]);
    expect(
      lake.rows("SELECT playlist, author, added_on FROM playlist_snapshots WHERE playlist = 'Dein Mix'"),
    ).toEqual([['Dein Mix', '', null]]);
  });

  it('changes nothing when a window is brought again, and corrects what a later reading says otherwise', async () => {
    const [name, text] = catalog('28day', '120');
    const [same] = await lake.bring([`${name.slice(0, -5)} (1).json`, `${text} `]);
    expect(same).toMatchObject({ rows: 1, loaded: 0, unchanged: 1, refused: 0 });
    const [later] = await lake.bring(catalog('28day', '125'));
    expect(later).toMatchObject({ rows: 1, loaded: 1, corrected: 1 });
    expect(
      lake.rows("SELECT count(*), sum(streams) FROM spotify_song_metrics WHERE period = '28day'"),
    ).toEqual([[1, 125]]);
  });
});
