import { afterAll, beforeAll, expect, it } from 'vitest';
import { openOps } from '../warehouse/kit/open.ts';
import { decide } from '../warehouse/ops/decisions.ts';
import { type Sample, sampleLabel } from './kit/sample.testing.ts';

let sample: Sample;
beforeAll(() => {
  sample = sampleLabel({ label: { artists: [{ name: 'ZONE A0', role: 'own', aliases: [], accounts: {} }] } });
});
afterAll(() => sample.remove());

it('shows a name nobody knows with its money, days and sources, and how to settle it', async () => {
  const answer = await sample.ask('owner', 'unmatched');
  expect(answer.audience).toBe('money');
  expect(answer.figures.map(({ key, value }) => [key, value])).toEqual([
    ['artist', 1],
    ['store', 0],
    ['track', 0],
    ['country', 0],
    ['campaign', 0],
    ['category', 0],
  ]);
  // 3 lines of statements (0.60 + 1.50 + 2.90), 57 days of Spotify, 57 of TikTok.
  expect(answer.table?.columns.map(({ key }) => key)).toEqual([
    ...['name', 'kind', 'money', 'rows', 'near', 'quantity', 'first', 'last', 'sources'],
  ]);
  expect(answer.table?.rows).toEqual([
    [
      ...['PIG1987', 'artist', '5.00 USD', 117, '', 1600, '2026-06', '2026-11-20'],
      'DistroKid bank details, Spotify audience, TikTok Overview',
    ],
  ]);
  expect(answer.details?.[0]?.text).toContain('bedrot settle artist "PIG1987" --as "NAME"');
});

it('leaves money and lines of accounts out for a viewer', async () => {
  const answer = await sample.ask('viewer', 'unmatched');
  expect(answer.audience).toBe('numbers');
  expect(answer.table?.columns.map(({ key }) => key)).not.toContain('money');
  expect(answer.figures.map(({ key }) => key)).not.toContain('category');
  expect(JSON.stringify(answer)).not.toContain('USD');
  expect(answer.notes).toContain('Money and lines of accounts are left out: a viewer does not see them.');
  const lines = await sample.ask('viewer', 'unmatched', { kind: 'category' });
  expect([lines.figures, lines.table?.rows]).toEqual([[], []]);
});

it('tells a decision that changes nothing any more', async () => {
  const ops = openOps(sample.data);
  const settlement = { kind: 'artist', what: 'Pig', value: { of: 'Gone' } } as const;
  decide(ops, settlement, { folded: 'pig', by: 'cli' }, new Date('2026-11-01'));
  ops.close();
  const { notes } = await sample.ask('owner', 'unmatched');
  expect(notes).toContain(
    'What was decided of the artist "Pig" changes nothing: there is no artist "Gone" any more.',
  );
});
