import { z } from 'zod';
import { figureSchema } from '../commands/kit/answer.ts';

export interface JsonSchema {
  type: 'object';
  [key: string]: unknown;
}

/** JSON schema of a command's params, as short as it can be said: agents pay for every character of it. */
export function inputSchema(params: z.ZodObject): JsonSchema {
  return slim(z.toJSONSchema(params, { io: 'input' }));
}

/**
 * The one schema of all answers, derived from that of a figure. It names what a reader needs to find the numbers and no
 * more, because every tool carries it; what is not named here comes all the same.
 */
export function outputSchema(): JsonSchema {
  const figure = figureSchema.pick({ label: true, value: true, unit: true });
  // By name and type: what is in them says itself.
  const brief = z.looseObject({
    figures: z.array(z.looseObject(figure.shape)),
    table: z.looseObject({}).optional(),
    ...{ as_of: z.array(z.unknown()), notes: z.array(z.unknown()) },
  });
  return slim(z.toJSONSchema(brief, { io: 'output' }), ['description']);
}

/** Keywords that say nothing to an agent: the dialect, examples (the description names them), "any other key is welcome". */
const SILENT = ['$schema', 'examples'];

/** Drops what says nothing, and the bounds that only mean "a safe integer"; lists of types become `anyOf`, which more clients read. */
function slim(schema: object, also: readonly string[] = []): JsonSchema {
  const silent = new Set([...SILENT, ...also]);
  const walk = (node: unknown, names: boolean): unknown => {
    if (Array.isArray(node)) return node.map((item) => walk(item, false));
    if (typeof node !== 'object' || node === null) return node;
    const entries = Object.entries(node)
      // Under `properties` the keys are names, not keywords.
      .filter(([key, value]) => names || !(silent.has(key) || saysNothing(key, value)))
      .map(([key, value]) =>
        !names && key === 'type' && Array.isArray(value)
          ? ['anyOf', value.map((type) => ({ type }))]
          : [key, walk(value, !names && key === 'properties')],
      );
    return Object.fromEntries(entries);
  };
  return walk(schema, false) as JsonSchema;
}

const saysNothing = (key: string, value: unknown): boolean =>
  (key === 'minimum' && value === Number.MIN_SAFE_INTEGER) ||
  (key === 'maximum' && value === Number.MAX_SAFE_INTEGER) ||
  ((key === 'additionalProperties' || key === 'items') && isEmpty(value));

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;
