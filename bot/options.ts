import { z } from 'zod';
import { unwrap } from '../commands/kit/registry.ts';

// Apart from slash.ts, so that the thread that completes does not load discord.js.

/** What Discord offers at once. */
export const MAX_CHOICES = 25;

/** Params whose values the warehouse knows. */
const FROM_WAREHOUSE = [
  'metrics',
  'where',
  'artist',
  'platform',
  'country',
  'track',
  'metric',
  'names',
  'source',
];

/** Whether values of a param are offered while it is typed. */
export const completes = (name: string, schema: z.ZodType): boolean =>
  FROM_WAREHOUSE.includes(name) ||
  schema.meta()?.completes === true ||
  examplesOf(schema).length > 0 ||
  unwrap(schema) instanceof z.ZodEnum;

/** Values a param itself names: its examples, or the values of a long list. */
export function examplesOf(schema: z.ZodType): string[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodEnum) return inner.options.map(String);
  const examples = schema.meta()?.examples;
  return Array.isArray(examples) ? examples.map(String) : [];
}
