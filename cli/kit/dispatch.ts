import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Action } from '../../commands/kit/action.ts';
import { type Command, GROUPS } from '../../commands/kit/define.ts';
import { loadCommands } from '../../commands/kit/registry.ts';
import type { Clock } from '../../core/clock.ts';
import { loadConfig, PROJECT, sayIssues } from '../../core/config.ts';
import { BedrotError } from '../../core/errors.ts';
import { createLog } from '../../core/log.ts';
import { WORDS } from '../words.ts';
import { ask, QUESTION_FLAGS } from './ask.ts';
import { didYouMean } from './did-you-mean.ts';
import { bareFlags, flag, flagsOf, readFlags } from './flags.ts';
import type { Terminal } from './terminal.ts';
import type { Here, Word } from './word.ts';

export interface Started {
  terminal: Terminal;
  clock: Clock;
  env: NodeJS.ProcessEnv;
}

const EVERYWHERE = [
  flag('data', 'Another data folder than that of the settings, relative to where you are.', 'DIR'),
  flag('help', 'This text.'),
];

/** Finds the word, reads its flags, says it. Returns the exit status. */
export async function dispatch(argv: readonly string[], started: Started): Promise<number> {
  const [first, ...rest] = argv;
  if (first === undefined || first === 'help' || first === '--help' || first === '-h') {
    return first === 'help' && rest[0] !== undefined
      ? dispatch([...rest, '--help'], started)
      : showHelp(started);
  }
  if (first === '--version' || first === '-v') {
    const { version } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
      version: string;
    };
    started.terminal.out(`bedrot ${version} (Node ${process.versions.node})\n`);
    return 0;
  }
  const load = WORDS[first];
  if (load) return sayWord(first, (await load()).default, rest, started);
  return sayByName(first, rest, started);
}

/** A command, an action, or `<group> <name>` of one of them or a word. */
async function sayByName(first: string, rest: readonly string[], started: Started): Promise<number> {
  const commands = await loadCommands();
  const named = commands.find(({ name }) => name === first);
  if (named) return sayCommand(named, rest, started);
  const actions = await actionsOf(commands);
  const deed = actions.find(({ name }) => name === first);
  if (deed) return sayAction(deed, rest, started);

  if ((GROUPS as readonly string[]).includes(first)) {
    const inGroup = await entries([...commands, ...actions], first);
    const second = rest[0];
    const command = commands.find(({ name, group }) => group === first && name === second);
    if (command) return sayCommand(command, rest.slice(1), started);
    const action = actions.find(({ name, group }) => group === first && name === second);
    if (action) return sayAction(action, rest.slice(1), started);
    const word = second === undefined ? undefined : (await WORDS[second]?.())?.default;
    if (second && word?.group === first) return sayWord(second, word, rest.slice(1), started);
    if (second === undefined || second.startsWith('-')) {
      started.terminal.out(
        (await import('./help.ts')).overallHelp(
          [{ title: `bedrot ${first}`, entries: inGroup }],
          page(started),
        ),
      );
      return 0;
    }
    const names = inGroup.map(({ name }) => name);
    throw new BedrotError(
      'bad_question',
      `"${first}" has no "${second}". ${didYouMean(second, names)}It has: ${names.join(', ') || 'nothing yet'}.`,
    );
  }
  const known = [...[...commands, ...actions].map(({ name }) => name), ...Object.keys(WORDS), ...GROUPS];
  throw new BedrotError(
    'bad_question',
    `There is no word "${first}". ${didYouMean(first, known)}"bedrot --help" lists them all.`,
  );
}

async function sayCommand(command: Command, argv: readonly string[], started: Started): Promise<number> {
  const own = flagsOf(command.params);
  const common = [...QUESTION_FLAGS, ...EVERYWHERE];
  const given = readFlags(argv, [...own, ...common], bareFlags(own));
  if (given.help) {
    started.terminal.out(
      (await import('./help.ts')).wordHelp(command, own, common, bareFlags(own), page(started)),
    );
    return 0;
  }
  const asked = Object.fromEntries(
    own.filter(({ param }) => param in given).map(({ param }) => [param, given[param]]),
  );
  return ask(command, asked, given, here(given, started));
}

