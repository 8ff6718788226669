import type { Command, CommandOption } from '../wire.ts';
import type { Breach } from './breach.ts';

const COMMANDS = 100;
/** Names, descriptions and choices of one top-level command. */
const CHARACTERS = 8000;
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const CHAT_INPUT = 1;

/** Rules about commands that the document does not hold. `all`: the list replaces every command. */
export function commandBreaches(body: unknown, all: boolean): Breach[] {
  const commands = (Array.isArray(body) ? body : []) as Partial<Command>[];
  const found: Breach[] = [];
  if (commands.length > COMMANDS) found.push({ where: '', message: `more than ${COMMANDS} commands` });
  const known = new Set<string>();
  for (const [i, command] of commands.entries()) {
    const at = all ? `/${i}` : '';
    const { name = '', type = CHAT_INPUT, description, options = [] } = command;
    const key = `${type} ${name}`;
    if (known.has(key)) found.push({ where: `${at}/name`, message: `the command '${name}' stands twice` });
    known.add(key);
    if (type !== CHAT_INPUT) continue;
    found.push(...nameBreaches(name, at));
    if (!description && all)
      found.push({ where: `${at}/description`, message: 'a slash command has a description' });
    found.push(...optionBreaches(options ?? [], at));
    const length = characters({ name, description: description ?? '', options: options ?? [] });
    if (length > CHARACTERS)
      found.push({
        where: at,
        message: `${length} characters of names, descriptions and choices, more than ${CHARACTERS}`,
      });
  }
  return found;
}

function nameBreaches(name: string, at: string): Breach[] {
  if (name !== '' && !NAME.test(name))
    return [{ where: `${at}/name`, message: `'${name}' is no name of a command` }];
  return name === name.toLowerCase()
    ? []
    : [{ where: `${at}/name`, message: `'${name}' is not in lower case` }];
}

function optionBreaches(options: readonly CommandOption[], at: string): Breach[] {
  const found: Breach[] = [];
  const names = new Set<string>();
  let optional = false;
  const nested = options.filter(({ type }) => type <= 2).length;
  if (nested > 0 && nested < options.length)
    found.push({
      where: `${at}/options`,
      message: 'subcommands and other options do not stand beside each other',
    });
  for (const [i, option] of options.entries()) {
    const here = `${at}/options/${i}`;
    found.push(...nameBreaches(option.name, here));
    if (names.has(option.name))
      found.push({ where: here, message: `the option '${option.name}' stands twice` });
    names.add(option.name);
    if (option.required && optional)
      found.push({ where: here, message: 'a required option follows an optional one' });
    if (option.type > 2 && !option.required) optional = true;
    if (option.autocomplete && option.choices?.length)
      found.push({ where: here, message: 'an option has either choices or autocomplete' });
    found.push(...optionBreaches(option.options ?? [], here));
  }
  return found;
}

function characters({
  name,
  description,
  options,
}: Pick<CommandOption, 'name' | 'description' | 'options'>): number {
  const choices = (list: CommandOption['choices'] = []): number =>
    list.reduce((sum, choice) => sum + choice.name.length + String(choice.value).length, 0);
  const inner = (options ?? []).reduce(
    (sum, option) => sum + characters(option) + choices(option.choices),
    0,
  );
  return name.length + description.length + inner;
}
