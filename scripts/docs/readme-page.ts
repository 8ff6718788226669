import { type Command, GROUPS, type Group } from '../../commands/kit/define.ts';
import { codes, table } from './markdown.ts';

const BEGIN = '<!-- questions: made by "npm run format:docs" from the code -->';
const END = '<!-- /questions -->';

/** What a group is about, in words of who asks. Groups that hold no question are left out. */
const ABOUT: Partial<Record<Group, string>> = {
  kpi: 'How are we doing',
  money: 'Where money comes from and goes',
  fans: 'Who listens, watches, clicks',
  insight: 'What changed, and what comes next',
  data: 'Any number, and where it is from',
  pipeline: 'What ran',
};

/** README.md with its table of questions made anew; the rest stays as it is. @throws Error without the two marks. */
export function readmePage(now: string, commands: readonly Command[]): string {
  const [from, to] = [now.indexOf(BEGIN), now.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`README.md: ${BEGIN} and ${END} are missing`);
  return `${now.slice(0, from)}${BEGIN}\n\n${questions(commands)}\n\n${now.slice(to)}`;
}

function questions(commands: readonly Command[]): string {
  const named = (group: Group | undefined): string =>
    codes(commands.filter((command) => command.group === group).map(({ name }) => name));
  const groups = GROUPS.filter((group) => named(group) !== '');
  const rows = groups.map((group) => [ABOUT[group] ?? group, named(group)]);
  const top = named(undefined);
  return table(['About', 'Questions'], [...rows, ...(top === '' ? [] : [['All of it on paper', top]])]);
}
