import type { Command } from '../commands/kit/define.ts';
import type { Clock } from '../core/clock.ts';
import type { Config, Role } from '../core/config.ts';
import type { Log } from '../core/log.ts';
import type { JsonSchema } from './schemas.ts';

/** A tool as it is published, in no protocol's words. */
export interface Listing {
  name: string;
  title: string;
  description: string;
  input: JsonSchema;
  /** Absent for a picture: an agent that gets structured content is not shown pictures. */
  output?: JsonSchema;
}

/** What comes of a call. Agents that get `structured` may be shown nothing else, so each part stands alone. */
export interface Outcome {
  text: string;
  structured?: Record<string, unknown>;
  png?: Uint8Array;
  failed?: true;
}

export type Arguments = Readonly<Record<string, unknown>>;

export interface Tool {
  listing: Listing;
  /** @throws BedrotError `bad_question` and whatever the question throws. */
  call(args: Arguments): Promise<Outcome>;
}

export interface Toolbox {
  /** @throws Error when a definition does not load. */
  list(): Promise<readonly Listing[]>;
  /** Never throws: what fails comes back in words. */
  call(name: string, args: Arguments): Promise<Outcome>;
}

/** What tools ask with. */
export interface Desk {
  config: Config;
  clock: Clock;
  log: Log;
  role: Role;
}

export type ToolCommand = Command & { tool: string };
