import type { Value } from './types.ts';
import type { Channel, Command, CommandOption } from './wire.ts';
import type { World } from './world.ts';

/** A command found by its path, with the options of the place where the path ends. */
export interface Found {
  command: Command;
  options: readonly CommandOption[];
  /** Wraps the options filled in with the subcommand and the group. */
  wrap: (filled: Filled[]) => Filled[];
}

export interface Filled {
  name: string;
  type: number;
  value?: Value;
  focused?: true;
  options?: Filled[];
}

const SUBCOMMAND = 1;
const GROUP = 2;

/** The registered command of a path, offered in this channel. Throws if Discord's client would not offer it. */
export function findCommand(world: World, channel: Channel, path: readonly string[]): Found {
  const [name = '', ...rest] = path;
  const inDm = channel.type === 1;
  const offered = [...world.commands.values()].filter((command) => !inDm || inDms(command));
  // A guild's own command hides the global one of the same name.
  const named = offered.filter((command) => command.name === name && command.type === 1);
  const command = named.find(({ guild_id }) => guild_id !== undefined) ?? named[0];
  if (command === undefined)
    throw new Error(`No command /${name} is offered ${inDm ? 'in direct messages' : 'here'}.`);
  let options: readonly CommandOption[] = command.options ?? [];
  const steps: CommandOption[] = [];
  for (const word of rest) {
    const step = options.find(
      (option) => option.name === word && (option.type === SUBCOMMAND || option.type === GROUP),
    );
    if (step === undefined) throw new Error(`/${path.join(' ')}: there is no '${word}'.`);
    steps.push(step);
    options = step.options ?? [];
  }
  const open = options.find(({ type }) => type === SUBCOMMAND || type === GROUP);
  if (open !== undefined)
    throw new Error(`/${path.join(' ')} is not complete: '${open.name}' or another one follows.`);
  const wrap = (filled: Filled[]): Filled[] =>
    steps.reduceRight<Filled[]>((inner, { name, type }) => [{ name, type, options: inner }], filled);
  return { command, options, wrap };
}

const inDms = ({ guild_id, contexts, dm_permission }: Command): boolean =>
  guild_id === undefined && (contexts ? contexts.includes(1) : dm_permission !== false);

/** Options as the client sends them. Throws on one that is unknown, missing, of another type, or out of bounds. */
export function fill(options: readonly CommandOption[], values: Readonly<Record<string, Value>>): Filled[] {
  for (const name of Object.keys(values))
    if (!options.some((option) => option.name === name)) throw new Error(`There is no option '${name}'.`);
  for (const { name, required } of options)
    if (required && values[name] === undefined) throw new Error(`The option '${name}' is required.`);
  return Object.entries(values).flatMap(([name, value]) => {
    const option = options.find((each) => each.name === name);
    if (option === undefined) return [];
    const wrong = misfit(option, value);
    if (wrong !== undefined) throw new Error(`The option '${name}' ${wrong}.`);
    return [{ name, type: option.type, value }];
  });
}

/** As `fill`, with `text` standing in the option in focus; nothing is required yet. */
export function fillFocused(
  options: readonly CommandOption[],
  focus: string,
  text: string,
  others: Readonly<Record<string, Value>>,
): Filled[] {
  const option = options.find(({ name }) => name === focus);
  if (option?.autocomplete !== true)
    throw new Error(`The option '${focus}' offers no choices while one types.`);
  const optional = options.map((each) => ({ ...each, required: false }));
  const rest = Object.fromEntries(Object.entries(others).filter(([name]) => name !== focus));
  return [...fill(optional, rest), { name: focus, type: option.type, value: text, focused: true }];
}

function misfit(option: CommandOption, value: Value): string | undefined {
  const {
    type,
    choices,
    min_value = -Infinity,
    max_value = Infinity,
    min_length = 0,
    max_length = 6000,
  } = option;
  if (type === 5) return typeof value === 'boolean' ? undefined : 'is a yes or no';
  if (type === 4 || type === 10) {
    if (typeof value !== 'number' || (type === 4 && !Number.isInteger(value)))
      return type === 4 ? 'is a whole number' : 'is a number';
    if (value < min_value || value > max_value) return `lies between ${min_value} and ${max_value}`;
  } else if (typeof value !== 'string') return 'is a text';
  else if (value.length < min_length || value.length > max_length)
    return `has between ${min_length} and ${max_length} characters`;
  if (choices?.length && !choices.some((choice) => choice.value === value)) return `has no choice '${value}'`;
  return undefined;
}
