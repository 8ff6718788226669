import { z } from 'zod';
import { BedrotError } from '../../core/errors.ts';
import { fold } from '../../warehouse/kit/names-fold.ts';
import {
  DECISION_KINDS,
  type Decision,
  type DecisionKind,
  findDecision,
  listDecisions,
  withdrawDecisions,
} from '../../warehouse/ops/decisions.ts';
import { type ActionContext, defineAction } from '../kit/action.ts';
import { sayMeaning, sayUses, usesOfDecision } from '../kit/action-settle.ts';
import { didYouMean } from '../kit/did-you-mean.ts';

export default defineAction({
  name: 'unsettle',
  group: 'pipeline',
  summary: 'Takes back what was decided of a name: it is again what it was before, also for the past.',
  access: 'owner',
  params: z.strictObject({
    kind: z.enum(DECISION_KINDS).describe('What kind of name it is.'),
    name: z.string().trim().min(1).meta({ description: 'The name, as it was settled.', completes: true }),
  }),

  confirm: ({ kind, name }, context) => {
    const decision = decided(kind, name, context);
    const uses = usesOfDecision(context, decision);
    return `"${decision.what}" will no longer be ${sayMeaning(decision)} (decided ${decision.decidedAt.slice(0, 10)}). Re-labelled: ${sayUses(uses, context.role)}. No number is changed.`;
  },

  act({ kind, name }, context) {
    const decision = decided(kind, name, context);
    const uses = usesOfDecision(context, decision);
    withdrawDecisions(context.ops, [decision.id], `taken back by ${context.who}`, context.now);
    return {
      text: `"${decision.what}" is no longer ${sayMeaning(decision)}. Re-labelled: ${sayUses(uses, context.role)}.`,
      next: 'names',
    };
  },

  complete: (_, others, { ops }) =>
    listDecisions(ops)
      .filter(({ kind }) => others.kind === undefined || kind === others.kind)
      .map(({ what }) => what),
});

/** @throws BedrotError `bad_question` naming what was decided. */
function decided(kind: DecisionKind, name: string, { ops }: ActionContext): Decision {
  const found = findDecision(ops, kind, fold(name));
  if (found) return found;
  const names = listDecisions(ops)
    .filter((decision) => decision.kind === kind)
    .map(({ what }) => what);
  const hint = names.length === 0 ? 'Nothing of that kind was.' : didYouMean(name, names);
  throw new BedrotError('bad_question', `Nothing was decided of the ${kind} "${name}". ${hint}`.trim());
}
