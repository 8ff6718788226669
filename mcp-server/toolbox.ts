import { seesMoney } from '../commands/kit/access.ts';
import { cleanText } from '../commands/kit/clean-text.ts';
import { didYouMean } from '../commands/kit/did-you-mean.ts';
import { loadCommands } from '../commands/kit/registry.ts';
import type { Clock } from '../core/clock.ts';
import type { Config } from '../core/config.ts';
import { BedrotError, causeOf, toBedrotError } from '../core/errors.ts';
import type { Log } from '../core/log.ts';
import { chartTool } from './chart-tool.ts';
import { commandTool } from './command-tool.ts';
import { sayFailure } from './failure.ts';
import type { Desk, Outcome, Tool, Toolbox, ToolCommand } from './tool.ts';

/** Every tool the role may have, found when first asked for. */
export function createToolbox(config: Config, clock: Clock, log: Log): Toolbox {
  const desk: Desk = { config, clock, log, role: config.BEDROT_ROLE };
  let found: Promise<{ tools: Tool[]; withheld: string[] }> | undefined;
  const find = () => {
    found ??= findTools(desk);
    // A definition that does not load is told each time it is asked for, and is found once it is mended.
    found.catch(() => {
      found = undefined;
    });
    return found;
  };
  return {
    async list() {
      return (await find()).tools.map((tool) => tool.listing);
    },
    async call(name, args): Promise<Outcome> {
      const startedAt = performance.now();
      try {
        const { tools, withheld } = await find();
        const tool = tools.find((one) => one.listing.name === name);
        if (!tool) throw unknownTool(name, tools, withheld.includes(name), desk);
        const outcome = await tool.call(args);
        log.info('question_answered', {
          tool: name,
          role: desk.role,
          ms: Math.round(performance.now() - startedAt),
        });
        return outcome;
      } catch (thrown) {
        const error = toBedrotError(thrown);
        log[error.code === 'internal' ? 'error' : 'warn']('question_failed', {
          tool: cleanText(name, 64),
          role: desk.role,
          code: error.code,
          id: error.id,
          details: error.details,
          ...causeOf(error.cause),
        });
        return { failed: true, text: sayFailure(error, config) };
      }
    },
  };
}

async function findTools(desk: Desk): Promise<{ tools: Tool[]; withheld: string[] }> {
  const commands = (await loadCommands()).filter(
    (command): command is ToolCommand => command.tool !== undefined,
  );
  const allowed = commands.filter((command) => command.access === 'numbers' || seesMoney(desk.role));
  return {
    tools: [...allowed.map((command) => commandTool(command, desk)), chartTool(allowed, desk)],
    withheld: commands.filter((command) => !allowed.includes(command)).map((command) => command.tool),
  };
}

function unknownTool(name: string, tools: readonly Tool[], withheld: boolean, desk: Desk): BedrotError {
  if (withheld) {
    return new BedrotError(
      'not_allowed',
      `"${name}" shows money, and this server answers as ${desk.role}, who does not see money.`,
    );
  }
  const names = tools.map((tool) => tool.listing.name);
  const said = cleanText(name, 64);
  return new BedrotError(
    'not_found',
    `There is no tool "${said}". ${didYouMean(said, names)}Valid: ${names.join(', ')}.`,
  );
}
