import { describe, expect, it } from 'vitest';
import { didYouMean, noSuch } from './did-you-mean.ts';

describe('noSuch', () => {
  it('names the nearest and the valid', () => {
    expect(noSuch('metric', 'stream', ['streams', 'revenue'])).toBe(
      'There is no metric "stream". Did you mean "streams"? Valid: streams, revenue.',
    );
    expect(noSuch('metric', 'x', [])).toBe('There is no metric "x". There is none.');
  });

  it('does not guess, and prints back nothing hidden', () => {
    expect(didYouMean('weather', ['streams', 'revenue'])).toBe('');
    expect(noSuch('source', 'a\u202eb', ['z'])).toContain('"ab"');
  });
});
