import { describe, expect, it } from 'vitest';
import { type Label, parseLabel } from '../../core/label.ts';
import type { Settlement } from '../ops/decisions.ts';
import { applyDecisions, labellingOf, mergeDecisions } from './decisions.ts';
import { createRoster } from './names-fold.ts';

const labelOf = (more: object = {}): Label =>
  parseLabel(
    JSON.stringify({
      name: 'L',
      artists: [
        { name: 'ZONE A0', aliases: ['zone.a0'], accounts: { tiktok: ['zonea0'] } },
        { name: 'PIG1987' },
      ],
      ...more,
    }),
  );

const ALL: Settlement[] = [
  { kind: 'artist', what: 'zone ao', value: { of: 'ZONE A0' } },
  { kind: 'artist', what: 'the pig', value: { of: 'zone ao' } },
  { kind: 'artist', what: 'DEEPCURSE', value: { role: 'own' } },
  { kind: 'artist', what: 'Deep Curse', value: { of: 'DEEPCURSE' } },
  { kind: 'artist', what: 'Somebody', value: { role: 'collaborator' } },
  { kind: 'collaboration', what: 'ZONE PIG', value: { artists: ['ZONE A0', 'PIG1987'] } },
  { kind: 'store', what: 'S', value: { platform: 'spotify', usage: 'stream' } },
  { kind: 'track', what: 'Neon Abatoir', value: { isrc: 'QZTST2600001' } },
  { kind: 'track', what: 'neon-abbatoir', value: { isrc: 'QZ-TST-26-00001' } },
  { kind: 'track', what: 'Interlude', value: {} },
  { kind: 'country', what: 'UK', value: { code: 'GB' } },
  { kind: 'campaign', what: 'Broad 2', value: { id: '120', artist: 'zone ao' } },
  { kind: 'category', what: 'BLUE BOTTLE', value: { category: 'meals', kind: 'expense' } },
  { kind: 'category', what: 'BLUE BOTTLE STUDIO', value: { category: 'studio' } },
];

describe('applyDecisions', () => {
  it('makes of decisions what label.json has itself, and changes neither label nor decisions', () => {
    const label = labelOf();
    const before = structuredClone(label);
    const merged = applyDecisions(label, ALL);
    expect(label).toEqual(before);
    expect(merged.artists).toEqual([
      {
        name: 'ZONE A0',
        role: 'own',
        aliases: ['zone.a0', 'the pig', 'zone ao'],
        accounts: { tiktok: ['zonea0'] },
      },
      { name: 'PIG1987', role: 'own', aliases: [], accounts: {} },
      { name: 'DEEPCURSE', role: 'own', aliases: ['Deep Curse'], accounts: {} },
      { name: 'Somebody', role: 'collaborator', aliases: [], accounts: {} },
    ]);
    expect(merged.collaborations).toEqual([{ name: 'ZONE PIG', artists: ['ZONE A0', 'PIG1987'] }]);
    expect(merged.stores).toEqual([{ match: 'S', platform: 'spotify', usage: 'stream', exact: true }]);
    expect(merged.tracks).toEqual([
      { isrc: 'QZTST2600001', aliases: ['Neon Abatoir', 'neon-abbatoir'] },
      { title: 'Interlude', aliases: [] },
    ]);
    expect(merged.countries).toEqual([{ match: 'UK', code: 'GB' }]);
    expect(merged.campaigns).toEqual([{ match: '120', artist: 'ZONE A0', exact: true }]);
    // The more words, the earlier: the studio is not the café.
    expect(merged.categories.map(({ match }) => match)).toEqual(['BLUE BOTTLE STUDIO', 'BLUE BOTTLE']);
    expect(() => createRoster(merged)).not.toThrow();
  });

  it('gives the same label in whatever order was decided, 200 times', () => {
    const wanted = labellingOf(applyDecisions(labelOf(), ALL));
    const seed = Date.now() % 1_000_003;
    let state = seed;
    const random = (): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    for (let round = 0; round < 200; round++) {
      const shuffled = ALL.map((decision) => ({ decision, at: random() }))
        .sort((a, b) => a.at - b.at)
        .map(({ decision }) => decision);
      expect(labellingOf(applyDecisions(labelOf(), shuffled)), `seed ${seed}, round ${round}`).toBe(wanted);
    }
  });

  it('lets label.json win, and says which decisions change nothing', () => {
    const label = labelOf({
      stores: [{ match: 'Boom', platform: 'boomplay' }],
      tracks: [{ title: 'NEON ABATTOIR', aliases: ['Neon Abatoir'] }],
      campaigns: [{ match: 'Broad 2', artist: 'PIG1987' }],
      categories: [{ match: 'blue bottle', category: 'coffee' }],
      countries: [{ match: 'UK', name: 'Ukulele' }],
    });
    const decisions: Settlement[] = [
      { kind: 'artist', what: 'Zone.A0', value: { of: 'PIG1987' } },
      { kind: 'artist', what: 'ZONEA0', value: { role: 'own' } },
      { kind: 'store', what: 'Boomplay', value: { platform: 'spotify', usage: 'stream' } },
      { kind: 'track', what: 'neon abatoir', value: {} },
      { kind: 'country', what: 'UK', value: { code: 'GB' } },
      { kind: 'campaign', what: 'broad 2', value: { artist: 'ZONE A0' } },
      { kind: 'category', what: 'Blue-Bottle', value: { category: 'meals' } },
    ];
    const { label: merged, idle } = mergeDecisions(label, decisions);
    expect(merged).toEqual(label);
    expect(idle).toHaveLength(decisions.length);
    expect(new Set(idle.map(({ why }) => why))).toEqual(new Set(['label.json says what this name is']));
  });

  it('leaves out what cannot be applied any more, and never stops a run', () => {
    const decisions: Settlement[] = [
      { kind: 'artist', what: 'x', value: { of: 'y' } },
      { kind: 'artist', what: 'y', value: { of: 'x' } },
      { kind: 'artist', what: 'z', value: { of: 'Gone' } },
      { kind: 'collaboration', what: 'a/b', value: { artists: ['ZONE A0', 'Gone'] } },
      { kind: 'campaign', what: 'c', value: { artist: 'Gone' } },
      { kind: 'category', what: '***', value: { category: 'meals' } },
      { kind: 'track', what: 'Same', value: { title: 'same' } },
    ];
    const label = labelOf();
    const { label: merged, idle } = mergeDecisions(label, decisions);
    expect(merged).toEqual(label);
    expect(idle.map(({ decision, why }) => `${decision.what}: ${why}`).sort()).toEqual([
      '***: it has no word',
      'Same: it is that track itself',
      'a/b: there is no artist "Gone" any more',
      'c: there is no artist "Gone" any more',
      'x: there is no artist "y" any more',
      'y: there is no artist "x" any more',
      'z: there is no artist "Gone" any more',
    ]);
  });

  it('knows an artist from a joint credit alone', () => {
    const label = labelOf({ collaborations: [{ name: 'Duo', artists: ['ZONE A0', 'Guest'] }] });
    const merged = applyDecisions(label, [{ kind: 'artist', what: 'The Guest', value: { of: 'guest' } }]);
    expect(
      createRoster(merged)
        .read('the guest')
        .map(({ key }) => key),
    ).toEqual(['guest']);
  });
});
