import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandType as CommandType,
  ApplicationCommandOptionType as OptionType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody as SlashCommand,
} from 'discord.js';
import { z } from 'zod';
import type { Command, Group } from '../commands/kit/define.ts';
import { unwrap } from '../commands/kit/registry.ts';
import { completes, MAX_CHOICES } from './options.ts';

export const MAX_SUBCOMMANDS = 25;
/** Characters of names, descriptions and choices of one top-level command. */
export const MAX_CHARACTERS = 8_000;

const GROUPS: Readonly<Record<Group, string>> = {
  kpi: 'The numbers of the label: streams, royalties, rankings, targets.',
  money: 'Income, costs, payments and splits.',
  fans: 'Followers, views and who they are.',
  insight: 'Forecasts, odd days and what changed.',
  data: 'The data itself: what there is, how new it is, where a number comes from.',
  pipeline: 'Runs of the pipeline, and what can be done about them.',
  alert: 'Alerts, and who deals with them.',
  digest: 'Digests that come by themselves.',
  auth: 'Sessions and logins of the platforms.',
};

/** A command or an action, as far as Discord is told of it. */
export type Sayable = Pick<Command, 'name' | 'group' | 'summary' | 'params'>;

/** The slash commands of a registry: `/<group> <name>`, or `/<name>` for a command of no group. Sorted by name. */
export function slashCommands(commands: readonly Sayable[]): SlashCommand[] {
  const groups = Map.groupBy(commands, (command) => command.group);
  const top = (groups.get(undefined) ?? []).map(
    (command): SlashCommand => ({
      type: CommandType.ChatInput,
      name: command.name,
      description: command.summary,
      options: optionsOf(command),
    }),
  );
  const grouped = [...groups].flatMap(([group, inGroup]): SlashCommand[] =>
    group === undefined
      ? []
      : [
          {
            type: CommandType.ChatInput,
            name: group,
            description: GROUPS[group],
            options: inGroup.map(subcommandOf),
          },
        ],
  );
  return [...top, ...grouped].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const subcommandOf = (command: Sayable): APIApplicationCommandSubcommandOption => ({
  type: OptionType.Subcommand,
  name: command.name,
  description: command.summary,
  options: optionsOf(command),
});

/** Required ones first, as Discord wants them. */
function optionsOf({ params }: Sayable): APIApplicationCommandBasicOption[] {
  const options = Object.entries(params.shape as Record<string, z.ZodType>).map(([name, schema]) =>
    optionOf(name, schema),
  );
  return options.sort((a, b) => Number(b.required ?? false) - Number(a.required ?? false));
}

function optionOf(name: string, schema: z.ZodType): APIApplicationCommandBasicOption {
  const inner = unwrap(schema);
  const required = !schema.safeParse(undefined).success;
  const basis = { name, description: schema.description ?? name, ...(required ? { required } : {}) };
  if (inner instanceof z.ZodNumber) {
    const { minValue, maxValue } = inner;
    const bounds = {
      ...(minValue !== null && Number.isFinite(minValue) ? { min_value: minValue } : {}),
      ...(maxValue !== null && Number.isFinite(maxValue) ? { max_value: maxValue } : {}),
    };
    return inner.isInt
      ? { ...basis, ...bounds, type: OptionType.Integer }
      : { ...basis, ...bounds, type: OptionType.Number };
  }
  if (inner instanceof z.ZodBoolean) return { ...basis, type: OptionType.Boolean };
  if (inner instanceof z.ZodEnum && inner.options.length <= MAX_CHOICES) {
    const choices = inner.options.map((value) => ({ name: String(value), value: String(value) }));
    return { ...basis, type: OptionType.String, choices };
  }
  return { ...basis, type: OptionType.String, ...(completes(name, schema) ? { autocomplete: true } : {}) };
}

/** What Discord counts of a top-level command: names, descriptions and choices, all the way down. */
export function charactersOf(command: SlashCommand): number {
  const count = (node: unknown): number => {
    if (Array.isArray(node)) return node.reduce((sum: number, one) => sum + count(one), 0);
    if (typeof node !== 'object' || node === null) return 0;
    const { name = '', description = '', value = '', options, choices } = node as Record<string, unknown>;
    return [name, description, value].join('').length + count(options) + count(choices);
  };
  return count(command);
}
