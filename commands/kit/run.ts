import { z } from 'zod';
import { BedrotError } from '../../core/errors.ts';
import { keeping } from '../../warehouse/kit/once.ts';
import { seesMoney } from './access.ts';
import type { Answer } from './answer.ts';
import { cleanAnswer } from './clean-answer.ts';
import { cleanText } from './clean-text.ts';
import type { Command, Context } from './define.ts';
import { didYouMean } from './did-you-mean.ts';
import { unwrap } from './registry.ts';

/** Characters of an error: every metric by name fits. */
const MOST_SAID = 4_000;

/**
 * The one way from a question to its answer, for every surface: reads the params, checks the role, asks, cleans.
 * @throws BedrotError `bad_question` naming what is valid; `not_allowed`; whatever the command throws.
 */
export function answerCommand(
  command: Command,
  rawParams: Readonly<Record<string, unknown>>,
  context: Context,
): Answer {
  if (command.access === 'money' && !seesMoney(context.role))
    throw new BedrotError(
      'not_allowed',
      `"${command.name}" shows money, and a ${context.role} does not see money. Ask the owner for the role analyst.`,
    );
  const params = readParams(command, rawParams);
  // One answer, one state of the warehouse, even when a load commits in the middle of it.
  const { warehouse, ops } = context;
  const ask = () => keeping(warehouse, () => command.answer(params, context));
  const answer = cleanly(() => keeping(ops, warehouse.transaction(ask)));
  // Belt and braces: a command that forgot to leave money out must not show it.
  if (answer.audience === 'money' && !seesMoney(context.role))
    throw new BedrotError(
      'not_allowed',
      `This answer holds money, and a ${context.role} does not see money.`,
    );
  return cleanAnswer(answer);
}

/** An error names what is valid, and so repeats names that came out of files: they are made harmless as an answer is. */
function cleanly<T>(work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (thrown instanceof BedrotError) thrown.message = cleanText(thrown.message, MOST_SAID);
    throw thrown;
  }
}

/** @throws BedrotError `bad_question` that teaches: the valid names, the valid values, the nearest one. */
export function readParams(
  command: Pick<Command, 'name' | 'params'>,
  rawParams: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const shape = command.params.shape as Record<string, z.ZodType>;
  const names = Object.keys(shape);
  for (const name of Object.keys(rawParams)) {
    if (!names.includes(name)) throw unknownParam(command.name, name, names);
  }
  // Surfaces hand on what was left empty as undefined or null; both mean "not given".
  const given = Object.fromEntries(
    Object.entries(rawParams).filter(([, value]) => value !== undefined && value !== null),
  );
  const parsed = command.params.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new BedrotError(
    'bad_question',
    parsed.error.issues
      .map((issue) => sayIssue(String(issue.path[0] ?? ''), shape, given, issue.message))
      .join(' '),
  );
}

function unknownParam(command: string, name: string, names: readonly string[]): BedrotError {
  const said = cleanText(name, 40);
  const hint =
    ['from', 'to', 'since', 'until', 'start', 'end'].includes(said) && names.includes('period')
      ? 'Two days go into period: 2026-01-01..2026-03-31. '
      : didYouMean(said, names);
  const valid = names.length === 0 ? 'It takes none.' : `Valid: ${names.join(', ')}.`;
  return new BedrotError('bad_question', `"${command}" has no parameter "${said}". ${hint}${valid}`);
}

function sayIssue(
  name: string,
  shape: Readonly<Record<string, z.ZodType>>,
  given: Readonly<Record<string, unknown>>,
  message: string,
): string {
  const schema = shape[name];
  const inner = schema ? unwrap(schema) : undefined;
  const said = cleanText(
    typeof given[name] === 'string' ? given[name] : (JSON.stringify(given[name]) ?? ''),
    60,
  );
  if (inner instanceof z.ZodEnum) {
    const values = inner.options.map(String);
    return `"${said}" is not a value of ${name}. ${didYouMean(said, values)}Valid: ${values.join(', ')}.`;
  }
  if (inner instanceof z.ZodNumber)
    return `${name} is a whole number from ${inner.minValue} to ${inner.maxValue}, not "${said}".`;
  if (inner instanceof z.ZodString) return `${name} is a text, not "${said}".`;
  return `${name}: ${message}`;
}