async function sayAction(action: Action, argv: readonly string[], started: Started): Promise<number> {
  const { ACTION_FLAGS, act } = await import('./act.ts');
  const own = flagsOf(action.params);
  const common = [...ACTION_FLAGS, ...EVERYWHERE];
  const given = readFlags(argv, [...own, ...common], bareFlags(own));
  if (given.help) {
    started.terminal.out(
      (await import('./help.ts')).wordHelp(action, own, common, bareFlags(own), page(started)),
    );
    return 0;
  }
  const missing = own.find(({ required, param }) => required && given[param] === undefined);
  if (missing) {
    throw new BedrotError(
      'bad_question',
      `It takes ${missing.placeholder}. See "bedrot ${action.name} --help".`,
    );
  }
  const params = Object.fromEntries(
    own.filter(({ param }) => param in given).map(({ param }) => [param, given[param]]),
  );
  return act(action, params, given, here(given, started));
}

/** Those that no word of the terminal stands for: `bedrot run` does itself what the action asks for. */
async function actionsOf(commands: readonly Command[]): Promise<Action[]> {
  const { loadActions } = await import('../../commands/kit/action-registry.ts');
  return (await loadActions(undefined, commands)).filter(({ name }) => !(name in WORDS));
}

async function sayWord(name: string, word: Word, argv: readonly string[], started: Started): Promise<number> {
  const own = flagsOf(word.params);
  const needed = own.filter(({ required }) => required);
  // Bare words are what it needs; where it needs nothing, what it takes many of: "bedrot import FILE FILE".
  const bare = needed.length > 0 ? needed : own.filter(({ many }) => many).slice(0, 1);
  const { help, data, ...given } = readFlags(argv, [...own, ...EVERYWHERE], bare);
  if (help) {
    started.terminal.out(
      (await import('./help.ts')).wordHelp({ name, ...word }, own, EVERYWHERE, bare, page(started)),
    );
    return 0;
  }
  const missing = needed.find(({ param }) => given[param] === undefined);
  if (missing) {
    throw new BedrotError('bad_question', `It takes ${missing.placeholder}. See "bedrot ${name} --help".`);
  }
  const parsed = word.params.safeParse(given);
  if (!parsed.success) {
    throw new BedrotError('bad_question', `${sayIssues(parsed.error)}. See "bedrot ${name} --help".`);
  }
  return word.run(parsed.data, here({ data }, started));
}

function here(given: Record<string, unknown>, { terminal, clock, env }: Started): Here {
  const config = loadConfig(env);
  const chosen = typeof given.data === 'string' ? resolve(given.data) : undefined;
  // A person at a terminal reads answers, reports and the sentence of an error; JSON lines are for those who collect
  // them, or ask for them by setting another level.
  const level = terminal.watched && config.BEDROT_LOG_LEVEL === 'info' ? 'silent' : config.BEDROT_LOG_LEVEL;
  return {
    config: chosen === undefined ? config : { ...config, BEDROT_DATA: chosen, data: chosen },
    dataChosen: chosen !== undefined,
    clock,
    log: createLog(level),
    terminal,
  };
}

async function showHelp(started: Started): Promise<number> {
  const commands = await loadCommands();
  const words = await Promise.all(
    Object.entries(WORDS).map(async ([name, load]) => ({ name, summary: (await load()).default.summary })),
  );
  const top = commands.filter(({ group }) => group === undefined);
  const actions = await actionsOf(commands);
  const sections = [
    { title: 'To do', entries: [...words, ...actions] },
    ...GROUPS.map((group) => ({ title: group, entries: commands.filter((each) => each.group === group) })),
    { title: 'more', entries: top },
  ];
  started.terminal.out((await import('./help.ts')).overallHelp(sections, page(started)));
  return 0;
}

async function entries(
  commands: readonly Pick<Command, 'name' | 'group' | 'summary'>[],
  group: string,
): Promise<{ name: string; summary: string }[]> {
  const words = await Promise.all(
    Object.entries(WORDS).map(async ([name, load]) => ({ name, ...(await load()).default })),
  );
  return [...commands, ...words].filter((each) => each.group === group);
}

const page = ({ terminal }: Started): { columns: number; paint: Terminal['paint'] } => terminal;
