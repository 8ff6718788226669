import type { Answer } from '../../commands/kit/answer.ts';
import type { Command } from '../../commands/kit/define.ts';
import type { Label } from '../../core/label.ts';
import { checkEnding, drawChart, write, writeMarkdown, writePdf } from './ask-files.ts';
import { flag } from './flags.ts';
import type { Here } from './word.ts';

/** What every question takes besides its own flags. */
export const QUESTION_FLAGS = [
  flag('json', 'The whole answer as JSON, in place of text.'),
  flag('csv', 'Writes the table (or the figures) as CSV; "-" is standard output, in place of text.', 'FILE'),
  flag('chart', 'Draws the answer into this file. A file that is there is replaced.', 'FILE.png'),
  flag('pdf', 'Writes the answer as a PDF with its tables and charts.', 'FILE.pdf'),
  flag('md', 'Writes the answer as Markdown, and its charts beside it as FILE-1.png and so on.', 'FILE.md'),
];

export interface Wanted {
  json?: unknown;
  csv?: unknown;
  chart?: unknown;
  pdf?: unknown;
  md?: unknown;
}

/** Asks one question as the owner and puts the answer where it is wanted. */
export async function ask(
  command: Command,
  params: Record<string, unknown>,
  wanted: Wanted,
  here: Here,
): Promise<number> {
  const { json, csv, chart, pdf, md } = wanted;
  checkEnding('chart', chart);
  checkEnding('pdf', pdf);
  checkEnding('md', md);
  const { answer, label } = await asOwner(command, params, here);
  if (csv === '-') here.terminal.out(await csvOf(answer));
  else if (json) here.terminal.out(`${JSON.stringify(answer, null, 2)}\n`);
  else {
    here.terminal.out(await textOf(answer, here));
    // Who has it written into files is not reading.
    if ([csv, chart, pdf, md].every((file) => file === undefined)) await hint(command, params, answer, here);
  }
  if (typeof csv === 'string' && csv !== '-') write(csv, await csvOf(answer), here);
  if (chart !== undefined) await drawChart(answer, label, chart, here);
  if (pdf !== undefined) await writePdf(answer, label, pdf, here);
  if (md !== undefined) await writeMarkdown(answer, label, md, here);
  return 0;
}

/** How to see where the first number comes from: beside the answer, so that what is piped on stays the answer. */
async function hint(
  command: Command,
  params: Record<string, unknown>,
  answer: Answer,
  { terminal }: Here,
): Promise<void> {
  const [{ explaining, sayExplaining }, { default: explain }] = await Promise.all([
    import('../../commands/kit/explaining.ts'),
    import('../../commands/explain.ts'),
  ]);
  const origin = explaining(explain, command, params, answer);
  if (origin) terminal.err(`Where it comes from: ${sayExplaining(origin)}\n`);
}

/** The terminal is the owner's own machine: whoever sits here can read the files as well. */
export async function asOwner(
  command: Command,
  params: Record<string, unknown>,
  here: Pick<Here, 'config' | 'clock'>,
): Promise<{ answer: Answer; label: Label }> {
  const [{ openContext }, { answerCommand }] = await Promise.all([
    import('../../commands/kit/context.ts'),
    import('../../commands/kit/run.ts'),
  ]);
  const context = await openContext({ config: here.config, role: 'owner', clock: here.clock });
  try {
    return { answer: answerCommand(command, params, context), label: context.label };
  } finally {
    context.close();
  }
}

export async function textOf(answer: Answer, { terminal }: Pick<Here, 'terminal'>): Promise<string> {
  const { answerToText } = await import('../../commands/view/text.ts');
  const width = Math.max(40, Math.min(terminal.columns, 120));
  return `${answerToText(answer, { width, colour: terminal.colour })}\n`;
}

async function csvOf(answer: Answer): Promise<string> {
  const { answerToCsv } = await import('../../commands/view/csv.ts');
  return answerToCsv(answer);
}
