import {
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandType as CommandType,
  ApplicationCommandOptionType as OptionType,
  type RESTPostAPIChatInputApplicationCommandsJSONBody as SlashCommand,
} from 'discord.js';

const GROUP = 'pipeline';

/** A subcommand that no definition tells, since only the chat has what it takes: a file. */
const IMPORT: APIApplicationCommandSubcommandOption = {
  type: OptionType.Subcommand,
  name: 'import',
  description: 'Brings in a file: a statement, an export, a saved page, a zip. For the owner.',
  options: [
    {
      type: OptionType.Attachment,
      name: 'file',
      description: 'As you downloaded it: its name tells more than it seems. At most 25 MB.',
      required: true,
    },
  ],
};

/** The slash commands with `/pipeline import` among them. */
export function withImport(commands: readonly SlashCommand[]): SlashCommand[] {
  const group = commands.find(({ name }) => name === GROUP);
  const whole = {
    ...(group ?? {
      type: CommandType.ChatInput,
      name: GROUP,
      description: 'Runs of the pipeline, and what can be done about them.',
    }),
    options: [...(group?.options ?? []), IMPORT],
  } as SlashCommand;
  const rest = commands.filter(({ name }) => name !== GROUP);
  return [...rest, whole].sort((a, b) => (a.name < b.name ? -1 : 1));
}
