import { describe, expect, it } from 'vitest';
import { type TrackNameRow, tracksOf } from './names-tracks.ts';

const BY = (key: string): TrackNameRow['credited'] => [
  { key, id: key.length, spelling: key, role: 'primary' },
];
const name = (id: number, title: string, artist: string, isrc = '', content_type = ''): TrackNameRow => ({
  id,
  title,
  isrc,
  upc: '',
  content_type,
  credited: artist === '' ? [] : BY(artist),
});
/** Track key -> the names it stands for. */
const joined = (...rows: TrackNameRow[]): Record<string, number[]> =>
  Object.fromEntries(tracksOf(rows).map((track) => [track.key, track.names.toSorted((a, b) => a - b)]));

describe('a song of two artists', () => {
  const shared = (id: number, title: string, isrc = ''): TrackNameRow => ({
    ...name(id, title, '', isrc),
    credited: [...BY('pig1987'), ...BY('zone a0')],
  });

  it('is the same on the page of the second one, which tells no ISRC', () => {
    const rows = [
      shared(1, 'MEMORY CARD 2', 'QZTST2600017'),
      name(2, 'MEMORY CARD 2', 'zone a0'),
      name(3, 'Memory Card 2', ''),
    ];
    expect(joined(...rows)).toEqual({ 'isrc:QZTST2600017': [1, 2, 3] });
    expect(joined(...rows.toReversed())).toEqual({ 'isrc:QZTST2600017': [1, 2, 3] });
  });

  it('is not where that one has a song of the title alone, or another artist has it', () => {
    expect(
      joined(
        shared(1, 'MEMORY CARD 2', 'QZTST2600017'),
        name(2, 'MEMORY CARD 2', 'zone a0', 'QZTST2600018'),
        name(3, 'MEMORY CARD 2', 'zone a0'),
        name(4, 'MEMORY CARD 2', 'deepcurse'),
      ),
    ).toEqual({
      'isrc:QZTST2600017': [1],
      'isrc:QZTST2600018': [2, 3],
      'title:memory card 2\u001fdeepcurse': [4],
    });
  });
});

describe('a title alone', () => {
  it('is the one song of that title, whatever order they come in', () => {
    const rows = [
      name(1, 'Neon_Abattoir', ''),
      name(2, 'NEON ABATTOIR', 'pig1987', 'QZTST2600001'),
      name(3, 'NEON ABATTOIR', 'pig1987'),
      name(4, 'NEON ABATTOIR', 'pig1987', '', 'Album'),
    ];
    const expected = { 'isrc:QZTST2600001': [1, 2, 3], 'album:neon abattoir\u001fpig1987': [4] };
    expect(joined(...rows)).toEqual(expected);
    expect(joined(...rows.toReversed())).toEqual(expected);
  });

  it.each([
    ['Qui a sali mon slip_', 'Qui a sali mon slip ?'],
    ['AC_DC_ live', 'AC/DC: live'],
    ['____', '<*|"'],
  ])('%s may be the file name of %s, and does not change its title', (file, title) => {
    const tracks = tracksOf([name(1, file, ''), name(2, title, 'pig1987')]);
    expect(tracks).toHaveLength(1);
    expect(tracks[0]).toMatchObject({ title, names: [2, 1] });
  });

  it('stays alone where two songs have that title, by two artists or as two recordings', () => {
    const alone = 'title:hold on\u001f';
    expect(
      joined(name(1, 'HOLD ON', ''), name(2, 'Hold On', 'pig1987'), name(3, 'Hold On', 'zone a0')),
    ).toEqual({
      'title:hold on\u001fpig1987': [2],
      'title:hold on\u001fzone a0': [3],
      [alone]: [1],
    });
    expect(
      joined(
        name(1, 'HOLD ON', ''),
        name(2, 'Hold On', 'pig1987', 'QZTST2600001'),
        name(3, 'Hold On', 'pig1987', 'QZTST2600002'),
      )[alone],
    ).toEqual([1]);
  });

  it('is no album, no longer title, and joins its like where nobody else is known', () => {
    expect(
      joined(
        name(1, 'HOLD ON', ''),
        name(2, 'HOLD ON', 'pig1987', '', 'Album'),
        name(3, 'HOLD ON (LIVE)', 'pig1987'),
        name(4, 'hold_on', ''),
      ),
    ).toEqual({
      'album:hold on\u001fpig1987': [2],
      'title:hold on (live)\u001fpig1987': [3],
      'title:hold on\u001f': [1, 4],
    });
  });

  it('must be one: a line with neither title, ISRC nor UPC is no song at all', () => {
    expect(joined(name(1, ' ', ''), name(2, '', 'pig1987', 'QZTST2600001'))).toEqual({
      'isrc:QZTST2600001': [2],
    });
  });
});
