import { BedrotError } from '../../core/errors.ts';
import {
  DIMENSIONS,
  KINDS,
  type Kind,
  type MetricDimension,
  type Question,
} from '../../warehouse/kit/metric.ts';
import { cleanText } from './clean-text.ts';
import { noSuch } from './did-you-mean.ts';

/** What a text of filters says. Values of one dimension are alternatives, dimensions are combined. */
export interface Where {
  where: NonNullable<Question['where']>;
  kind?: Kind;
}

/** Besides the dimensions: which kind of number. */
const KIND = 'kind';
const EXAMPLE = 'artist=PIG1987,ZONE A0; platform=spotify';

/**
 * Reads `artist=PIG1987,ZONE A0; platform=spotify`: a part for each dimension, semicolons between; a value that has a comma
 * or semicolon stands in double quotes. `kind=reported` chooses the kind. Which values there are is for the compiler to say.
 * @throws BedrotError `bad_question` naming the part that does not fit, and what is valid.
 */
export function readWhere(text: string | undefined): Where {
  const read: Where = { where: {} };
  for (const part of split(text ?? '', ';').filter((one) => one.trim() !== '')) {
    const at = part.indexOf('=');
    if (at < 0) throw bad(`"${cleanText(part, 60)}" in where has no "=".`);
    const name = dimensionNamed(part.slice(0, at), [...DIMENSIONS, KIND]);
    const values = split(part.slice(at + 1), ',').map(unquoted);
    if (values.includes('')) throw bad(`${name} in where lacks a value.`);
    if (name === KIND) {
      const [only = ''] = values;
      const kind = KINDS.find((one) => one === only.toLowerCase());
      if (!kind || values.length > 1)
        throw new BedrotError('bad_question', noSuch('kind', values.join(','), KINDS));
      read.kind = kind;
    } else {
      const dimension = name as MetricDimension;
      if (read.where[dimension]) throw bad(`${name} stands twice in where: put its values into one part.`);
      read.where[dimension] = values;
    }
  }
  return read;
}

/** " (artist PIG1987 or ZONE A0; platform spotify)" as part of a title; '' without filters. */
export function sayWhere(where: Where['where']): string {
  const parts = Object.entries(where).map(
    ([name, values]) => `${name.replaceAll('_', ' ')} ${values.join(' or ')}`,
  );
  return parts.length === 0 ? '' : ` (${parts.join('; ')})`;
}

/** `by`: up to three dimensions with commas between. @throws BedrotError naming the dimensions there are. */
export function readBy(text: string | undefined, grains: readonly string[]): MetricDimension[] {
  return listOf(text).map((name) => {
    const grain = grains.find((one) => one === name.toLowerCase());
    if (grain)
      throw new BedrotError('bad_question', `"${grain}" is a step of time: give it as grain, not in by.`);
    return dimensionNamed(name, DIMENSIONS) as MetricDimension;
  });
}

/** What stands between commas, without what is empty. */
export const listOf = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);

/** "Income type", "income-type" and "income_type" are one dimension. */
function dimensionNamed(said: string, valid: readonly string[]): string {
  const name = said
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  if (!valid.includes(name)) throw new BedrotError('bad_question', noSuch('dimension', said, valid));
  return name;
}

const bad = (what: string): BedrotError =>
  new BedrotError(
    'bad_question',
    `${what} Write where like: ${EXAMPLE}. A value with a comma goes in "quotes".`,
  );

/** Cuts at a sign that stands outside of double quotes. */
function split(text: string, sign: ',' | ';'): string[] {
  const parts = [''];
  let quoted = false;
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    if (letter === sign && !quoted) parts.push('');
    else parts[parts.length - 1] += letter;
  }
  if (quoted) throw bad(`A quote is not closed in "${cleanText(text, 60)}".`);
  return parts;
}

/** Without the quotes around it; what stands in them is taken as it is. */
const unquoted = (text: string): string =>
  text
    .trim()
    .replace(/^"([\s\S]*)"$/, '$1')
    .trim();
