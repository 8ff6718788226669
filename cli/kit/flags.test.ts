import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bareFlags, flagsOf, readFlags } from './flags.ts';

const params = z.strictObject({
  metric: z.string().default('streams').describe('Name of a metric.'),
  sale_month: z.string().optional().describe('A month.'),
  artists: z.array(z.string()).optional().describe('Artists.'),
  limit: z.coerce.number().int().min(1).max(50).default(10).describe('How many.'),
  by: z.enum(['track', 'artist']).optional().describe('Broken down by.'),
  partial: z.boolean().default(true).describe('With what is not complete.'),
});
const flags = flagsOf(params);
const read = (...argv: string[]) => readFlags(argv, flags, bareFlags(flags));

describe('flags of a schema', () => {
  it('have the names, types, choices and defaults of the params, in their order', () => {
    expect(
      flags.map(({ name, type, many, required, choices, fallback }) => [
        name,
        type,
        many,
        required,
        choices,
        fallback,
      ]),
    ).toEqual([
      ['metric', 'text', false, false, [], 'streams'],
      ['sale-month', 'text', false, false, [], undefined],
      ['artists', 'text', true, false, [], undefined],
      ['limit', 'number', false, false, [], 10],
      ['by', 'text', false, false, ['track', 'artist'], undefined],
      ['partial', 'boolean', false, false, [], true],
    ]);
  });
});

describe('a command line', () => {
  it('gives only what was written, as the schema wants it', () => {
    expect(read()).toEqual({});
    expect(read('--limit', '5', '--by=track', '--no-partial')).toEqual({
      limit: 5,
      by: 'track',
      partial: false,
    });
  });

  it('takes several by repeating or with commas', () => {
    expect(read('--artists', 'ZONE A0, PIG1987', '--artists', 'DEEPCURSE')).toEqual({
      artists: ['ZONE A0', 'PIG1987', 'DEEPCURSE'],
    });
  });

  it('takes a name as the other surfaces write it', () => {
    expect(read('--sale_month', '2026-03')).toEqual({ sale_month: '2026-03' });
    expect(read('--sale_month=2026-03')).toEqual({ sale_month: '2026-03' });
  });

  it('takes what a question is about as a bare word, once', () => {
    expect(read('revenue', '--limit', '3')).toEqual({ metric: 'revenue', limit: 3 });
    expect(() => read('zone', 'a0')).toThrow(
      '"a0" is one word too many. A name with blanks goes into quotes.',
    );
  });

  it('keeps bare words whole where many are needed', () => {
    const files = flagsOf(z.strictObject({ files: z.array(z.string()).min(1) }));
    expect(readFlags(['a, b.csv', 'c.zip'], files, bareFlags(files))).toEqual({
      files: ['a, b.csv', 'c.zip'],
    });
  });

  it('leaves a number that is none to the schema', () => {
    expect(read('--limit', 'many')).toEqual({ limit: 'many' });
  });

  it('names the nearest flag, and the flag that lacks its value', () => {
    expect(() => read('--limt', '5')).toThrow('There is no --limt. Did you mean "--limit"?');
    expect(() => read('--limit')).toThrow('--limit needs a value.');
  });
});
