import { describe, expect, it } from 'vitest';
import { parseLabel } from '../../core/label.ts';
import { createRoster, fold } from './names-fold.ts';

const label = parseLabel(
  JSON.stringify({
    name: 'TEST LABEL',
    artists: [
      {
        name: 'ZONE A0',
        aliases: ['zonea0'],
        accounts: { tiktok: ['zone.a0'], spotify: ['62owJQCD2XzVB2o19CVsFM'] },
      },
      { name: 'PIG1987', aliases: ['PIG 1987'] },
      { name: 'DEEPCURSE' },
      { name: 'Sxnctuary', role: 'collaborator' },
      { name: 'Earth, Wind & Fire', role: 'collaborator' },
    ],
    collaborations: [{ name: 'THE PIGZONE', artists: ['PIG1987', 'zonea0', 'Guest'] }],
  }),
);
const read = (credit: string) => createRoster(label).read(credit);
const keys = (credit: string) => read(credit).map((one) => one.key);

describe('fold', () => {
  it('compares without case, width, and runs of dots, dashes, underscores and blanks', () => {
    for (const spelling of ['ZONE A0', 'zone_a0', 'Zone.A0', ' ZONE -  A0 ', 'ＺＯＮＥ　Ａ０'])
      expect(fold(spelling)).toBe('zone a0');
    expect(fold('...')).toBe('...');
  });
});

describe('roster', () => {
  it.each([
    ['ZONE_A0', 'zone a0'],
    ['zone.a0', 'zone a0'],
    ['ZONEA0', 'zone a0'],
    ['62owjqcd2xzvb2o19cvsfm', 'zone a0'],
    ['Pig 1987', 'pig1987'],
    ['deepcurse', 'deepcurse'],
  ])('%s is %s', (spelling, key) => expect(keys(spelling)).toEqual([key]));

  it.each(['Pigeon', 'Danger Zone', 'Twilight Zone', 'PIG', 'A0', 'Deep Curse'])(
    '%s is nobody known',
    (name) => {
      expect(keys(name)).toEqual([fold(name)]);
      expect(createRoster(label).artists.has(fold(name))).toBe(false);
    },
  );

  it.each([
    ['ZONE A0 & Sxnctuary', ['zone a0', 'sxnctuary']],
    ['ZONE A0 X SXNCTUARY', ['zone a0', 'sxnctuary']],
    ['ZONE A0 ft. Sxnctuary', ['zone a0', 'sxnctuary']],
    ['PIG1987, ZONE A0', ['pig1987', 'zone a0']],
    ['PIG1987 & Twilight Zone', ['pig1987', 'twilight zone']],
    ['PIG1987 & PIG 1987', ['pig1987']],
    ['THE PIGZONE', ['pig1987', 'zone a0', 'guest']],
    ['DEEPCURSE feat. The Pigzone', ['deepcurse', 'pig1987', 'zone a0', 'guest']],
    ['PIG1987 x Earth, Wind & Fire', ['pig1987', 'earth, wind & fire']],
    ['Saxophone', ['saxophone']],
    ['A&B', ['a&b']],
  ])('%s names %j', (credit, expected) => expect(keys(credit)).toEqual(expected));

  it('tells who is featured', () => {
    expect(read('ZONE A0 & DEEPCURSE feat. PIG1987').map((one) => one.role)).toEqual([
      'primary',
      'primary',
      'featured',
    ]);
  });

  it('refuses a label.json that gives one name to two artists', () => {
    const twice = parseLabel(
      JSON.stringify({
        name: 'L',
        artists: [
          { name: 'A', aliases: ['Same'] },
          { name: 'B', aliases: ['same'] },
        ],
      }),
    );
    expect(() => createRoster(twice)).toThrow(/gives the name "same" to more than one: A, B/);
  });
});
