import { describe, expect, it } from 'vitest';
import type { Label } from '../../core/label.ts';
import { type TrackNameRow, tracksOf } from './names-tracks.ts';

const name = (id: number, title: string, artist: string, isrc = ''): TrackNameRow => ({
  ...{ id, title, isrc, upc: '', content_type: '' },
  credited: artist === '' ? [] : [{ key: artist, id: artist.length, spelling: artist, role: 'primary' }],
});
/** Track key -> the names it stands for, the same in both orders of the rows. */
const joined = (said: Label['tracks'], ...rows: TrackNameRow[]): Record<string, number[]> => {
  const [first, second] = [rows, rows.toReversed()].map((some) =>
    Object.fromEntries(
      tracksOf(some, said).map((track) => [track.key, track.names.toSorted((a, b) => a - b)]),
    ),
  );
  expect(second).toEqual(first);
  return first as Record<string, number[]>;
};

describe('tracks of label.json', () => {
  const rows = [
    name(1, 'NEON ABATTOIR', 'pig1987', 'QZTST2600001'),
    name(2, 'Neon Abatoir', ''),
    name(3, 'Neon Abatoir', 'pig1987'),
    name(4, 'Neon Abatoir', 'another one'),
    name(5, 'Neon Abatoir', 'pig1987', 'QZTST2600005'),
  ];

  it.each([
    ['its ISRC', [{ isrc: 'qz-tst-26-00001', aliases: ['neon-abatoir'] }]],
    ['its title', [{ title: 'Neon Abattoir', aliases: ['NEON ABATOIR'] }]],
  ])('give another title to a track by %s; an ISRC of its own and another artist stay apart', (_, said) => {
    expect(joined(said, ...rows)).toEqual({
      'isrc:QZTST2600001': [1, 2, 3],
      'isrc:QZTST2600005': [5],
      'title:neon abatoir\u001fanother one': [4],
    });
  });

  it('give another ISRC to a recording, also where it is told by its title', () => {
    const whole = { 'isrc:QZTST2600001': [1, 5], 'title:other\u001f': [6] };
    const some = [...rows.filter(({ id }) => id === 1 || id === 5), name(6, 'Other', '')];
    expect(joined([{ isrc: 'QZTST2600001', aliases: ['QZ-TST-26-00005'] }], ...some)).toEqual(whole);
    expect(joined([{ title: 'neon abattoir', aliases: ['QZTST2600005'] }], ...some)).toEqual(whole);
  });

  it('go from title to title, and in a circle nowhere', () => {
    const some = [name(1, 'A', 'x'), name(2, 'B', ''), name(3, 'C', '')];
    const chain = [
      { title: 'b', aliases: ['C'] },
      { title: 'a', aliases: ['B'] },
    ];
    expect(joined(chain, ...some)).toEqual({ 'title:a\u001fx': [1, 2, 3] });
    const circle = [
      { title: 'b', aliases: ['C'] },
      { title: 'c', aliases: ['B'] },
    ];
    expect(joined(circle, ...some)).toEqual({
      'title:a\u001fx': [1],
      'title:b\u001f': [2],
      'title:c\u001f': [3],
    });
  });

  it('that no file has told of, or that two have, change nothing', () => {
    const some = [name(1, 'A', 'x'), name(2, 'A', 'zz'), name(3, 'B', '')];
    const apart = { 'title:a\u001fx': [1], 'title:a\u001fzz': [2], 'title:b\u001f': [3] };
    expect(joined([{ title: 'A', aliases: ['B'] }], ...some)).toEqual(apart);
    expect(joined([{ isrc: 'QZTST2600009', aliases: ['B'] }], ...some)).toEqual(apart);
  });
});
