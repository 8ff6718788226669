import type { Action } from '../commands/kit/action.ts';
import { mayAsk } from '../commands/kit/ask.ts';
import { cleanText } from '../commands/kit/clean-text.ts';
import type { Command, Context } from '../commands/kit/define.ts';
import { fold } from '../warehouse/kit/names-fold.ts';
import { type DimensionValue, dimensionValues } from '../warehouse/kit/query-names.ts';
import { DIMENSIONS as ALL_DIMENSIONS, type MetricDimension } from '../warehouse/kit/question.ts';
import { readPolicies, readSources } from '../warehouse/ops/policies.ts';
import type { Choice, Completion } from './desk.ts';
import { examplesOf, MAX_CHOICES } from './options.ts';

/** Characters of a choice's name and of its value. */
const LONGEST = 100;
const DIMENSIONS: readonly string[] = ['artist', 'platform', 'country', 'track'] satisfies MetricDimension[];

/** What is offered while an option is typed: at most 25 values that begin with the text, then those that hold it. */
export function complete(command: Command, asked: Completion, context: Context): Choice[] {
  const { option, text, others } = asked;
  if (option === 'where') return completeWhere(text, context);
  if (option === 'metrics') return completeLast(text, valuesOf(command, 'metric', context));
  if (option === 'by') return completeLast(text, named(ALL_DIMENSIONS));
  if (option !== 'names' && option !== 'tracks') return nearest(valuesOf(command, option, context), text);
  const by = option === 'tracks' ? 'track' : String(others.by ?? 'platform');
  return completeLast(text, valuesOf(command, by, context));
}

/** Several with a sign between: the last one is being typed. */
function completeLast(
  text: string,
  values: readonly DimensionValue[],
  { sign = /([,;])/, blank = ' ' } = {},
): Choice[] {
  const typed = text.split(sign);
  const last = typed.pop() ?? '';
  const before = typed.join('');
  const lead = before === '' ? '' : before + blank;
  return nearest(values, last)
    .map(({ value }) => ({ name: lead + value, value: lead + value }))
    .filter(({ value }) => value.length <= LONGEST);
}

/** `artist=PIG1987,ZO`: of the part that is being typed first the dimension, then its values. */
function completeWhere(text: string, context: Context): Choice[] {
  const part = text.slice(text.lastIndexOf(';') + 1);
  const at = part.indexOf('=');
  if (at < 0) return completeLast(text, named(ALL_DIMENSIONS.map((name) => `${name}=`)));
  const dimension = ALL_DIMENSIONS.find((one) => one === part.slice(0, at).trim().toLowerCase());
  if (dimension === undefined) return [];
  const values = dimensionValues(context.warehouse, dimension).map(({ name, aliases }) => ({
    name: /[,;"]/.test(name) ? `"${name.replaceAll('"', '')}"` : name,
    aliases,
  }));
  return completeLast(text, values, { sign: /([,=])/, blank: '' });
}

const named = (names: readonly string[]): DimensionValue[] => names.map((name) => ({ name, aliases: [] }));

/** The same of an action, whose values it tells itself, the likeliest first. */
export function completeAction(
  action: Action,
  { option, text, others }: Completion,
  context: Context,
): Choice[] {
  const schema = action.params.shape[option];
  const names = action.complete?.(option, others, context) ?? (schema ? examplesOf(schema) : []);
  return nearest(named(names), text);
}

function valuesOf(command: Command, option: string, context: Context): DimensionValue[] {
  if (isDimension(option)) return dimensionValues(context.warehouse, option);
  const schema = command.params.shape[option];
  const names =
    option === 'metric'
      ? [...context.metrics.values()].filter((metric) => mayAsk(context, metric)).map(({ name }) => name)
      : option === 'source'
        ? sourceNames(command, context)
        : schema
          ? examplesOf(schema)
          : [];
  return named(names);
}

/** Who asks how to get a file may name a platform, and a source that is never late. */
function sourceNames({ name }: Command, { ops }: Context): string[] {
  if (name !== 'howto') return readPolicies(ops).map(({ source }) => source);
  const sources = readSources(ops);
  return [...new Set([...sources.map(({ platform }) => platform), ...sources.map(({ source }) => source)])];
}

const isDimension = (option: string): option is MetricDimension => DIMENSIONS.includes(option);

function nearest(values: readonly DimensionValue[], text: string): Choice[] {
  const wanted = squeezed(text);
  const rank = ({ name, aliases }: DimensionValue): number => {
    if (squeezed(name).startsWith(wanted)) return 0;
    if ([name, ...aliases].some((one) => squeezed(one).includes(wanted))) return 1;
    return 2;
  };
  const ranked = values.map((value) => ({ value, rank: rank(value) })).filter((one) => one.rank < 2);
  const titles = new Map<string, number>();
  for (const { name } of values) titles.set(name, (titles.get(name) ?? 0) + 1);
  const choices = ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, MAX_CHOICES)
    .map(({ value }) => toChoice(value, (titles.get(value.name) ?? 0) > 1));
  // Discord refuses a list in which a value comes twice.
  return [...new Map(choices.map((choice) => [choice.value, choice])).values()];
}

/** A name that two have, or that is too long, is asked for by its code (of a track the ISRC). */
function toChoice({ name, aliases }: DimensionValue, twice: boolean): Choice {
  const code = aliases.find((alias) => alias.length <= LONGEST);
  const byCode = code !== undefined && (twice || name.length > LONGEST);
  return {
    name: cleanText(byCode ? `${name.slice(0, LONGEST - code.length - 3)} (${code})` : name, LONGEST),
    value: byCode ? code : name.slice(0, LONGEST),
  };
}

/** As names are compared: "zonea0" is "ZONE A0". */
const squeezed = (text: string): string => fold(text).replaceAll(' ', '');
