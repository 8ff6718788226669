import type { Role } from '../../core/config.ts';
import { BedrotError, toBedrotError } from '../../core/errors.ts';
import { type AuditEntry, recordAudit } from '../../warehouse/ops/audit.ts';
import type { Action, ActionContext, Done } from './action.ts';
import { cleanText } from './clean-text.ts';
import { readParams } from './run.ts';

const RANK: Readonly<Record<Role, number>> = { viewer: 0, analyst: 1, owner: 2 };

/** Whether a role may do it. */
export const mayAct = ({ access }: Pick<Action, 'access'>, role: Role): boolean => RANK[role] >= RANK[access];

/**
 * `role` is what the person is, wherever he stands: to decide is not to see.
 * @throws BedrotError `not_allowed`
 */
export function assertMayAct(action: Pick<Action, 'name' | 'access'>, role: Role): void {
  if (mayAct(action, role)) return;
  const who = action.access === 'owner' ? 'the owner of the label' : 'those who see money';
  throw new BedrotError('not_allowed', `"${action.name}" is for ${who}. Nothing was done.`);
}

type Raw = Readonly<Record<string, unknown>>;

/** What a deed would do, in words. @throws BedrotError `bad_question` */
export function confirmAction(action: Action, rawParams: Raw, context: ActionContext): string {
  const params = readParams(action, rawParams);
  return clean(context.warehouse.transaction(() => action.confirm(params, context))());
}

/** Does it, and keeps a record of who did what. @throws BedrotError `bad_question` */
export function runAction(
  action: Action,
  rawParams: Raw,
  context: ActionContext,
  surface: AuditEntry['surface'],
): Done {
  const record = (outcome: string): void =>
    recordAudit(context.ops, {
      ...{ at: context.now.toISOString(), surface, who: context.who.replace(/^discord:/, '') },
      ...{ what: action.name, params: rawParams, outcome },
    });
  try {
    const done = action.act(readParams(action, rawParams), context);
    record('ok');
    return { ...done, text: clean(done.text) };
  } catch (thrown) {
    record(toBedrotError(thrown).code);
    throw thrown;
  }
}

/** Names come from files: what would move a terminal's cursor or hide text is not printed. */
const clean = (text: string): string =>
  text
    .split('\n')
    .map((line) => cleanText(line, 1000))
    .join('\n');
