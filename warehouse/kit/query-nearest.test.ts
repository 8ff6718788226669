import { describe, expect, it } from 'vitest';
import { editDistance, nearest, unknownName } from './query-nearest.ts';

describe('nearest names', () => {
  it.each([
    ['pig1978', 'pig1987', 1], // two neighbours swapped
    ['spotfy', 'spotify', 1],
    ['kitten', 'sitting', 3],
    ['', 'abc', 3],
  ])('%s to %s takes %i', (a, b, steps) => expect(editDistance(a, b)).toBe(steps));

  it('come nearest first, and nothing far', () => {
    expect(nearest('zone', ['ZONE A0', 'PIG1987', 'Zona'])).toEqual(['Zona', 'ZONE A0']);
    expect(nearest('stream', ['revenue_per_stream', 'streams', 'likes'])).toEqual([
      'streams',
      'revenue_per_stream',
    ]);
    expect(nearest('xyz', ['ZONE A0'])).toEqual([]);
  });

  it('without a near one all valid ones are named, if they are not too many', () => {
    expect(unknownName('artist', 'xyz', ['B', 'A'])).toBe('Unknown artist "xyz". Valid: A, B.');
    expect(unknownName('artist', 'xyz', [])).toContain('nothing of the kind has been loaded');
    const many = Array.from({ length: 15 }, (_, at) => `artist ${at}`);
    expect(unknownName('artist', 'xyz', many)).toContain('and 3 more');
  });
});
