import type { z } from 'zod';
import type { Group } from '../../commands/kit/define.ts';
import type { Clock } from '../../core/clock.ts';
import type { Config } from '../../core/config.ts';
import type { Log } from '../../core/log.ts';
import type { Terminal } from './terminal.ts';

/** What a word of the terminal works with. */
export interface Here {
  config: Config;
  /** `--data DIR` was given: the data folder was chosen on this line, not by the settings. */
  dataChosen: boolean;
  clock: Clock;
  log: Log;
  terminal: Terminal;
}

/** A word of the terminal that is no question: `init`, `import`, `doctor` ... Its params become flags as a command's do. */
export interface Word<Params extends z.ZodObject = z.ZodObject> {
  /** Also reached as `bedrot <group> <name>`. */
  group?: Group;
  summary: string;
  /** More for `--help`, below the flags: what the exit status means, an example. */
  about?: string;
  params: Params;
  /** Exit status. */
  run(params: z.infer<Params>, here: Here): Promise<number>;
}

/** Gives a definition its type. */
export const defineWord = <Params extends z.ZodObject>(word: Word<Params>): Word<Params> => word;
