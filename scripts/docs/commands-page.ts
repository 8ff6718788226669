import type { Word } from '../../cli/kit/word.ts';
import type { Action } from '../../commands/kit/action.ts';
import { type Command, GROUPS } from '../../commands/kit/define.ts';
import { code, made, table } from './markdown.ts';

type NamedWord = Word & { name: string };

/** docs/commands.md: everything that can be asked and done, on each surface. */
export const commandsPage = (
  commands: readonly Command[],
  words: readonly NamedWord[],
  actions: readonly Action[],
): string => `${made('What can be asked')}
Each question is one file in \`commands/\`, and the same on a terminal, in Discord (\`/<group> <name>\`) and for an agent over
MCP, where it has a tool. On a terminal each takes \`--json\`, \`--csv FILE\`, \`--chart FILE.png\`, \`--pdf FILE.pdf\` and
\`--md FILE.md\`; \`bedrot NAME --help\` lists what else it takes. *(money)*: shown to those who may see money.

${commandsTable(commands)}

## What can be done

The words of the terminal that are no questions.

${wordsTable(words)}

## What is decided and asked for

Each action is one file in \`commands/actions/\`: it writes a wish or a decision, and the pipeline carries it out. On a
terminal \`--yes\` does it, in Discord a button; without, it is only said what would be done. Agents have none.

${actionsTable(actions)}
`;

const actionsTable = (actions: readonly Action[]): string =>
  table(
    ['Terminal', 'Discord', 'Who may', 'What it does'],
    actions.map(({ name, group, access, summary }) => [
      code(`bedrot ${name}`),
      code(`/${group ? `${group} ` : ''}${name}`),
      access === 'owner' ? 'the owner' : access === 'analyst' ? 'who may see money' : 'everybody',
      summary,
    ]),
  );

/** Every question, as it is asked on a terminal and by an agent. */
function commandsTable(commands: readonly Command[]): string {
  const place = (command: Command): number => (command.group ? GROUPS.indexOf(command.group) : GROUPS.length);
  const sorted = commands.toSorted((a, b) => place(a) - place(b) || a.name.localeCompare(b.name));
  return table(
    ['Terminal', 'Group', 'MCP tool', 'What it answers'],
    sorted.map(({ name, group = '', tool = '', summary, access }) => [
      code(`bedrot ${name}`),
      group,
      code(tool),
      access === 'money' ? `${summary} *(money)*` : summary,
    ]),
  );
}

const wordsTable = (words: readonly NamedWord[]): string =>
  table(
    ['Terminal', 'What it does'],
    words.map(({ name, summary }) => [code(`bedrot ${name}`), summary]),
  );
