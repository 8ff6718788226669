import type { z } from 'zod';
import type { Role } from '../../core/config.ts';
import type { Context, Group } from './define.ts';

/** What a deed is done with. Unlike a question it may write `ops.db`, through `warehouse/ops`; never a fact. */
export interface ActionContext extends Context {
  /** Who does it, as ops.db keeps it: `discord:<user id>`, `cli`. */
  who: string;
}

/** What became of a deed. */
export interface Done {
  /** One or two sentences, and lines if need be. */
  text: string;
  /**
   * What the pipeline now has to do: `names` settles names anew, in a short run. A surface that may run the pipeline
   * carries it out; else the scheduler does. Absent: nothing.
   */
  next?: 'names';
}

/** A deed instead of a question: it writes a wish or a decision, and the pipeline carries it out. File name = `name`. */
export interface Action<Params extends z.ZodObject = z.ZodObject> {
  name: string;
  /** The Discord subcommand group it stands in; absent: top level. */
  group?: Group;
  /** One line, at most 100 characters (Discord's bound). */
  summary: string;
  /** As a command's. A param whose schema has `meta({ completes: true })` is completed by `complete`. */
  params: Params;
  /** The least role that may do it. What decides for the label is the owner's. */
  access: Role;
  // Methods, so that actions of unlike params share one registry without `any`.
  /**
   * What it would do, in sentences a person says yes to. Changes nothing.
   * @throws BedrotError `bad_question`: it cannot be done so.
   */
  confirm(params: z.infer<Params>, context: ActionContext): string;
  /** Does it. To do it twice must do no harm: a button is pressed twice. @throws as `confirm` */
  act(params: z.infer<Params>, context: ActionContext): Done;
  /** Values to offer for a param while it is typed, the likeliest first. `others`: what stands in the other params. */
  complete?(param: string, others: Readonly<Record<string, unknown>>, context: Context): string[];
}

/** Gives a definition its type. */
export const defineAction = <Params extends z.ZodObject>(action: Action<Params>): Action<Params> => action;
