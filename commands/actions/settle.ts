import { z } from 'zod';
import { BedrotError } from '../../core/errors.ts';
import { fold } from '../../warehouse/kit/names-fold.ts';
import {
  knownNames,
  UNMATCHED_KINDS,
  type UnmatchedKind,
  unmatchedNames,
} from '../../warehouse/kit/unmatched.ts';
import { DECISION_KINDS, decide, listDecisions, type Settlement } from '../../warehouse/ops/decisions.ts';
import { type ActionContext, defineAction } from '../kit/action.ts';
import {
  type Said,
  sayMeaning,
  sayUses,
  settlementOf,
  usesOfDecision,
  whyIdle,
} from '../kit/action-settle.ts';
import { didYouMean } from '../kit/did-you-mean.ts';

const words = (description: string) => z.string().trim().min(1).meta({ description, completes: true });

const params = z.strictObject({
  kind: z.enum(DECISION_KINDS).describe('What kind of name it is.'),
  name: words('The name as files write it; of a line of an account, words of it.'),
  as: words('The known name it stands for; or: new, collaborator, ignore.'),
  usage: z
    .enum(['stream', 'download', 'social', 'video_ad', 'other'])
    .optional()
    .describe('Of a store: what kind of use it reports; absent: stream.'),
  flow: z
    .enum(['income', 'expense', 'payout', 'transfer'])
    .optional()
    .describe('Of a line: what it is in the books; absent: as bedrot knows the line, else expense.'),
});

export default defineAction({
  name: 'settle',
  group: 'pipeline',
  summary: 'Says what a name in your files stands for, also for the past. The command unmatched lists names.',
  access: 'owner',
  params,

  confirm(said, context) {
    const { settlement, warning } = check(said, context);
    const uses = usesOfDecision(context, settlement);
    const past =
      uses.rows === 0
        ? `No file has told of that name yet. ${nearInQueue(said, context)}`
        : `Re-labelled: ${sayUses(uses, context.role)}. No number is changed.`;
    return `"${said.name}" will be ${sayMeaning(settlement)}. ${past}${warning}`.trim();
  },

  act(said, context) {
    const { settlement, warning } = check(said, context);
    const { ops, who, now, role } = context;
    const uses = usesOfDecision(context, settlement);
    decide(ops, settlement, { folded: fold(settlement.what), by: who }, now);
    const past = uses.rows === 0 ? 'No file has told of it yet.' : `Re-labelled: ${sayUses(uses, role)}.`;
    return { text: `"${said.name}" is ${sayMeaning(settlement)}. ${past}${warning}`, next: 'names' };
  },

  complete(param, others, context) {
    const kind = String(others.kind ?? 'artist');
    const queue = (UNMATCHED_KINDS as readonly string[]).includes(kind) ? (kind as UnmatchedKind) : 'artist';
    const { warehouse, label } = context;
    if (param === 'name') return unmatchedNames(warehouse, label, [queue]).map(({ name }) => name);
    const own = queue === 'artist' ? ['new', 'collaborator'] : queue === 'category' ? [] : ['new'];
    const known = knownNames(warehouse, label, queue).map(([, name]) => name);
    return [...new Set([...known, ...own, 'ignore'])];
  },
});

/** @throws BedrotError `bad_question`: it names nobody, or label.json says otherwise. */
function check(said: Said, context: ActionContext): { settlement: Settlement; warning: string } {
  const settlement = settlementOf(said, context);
  const others = listDecisions(context.ops).filter(
    (one) => one.kind !== settlement.kind || !sameName(one.what, settlement.what),
  );
  const why = whyIdle(settlement, others, context.ownLabel);
  if (why !== null)
    throw new BedrotError('bad_question', `"${said.name}" cannot be settled so: ${why}. Nothing was done.`);
  const lost = others.filter(
    (one) =>
      whyIdle(one, [...others.filter((other) => other !== one), settlement], context.ownLabel) !== null &&
      whyIdle(
        one,
        others.filter((other) => other !== one),
        context.ownLabel,
      ) === null,
  );
  const names = lost.map(({ what }) => `"${what}"`).join(', ');
  return {
    settlement,
    warning: lost.length === 0 ? '' : ` What was decided of ${names} then changes nothing.`,
  };
}

const sameName = (a: string, b: string): boolean => fold(a) === fold(b);

/** A slip of the pen is told before it is a decision. */
function nearInQueue({ kind, name }: Said, { warehouse, label }: ActionContext): string {
  const queue = UNMATCHED_KINDS.find((one) => one === kind);
  if (!queue) return '';
  return didYouMean(
    name,
    unmatchedNames(warehouse, label, [queue]).map((one) => one.name),
  ).trim();
}
