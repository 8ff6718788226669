import { z } from 'zod';
import { cleanText } from '../commands/kit/clean-text.ts';
import { didYouMean } from '../commands/kit/did-you-mean.ts';
import { mainChart } from '../commands/view/main-chart.ts';
import { BedrotError } from '../core/errors.ts';
import { ask } from './command-tool.ts';
import { inputSchema } from './schemas.ts';
import type { Desk, Tool, ToolCommand } from './tool.ts';

/** Questions about the data itself (what there is, how new, where from) have no picture; one of them is about numbers. */
const WITHOUT_PICTURE = ['data', 'pipeline'];
const ABOUT_NUMBERS = 'query';

/**
 * Draws the chart of another tool's answer. It gives no structured content, since clients that get any do not show the
 * picture; the numbers are in the alt text and in the other tool.
 */
export function chartTool(commands: readonly ToolCommand[], desk: Desk): Tool {
  const charted = commands.filter(
    ({ name, group }) => name === ABOUT_NUMBERS || !WITHOUT_PICTURE.includes(group ?? ''),
  );
  const names = charted.map((command) => command.tool);
  const params = z.strictObject({
    command: z.enum(names).describe('The tool whose answer is drawn.'),
    params: z
      .looseObject({})
      .optional()
      .describe('Its arguments, exactly as that tool takes them, e.g. {"period": "last_90d"}.'),
  });
  return {
    listing: {
      name: 'render_chart',
      title: 'Render chart',
      description:
        'Draws the chart of a tool as a PNG with alt text. Use it when the person wants to see a curve or ranking; for numbers call the tool itself.',
      input: inputSchema(params),
    },
    async call(args) {
      const { command, given } = read(args, charted);
      const { renderPng } = await import('../commands/view/png.ts');
      const { config, log } = desk;
      const picture = await ask(command, given, desk, (answer, { label }) => {
        if (!mainChart(answer) && answer.figures.length === 0) throw withoutPicture(command.tool);
        return renderPng(answer, {
          theme: label.theme,
          renderer: config.CHART_RENDERER,
          quickchartHost: config.QUICKCHART_HOST,
          log,
        });
      });
      // Who drew it, and why not the other, is the owner's business and stands in the log.
      return { png: picture.png, text: picture.alt };
    },
  };
}

/** @throws BedrotError `bad_question` that names what is valid. */
function read(
  args: Readonly<Record<string, unknown>>,
  charted: readonly ToolCommand[],
): { command: ToolCommand; given: Record<string, unknown> } {
  const refuse = (why: string): never => {
    throw new BedrotError('bad_question', why);
  };
  const names = charted.map((command) => command.tool);
  const odd = Object.keys(args).find((name) => name !== 'command' && name !== 'params');
  if (odd !== undefined) {
    const said = cleanText(odd, 40);
    refuse(
      `"render_chart" has no parameter "${said}". Valid: command, params.\n` +
        `Try: put the arguments of the tool into params, e.g. {"command": "${names[0]}", "params": {"${said}": ...}}.`,
    );
  }
  const said = cleanText(String(args.command ?? ''), 64);
  const command = charted.find((one) => one.tool === args.command || one.name === args.command);
  if (!command)
    return refuse(
      `"${said}" is not a value of command. ${didYouMean(said, names)}Valid: ${names.join(', ')}.`,
    );
  const given = args.params ?? {};
  if (typeof given !== 'object' || Array.isArray(given))
    return refuse('params is an object with the arguments of the tool, e.g. {"period": "last_90d"}.');
  return { command, given: given as Record<string, unknown> };
}

const withoutPicture = (tool: string): BedrotError =>
  new BedrotError(
    'not_found',
    `This answer of "${tool}" has nothing to draw.\nTry: call ${tool} itself for the numbers.`,
  );
