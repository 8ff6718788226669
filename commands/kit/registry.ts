import { join } from 'node:path';
import { z } from 'zod';
import { discover } from '../../warehouse/kit/discover.ts';
import { type Command, GROUPS } from './define.ts';

export const MAX_PARAMS = 8;
export const MAX_SUMMARY = 100;
const COMMANDS = join(import.meta.dirname, '..');

/**
 * Every command of the house, sorted by name. The folder is the register.
 * @throws Error naming the file and the rule, when a definition does not fit.
 */
export async function loadCommands(folder = COMMANDS): Promise<Command[]> {
  const commands = await discover(folder, 'files', checkCommand);
  const tools = commands.flatMap((command) => command.tool ?? []);
  const twice = tools.find((tool, index) => tools.indexOf(tool) !== index);
  if (twice !== undefined) throw new Error(`two commands have the tool name "${twice}"`);
  return commands;
}

/** @throws Error with the rule that is broken. */
export function checkCommand(file: string, value: unknown): asserts value is Command {
  const refuse = (why: string): never => {
    throw new Error(`commands/${file}.ts: ${why}`);
  };
  const command = value as Partial<Command> | null;
  if (typeof command !== 'object' || command === null) return refuse('must export a command as default');
  if (command.name !== file) refuse(`its name is "${command.name}", and must be that of its file`);
  if (!/^[a-z][a-z0-9-]{0,31}$/.test(file)) refuse('a name is lowercase letters, digits and dashes');
  if (command.group !== undefined && !GROUPS.includes(command.group)) refuse(`no group "${command.group}"`);
  if (command.tool !== undefined && !/^[a-z][a-z0-9_]{0,63}$/.test(command.tool))
    refuse('a tool name is lowercase letters, digits and underscores');
  const summary = command.summary ?? '';
  if (summary === '' || summary.length > MAX_SUMMARY || summary.includes('\n'))
    refuse(`the summary is one line of at most ${MAX_SUMMARY} characters, not ${summary.length}`);
  if (command.access !== 'numbers' && command.access !== 'money') refuse('access is numbers or money');
  if (typeof command.answer !== 'function') refuse('answer must be a function');
  const why = checkParams(command.params);
  if (why !== null) refuse(why);
}

/** Surfaces make options, schemas and flags of these, so they must be flat, strict and described. */
export function checkParams(params: unknown): string | null {
  if (!(params instanceof z.ZodObject)) return 'params must be a z.strictObject';
  if (!(params.def.catchall instanceof z.ZodNever)) return 'params must be strict (z.strictObject)';
  const entries = Object.entries(params.shape as Record<string, z.ZodType>);
  if (entries.length > MAX_PARAMS)
    return `at most ${MAX_PARAMS} params, not ${entries.length}: ${entries.map(([name]) => name).join(', ')}`;
  for (const [name, schema] of entries) {
    if (!/^[a-z][a-z0-9]{0,31}$/.test(name)) return `param "${name}" is not one lowercase word`;
    if (!schema.description || schema.description.length > MAX_SUMMARY)
      return `param "${name}" needs a description of at most ${MAX_SUMMARY} characters`;
    const inner = unwrap(schema);
    if (!(inner instanceof z.ZodString || inner instanceof z.ZodNumber || inner instanceof z.ZodEnum))
      return `param "${name}" must be a text, a number or a choice`;
  }
  return null;
}

/** What lies under `.optional()` and `.default()`. */
export function unwrap(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap() as z.ZodType;
  return inner;
}
