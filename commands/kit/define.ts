import type { z } from 'zod';
import type { Role } from '../../core/config.ts';
import type { Day } from '../../core/days.ts';
import type { Label } from '../../core/label.ts';
import type { MetricRegistry } from '../../warehouse/kit/metric.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import type { Answer } from './answer.ts';

export const GROUPS = [
  'kpi',
  'money',
  'fans',
  'insight',
  'data',
  'pipeline',
  'alert',
  'digest',
  'auth',
] as const;
export type Group = (typeof GROUPS)[number];

/** What a command asks with. It knows no surface. */
export interface Context {
  /** `warehouse.db`, read-only. */
  warehouse: Db;
  /** `ops.db`: policies, runs, incidents. Read only through `warehouse/ops`. */
  ops: Db;
  /** Every metric, by name. */
  metrics: MetricRegistry;
  /** label.json with what was decided since. */
  label: Label;
  /** label.json as it stands. */
  ownLabel: Label;
  /** The day it is in the label's time zone. */
  today: Day;
  /** The instant it is, for what is told by the hour. */
  now: Date;
  role: Role;
}

/** One question -> one Answer. File name = `name` = CLI word. */
export interface Command<Params extends z.ZodObject = z.ZodObject> {
  name: string;
  /** The Discord subcommand group it stands in; absent: top level. */
  group?: Group;
  /** Its MCP tool name; absent: not a tool. */
  tool?: string;
  /** One line, at most 100 characters (Discord's bound). */
  summary: string;
  /** For an agent that chooses among tools: when to take this one, in one sentence ("Use it for ...; for X take Y."). */
  when?: string;
  /** A flat strict object of at most 8; shared ones live in params.ts. */
  params: Params;
  /** `numbers`: everybody; `money`: analysts and the owner. A command that shows money only in part says `numbers` and leaves it out. */
  access: 'numbers' | 'money';
  /** Its answer is a document: Discord offers it as a PDF, beside the CSV. */
  document?: true;
  // A method, so that commands of unlike params share one registry without `any`.
  answer(params: z.infer<Params>, context: Context): Answer;
}

/** Gives a definition its type. */
export const defineCommand = <Params extends z.ZodObject>(command: Command<Params>): Command<Params> =>
  command;
