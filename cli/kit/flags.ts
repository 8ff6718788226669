import { parseArgs } from 'node:util';
import { z } from 'zod';
import { BedrotError } from '../../core/errors.ts';
import { didYouMean } from './did-you-mean.ts';

/** One parameter as a flag of the terminal. */
export interface Flag {
  /** `sale-month` */
  name: string;
  /** `sale_month` */
  param: string;
  type: 'text' | 'number' | 'boolean';
  /** Given several times, or once with commas between. */
  many: boolean;
  required: boolean;
  choices: readonly string[];
  fallback: unknown;
  describe: string;
  /** What stands for the value in the help; from `meta.placeholder`. */
  placeholder: string;
}

/** A parameter that takes a path. */
export const pathParam = (description: string, placeholder = 'FILE') =>
  z.string().min(1).optional().meta({ description, placeholder });

/** A flag of the terminal itself, which no schema tells. Without a placeholder it is yes or no. */
export const flag = (name: string, describe: string, placeholder = ''): Flag => ({
  name,
  param: name,
  type: placeholder === '' ? 'boolean' : 'text',
  many: false,
  required: false,
  choices: [],
  fallback: undefined,
  describe,
  placeholder,
});

interface Property {
  type?: string | string[];
  enum?: unknown[];
  const?: unknown;
  items?: Property;
  anyOf?: Property[];
  description?: string;
  placeholder?: string;
  default?: unknown;
}

/** The flags of a params schema, in its order. */
export function flagsOf(params: z.ZodObject): Flag[] {
  const schema = z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' });
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([param, given]) => {
    const property = given as Property;
    const shapes = [property, ...(property.anyOf ?? [])];
    const items = shapes.flatMap((shape) => (shape.items ? [shape.items, ...(shape.items.anyOf ?? [])] : []));
    const all = [...shapes, ...items];
    const types = new Set(all.flatMap((shape) => shape.type ?? []));
    const choices = all.flatMap((shape) => shape.enum ?? (shape.const === undefined ? [] : [shape.const]));
    return {
      name: param.replaceAll('_', '-'),
      param,
      type: types.has('string') || choices.length > 0 ? 'text' : types.has('boolean') ? 'boolean' : 'number',
      many: items.length > 0,
      required: required.has(param),
      choices: [...new Set(choices.map(String))],
      fallback: property.default,
      describe: property.description ?? '',
      placeholder: property.placeholder ?? (param.split('_').at(-1) ?? '').toUpperCase(),
    };
  });
}

/**
 * The flags that bare words fill, in their order: those that are needed, or else the first, which is what a question is
 * about ("bedrot explain revenue"). The last takes all that remain when it takes many.
 */
export function bareFlags(flags: readonly Flag[]): Flag[] {
  const required = flags.filter((flag) => flag.required);
  return required.length > 0 ? required : flags.filter(({ type }) => type !== 'boolean').slice(0, 1);
}

/**
 * Reads a command line by flags.
 * @param bare flags that are filled by words without a name
 * @returns the parameters that were given, as the schema's input. The schema is not applied here.
 * @throws BedrotError `bad_question`: an unknown flag (with the nearest), a flag without its value, a word too many.
 */
export function readFlags(
  argv: readonly string[],
  flags: readonly Flag[],
  bare: readonly Flag[] = [],
): Record<string, unknown> {
  const options = Object.fromEntries(
    flags.map((flag) => [
      flag.name,
      { type: flag.type === 'boolean' ? ('boolean' as const) : ('string' as const), multiple: flag.many },
    ]),
  );
  // `--sale_month` is what the other surfaces call it.
  const args = argv.map((arg) =>
    arg.replace(/^--[a-z_]+(?==|$)/, (name) => (name.slice(2) in options ? name : name.replaceAll('_', '-'))),
  );
  let read: { values: Record<string, unknown>; positionals: string[] };
  try {
    read = parseArgs({ args, options, allowPositionals: true, allowNegative: true });
  } catch (thrown) {
    throw new BedrotError('bad_question', sayWhy(thrown as NodeJS.ErrnoException, args, options));
  }
  const given: Record<string, unknown> = {};
  for (const flag of flags) {
    const value = read.values[flag.name];
    if (value !== undefined) given[flag.param] = readValue(flag, value);
  }
  const words = [...read.positionals];
  for (const flag of bare) {
    if (words.length === 0) break;
    if (given[flag.param] !== undefined) continue;
    // Bare words are whole: the comma in a file's name is the name's.
    given[flag.param] = flag.many ? words.splice(0) : readValue(flag, words.shift());
  }
  if (words.length > 0) {
    const hint = read.positionals.length > words.length ? ' A name with blanks goes into quotes.' : '';
    throw new BedrotError('bad_question', `"${words[0]}" is one word too many.${hint} See --help.`);
  }
  return given;
}

function readValue(flag: Flag, value: unknown): unknown {
  if (flag.many) {
    const parts = (value as string[]).flatMap((part) => part.split(','));
    return parts.map((part) => part.trim()).filter((part) => part !== '');
  }
  // What is no number goes on as it is: the schema says what is wrong with it.
  if (flag.type === 'number' && /^[+-]?\d+(\.\d+)?$/.test(String(value))) return Number(value);
  return value;
}

function sayWhy(
  error: NodeJS.ErrnoException,
  args: string[],
  options: Record<string, { type: 'boolean' | 'string' }>,
): string {
  if (error.code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const { tokens } = parseArgs({ args, options, strict: false, tokens: true });
    const odd = tokens.find((token) => token.kind === 'option' && !(token.name in options));
    if (odd?.kind === 'option') {
      const known = Object.keys(options).map((name) => `--${name}`);
      return `There is no ${odd.rawName}. ${didYouMean(odd.rawName, known)}See --help.`;
    }
  }
  const name = /'(?:-\w, )?(--[\w-]+)/.exec(error.message)?.[1];
  if (name && options[name.slice(2)]?.type === 'string') return `${name} needs a value. See --help.`;
  return `${error.message.split('\n')[0]} See --help.`;
}
