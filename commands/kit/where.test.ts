import { describe, expect, it } from 'vitest';
import { readBy, readWhere } from './where.ts';

describe('where', () => {
  it('reads dimensions, values, and the kind', () => {
    expect(readWhere('artist=PIG1987,ZONE A0; platform=spotify; kind=trend')).toEqual({
      where: { artist: ['PIG1987', 'ZONE A0'], platform: ['spotify'] },
      kind: 'trend',
    });
    expect(readWhere(undefined)).toEqual({ where: {} });
    expect(readWhere(' ; ')).toEqual({ where: {} });
  });

  it('takes what stands in quotes as one value', () => {
    expect(readWhere('track="Run, Rabbit; Run", NEON')).toEqual({
      where: { track: ['Run, Rabbit; Run', 'NEON'] },
    });
  });

  it('knows a dimension however it is written', () => {
    expect(readWhere('Income Type=royalty')).toEqual({ where: { income_type: ['royalty'] } });
  });

  it.each([
    ['artist', '"artist" in where has no "="'],
    ['artst=PIG1987', 'Did you mean "artist"?'],
    ['artist=', 'artist in where lacks a value'],
    ['artist=PIG1987,', 'artist in where lacks a value'],
    ['artist=A; artist=B', 'artist stands twice in where'],
    ['track="NEON', 'A quote is not closed'],
    ['kind=report', 'Did you mean "reported"?'],
  ])('refuses %s, and says what is valid', (text, why) => {
    expect(() => readWhere(text)).toThrow(why);
  });

  it('prints nothing hidden back', () => {
    expect(() => readWhere('art\u202eist=x')).toThrow('"artist"');
  });
});

describe('by', () => {
  it('reads dimensions with commas between', () => {
    expect(readBy(' artist, Income type ', [])).toEqual(['artist', 'income_type']);
    expect(readBy(undefined, [])).toEqual([]);
  });

  it('tells a step of time from a dimension', () => {
    expect(() => readBy('artist, month', ['day', 'month'])).toThrow('give it as grain');
    expect(() => readBy('artists', [])).toThrow('Did you mean "artist"?');
  });
});
