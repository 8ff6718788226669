import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ACTS, customId, fromText, PREFIX, readCustomId, toText } from './state.ts';

const asked = fc.record({
  command: fc.constantFrom('streams', 'top', 'compare'),
  params: fc.dictionary(fc.constantFrom('artist', 'track', 'period', 'names'), fc.string({ minLength: 1 })),
});

it('a button gives back its question, from its custom id or from where it is kept', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ACTS), asked, (act, question) => {
      const { id, keep } = customId(act, question);
      expect(id.length).toBeLessThanOrEqual(100);
      const read = readCustomId(id.slice(PREFIX.length + 1));
      expect(read?.act).toBe(act);
      if (read && 'asked' in read)
        expect(read.asked).toEqual({ ...question, params: { ...question.params } });
      else {
        expect(read).toEqual({ act, key: keep?.key });
        expect(fromText(keep?.text ?? '')).toEqual({ ...question, params: { ...question.params } });
      }
    }),
  );
});

it('is short, and readable in a log', () => {
  const question = { command: 'streams', params: { artist: 'ZONE A0', period: '2026-01-01..2026-03-31' } };
  expect(customId('r', question)).toEqual({
    id: 'q1:r:streams:artist=ZONE A0;period=2026-01-01..2026-03-31',
  });
  expect(toText({ command: 'top', params: { track: '100 %; or = 2' } })).toBe('top:track=100 %25%3B or = 2');
});

it('knows what is not its own', () => {
  for (const rest of ['', 'z:streams:', 'streams', 'r']) expect(readCustomId(rest)).toBeNull();
});
