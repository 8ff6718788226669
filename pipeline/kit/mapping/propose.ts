import { BedrotError } from '../../../core/errors.ts';
import { platformKey } from '../../../warehouse/kit/stores.ts';
import type { Mapping } from '../../../warehouse/ops/mappings.ts';
import { foldHeader } from '../header.ts';
import { namePart } from '../zones.ts';
import type { Guess } from './guess.ts';
import { CURRENCIES } from './profile.ts';
import type { Target } from './shape.ts';

export type Proposal = Omit<Mapping, 'version' | 'createdAt'>;

/** What a person says to a guess. */
export interface Said {
  /** `column=field`, the column by its header or its number (from 1); `column=` or `column=none` takes it from nothing. */
  set: readonly string[];
  /** Field -> what it is in all rows; `dates` and `decimals` too. */
  constants: Readonly<Record<string, string>>;
  name?: string;
}

/**
 * The mapping that a guess and what a person said make.
 * @throws BedrotError `bad_question`: a column or field that is not there, a value that cannot be.
 */
export function propose(guess: Guess, said: Said, originalName: string): Proposal {
  const { target, table } = guess;
  const byField = new Map(
    guess.columns.flatMap(({ field, header }) => (field === null ? [] : [[field, header] as const])),
  );
  for (const one of said.set) {
    const { header, field } = readSet(one, table.header, target);
    for (const [other, taken] of byField) if (taken === header) byField.delete(other);
    if (field !== null) byField.set(field, header);
  }
  const constants = { ...guess.constants };
  for (const [field, value] of Object.entries(said.constants)) {
    constants[field] = checked(field, value.trim());
    // What is said of all rows is not read from a column.
    byField.delete(field);
  }
  if (byField.has('currency')) delete constants.currency;
  const known = Object.keys(target.fields);
  for (const field of Object.keys(constants)) {
    if (!known.includes(field) && field !== 'dates' && field !== 'decimals') delete constants[field];
  }
  return {
    name: slug(said.name ?? defaultName(target, constants, originalName)),
    fingerprint: table.fingerprint,
    target: target.name,
    columns: Object.fromEntries(byField),
    constants,
  };
}

function readSet(
  one: string,
  header: readonly string[],
  target: Target,
): { header: string; field: string | null } {
  const at = one.lastIndexOf('=');
  const column = one.slice(0, at).trim();
  const field = one.slice(at + 1).trim();
  if (at < 1) throw new BedrotError('bad_question', `--set takes column=field, and "${one}" is not so.`);
  const found = header.find((name) => foldHeader(name) === foldHeader(column)) ?? header[Number(column) - 1];
  if (found === undefined)
    throw new BedrotError(
      'bad_question',
      `There is no column "${column}". The table has: ${header.join(', ')}; or say its number.`,
    );
  if (field === '' || field === 'none') return { header: found, field: null };
  const shape = target.fields[field];
  if (!shape || shape.words.length === 0) {
    const fields = Object.entries(target.fields).filter(([, { words }]) => words.length > 0);
    throw new BedrotError(
      'bad_question',
      `${target.name} has no column "${field}". It has: ${fields.map(([name]) => name).join(', ')}.`,
    );
  }
  return { header: found, field };
}

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  dates: ['dmy', 'mdy'],
  decimals: ['point', 'comma'],
  spending: ['minus', 'plus'],
};

function checked(field: string, value: string): string {
  const choices = CHOICES[field];
  if (choices && !choices.includes(value))
    throw new BedrotError('bad_question', `"${field}" is ${choices.join(' or ')}, not "${value}".`);
  if (field === 'currency' && !CURRENCIES.has(value.toUpperCase()))
    throw new BedrotError('bad_question', `"${value}" is no currency; it is a code like USD or EUR.`);
  if (field === 'distributor' || field === 'platform') return platformKey(value);
  return field === 'currency' ? value.toUpperCase() : value;
}

const defaultName = (
  target: Target,
  constants: Readonly<Record<string, string>>,
  originalName: string,
): string => {
  const whose = constants.distributor ?? constants.platform ?? originalName.replace(/\.[^.]*$/, '');
  return `${whose}-${target.name}`;
};

const slug = (text: string): string => namePart(text).replaceAll('.', '-').replace(/-+/g, '-') || 'table';

/** What a mapping still lacks, as sentences; none: it can be kept. */
export function lacks(proposal: Proposal, guess: Guess): string[] {
  const { target } = guess;
  const { columns, constants } = proposal;
  const missing = Object.entries(target.fields)
    .filter(([name, field]) => field.needed && !(name in columns) && !constants[name])
    .map(([name, field]) => `the ${field.label} is in no column: ${howToSay(name, field.words.length > 0)}`);
  if (!(target.dated in columns)) {
    missing.push(`a row has no date: say --set column=${target.dated}`);
  }
  if (!target.oneOf.some((name) => name in columns || target.fields[name]?.needed)) {
    missing.push(`it has no number: say --set column=FIELD with one of ${target.oneOf.join(', ')}`);
  }
  const dated = Object.keys(columns).some((name) => /day|month/.test(target.fields[name]?.is ?? ''));
  if (guess.datesOpen && dated && constants.dates === undefined)
    missing.push('its days can be read in two orders ("03/04"): say --dates dmy or --dates mdy');
  return [...new Set(missing)];
}

const howToSay = (name: string, hasColumns: boolean): string => {
  const forAll = ['platform', 'distributor', 'store', 'artist', 'account', 'currency'].includes(name);
  return [hasColumns ? `--set column=${name}` : '', forAll ? `--${name} X for all rows` : '']
    .filter((part) => part !== '')
    .join(', or ');
};
