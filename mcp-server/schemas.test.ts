import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inputSchema, outputSchema } from './schemas.ts';

describe('schemas as an agent gets them', () => {
  it('keeps what guides, and drops the dialect, examples and the bounds of a safe integer', () => {
    const params = z.strictObject({
      examples: z
        .string()
        .optional()
        .meta({ description: 'A param may be called so.', examples: ['x'] }),
      count: z.int().default(3).describe('How many.'),
      grain: z.enum(['day', 'month']).optional(),
    });
    expect(inputSchema(params)).toEqual({
      type: 'object',
      properties: {
        examples: { type: 'string', description: 'A param may be called so.' },
        count: { type: 'integer', default: 3, description: 'How many.' },
        grain: { type: 'string', enum: ['day', 'month'] },
      },
      additionalProperties: false,
    });
  });

  it('says null by anyOf, never by a list of types', () => {
    const text = JSON.stringify(outputSchema());
    expect(text).not.toContain('"type":[');
    expect(text).toContain('{"anyOf":[{"type":"number"},{"type":"string"},{"type":"null"}]}');
  });

  it('accepts an answer and refuses one whose figure has no unit or whose value is no value', () => {
    const valid = new Ajv({ strict: true }).compile(outputSchema());
    const answer = (figure: object) => ({
      title: 'Streams',
      demo: false,
      figures: [figure],
      as_of: [{ source: 'spotify_audience', day: null, state: 'never' }],
      stale: false,
      partial: false,
      notes: [],
      label: 'more than the schema names is welcome',
    });
    expect(valid(answer({ label: 'Streams', value: null, unit: 'streams' }))).toBe(true);
    expect(valid(answer({ label: 'Streams', value: '1531.02', unit: 'USD' }))).toBe(true);
    expect(valid(answer({ label: 'Streams', value: 3 }))).toBe(false);
    expect(valid(answer({ label: 'Streams', value: true, unit: 'streams' }))).toBe(false);
  });
});
