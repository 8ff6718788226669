import type { Answer } from '../commands/kit/answer.ts';
import { openContext } from '../commands/kit/context.ts';
import type { Context } from '../commands/kit/define.ts';
import { answerCommand } from '../commands/kit/run.ts';
import { answerToMarkdown } from '../commands/view/markdown.ts';
import { answerToText } from '../commands/view/text.ts';
import { inputSchema, outputSchema } from './schemas.ts';
import { toStructured } from './structured.ts';
import type { Desk, Tool, ToolCommand } from './tool.ts';

/** The text twin is for clients that show no structured content: wide, since nobody reads it on a terminal. */
const TEXT = { width: 160, maxRows: 200 };

/** A command as a tool: same params, same answer. */
export function commandTool(command: ToolCommand, desk: Desk): Tool {
  return {
    listing: {
      name: command.tool,
      title: titleOf(command.tool),
      description: [command.summary, command.when].filter(Boolean).join(' '),
      input: inputSchema(command.params),
      output: outputSchema(),
    },
    async call(args) {
      const answer = await ask(command, args, desk, (given) => given);
      const structured = toStructured(answer);
      // A document is read as one; its twin has the bounds of the structured answer.
      const text = command.document ? answerToMarkdown(structured) : answerToText(answer, TEXT);
      return { text, structured };
    },
  };
}

/**
 * Asks with databases opened for this one question: a warehouse that was rebuilt, a label.json that was changed, is seen
 * at once, and a server that is not asked holds nothing open.
 */
export async function ask<T>(
  command: ToolCommand,
  args: Readonly<Record<string, unknown>>,
  desk: Desk,
  use: (answer: Answer, context: Context) => T | Promise<T>,
): Promise<T> {
  const context = await openContext(desk);
  try {
    // Errors call the question by the name the agent knows.
    const answer = answerCommand({ ...command, name: command.tool }, args, context);
    return await use(answer, context);
  } finally {
    context.close();
  }
}

const titleOf = (tool: string): string => {
  const words = tool.replaceAll('_', ' ').replace(/\bkpi\b/, 'KPI');
  return words.charAt(0).toUpperCase() + words.slice(1);
};
