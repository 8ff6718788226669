import { z } from 'zod';
import type { Db } from '../kit/open.ts';

const name = z.string().min(1);

/** What a name may be settled as, by kind of name. Plain data: it lies in ops.db as JSON. */
export const DECISION_VALUES = {
  /** Another spelling of an artist, or an artist of its own. */
  artist: z.union([z.strictObject({ of: name }), z.strictObject({ role: z.enum(['own', 'collaborator']) })]),
  /** A joint credit of several artists. */
  collaboration: z.strictObject({ artists: z.array(name).min(2) }),
  store: z.strictObject({
    platform: name,
    usage: z.enum(['stream', 'download', 'social', 'video_ad', 'other']),
  }),
  /** Another title (or ISRC) of a track, which is told by its ISRC or title; neither: a track of its own. */
  track: z.strictObject({ isrc: name.optional(), title: name.optional() }),
  /** Another code of a country; without: a code of its own, by this name. */
  country: z.union([z.strictObject({ code: name }), z.strictObject({ name })]),
  /** Whose an ad campaign is; neither: the label's as a whole. `id`: the platform's, where it is known. */
  campaign: z.strictObject({ id: name.optional(), artist: name.optional(), track: name.optional() }),
  /** What lines of banks and cards that hold these words are. */
  category: z.strictObject({
    category: name,
    kind: z.enum(['income', 'expense', 'payout', 'transfer']).optional(),
  }),
} as const;

export type DecisionKind = keyof typeof DECISION_VALUES;
export const DECISION_KINDS = Object.keys(DECISION_VALUES) as [DecisionKind, ...DecisionKind[]];
export type DecisionValue<K extends DecisionKind = DecisionKind> = z.infer<(typeof DECISION_VALUES)[K]>;

/** What is said of one name, whoever said it. */
export type Settlement = {
  [K in DecisionKind]: { kind: K; what: string; value: DecisionValue<K> };
}[DecisionKind];

export type Decision = Settlement & {
  id: number;
  decidedBy: string;
  /** UTC, ISO 8601. */
  decidedAt: string;
  withdrawnAt: string | null;
  withdrawnWhy: string | null;
};

interface Row {
  id: number;
  kind: DecisionKind;
  what: string;
  value: string;
  decidedBy: string;
  decidedAt: string;
  withdrawnAt: string | null;
  withdrawnWhy: string | null;
}

const SELECT = `SELECT id, kind, what, value, decided_by AS decidedBy, decided_at AS decidedAt, withdrawn_at AS withdrawnAt,
  withdrawn_why AS withdrawnWhy FROM decisions`;

const decisionOf = (row: Row): Decision => ({ ...row, value: JSON.parse(row.value) }) as Decision;

/** What holds now, in no order that matters: by kind and name. */
export const listDecisions = (ops: Db): Decision[] =>
  ops.prepare<[], Row>(`${SELECT} WHERE withdrawn_at IS NULL ORDER BY kind, folded`).all().map(decisionOf);

/** All there ever were, the newest first. */
export const listAllDecisions = (ops: Db, limit: number): Decision[] =>
  ops.prepare<[number], Row>(`${SELECT} ORDER BY id DESC LIMIT ?`).all(limit).map(decisionOf);

/** What holds for a name. @param folded as `fold` makes it, so that its spelling does not matter */
export function findDecision(ops: Db, kind: DecisionKind, folded: string): Decision | undefined {
  const row = ops
    .prepare<[string, string], Row>(`${SELECT} WHERE withdrawn_at IS NULL AND kind = ? AND folded = ?`)
    .get(kind, folded);
  return row && decisionOf(row);
}

/**
 * Settles a name. What held for it before is withdrawn; saying the same again changes nothing.
 * @param folded the name as `fold` makes it: one name is settled one way, however it is spelled.
 * @throws ZodError: a value that is none of its kind, a defect of the caller.
 */
export function decide(
  ops: Db,
  settlement: Settlement,
  { folded, by }: { folded: string; by: string },
  at: Date,
): Decision {
  const { kind, what } = settlement;
  const value = JSON.stringify(DECISION_VALUES[kind].parse(settlement.value));
  const write = ops.transaction((): Decision => {
    const before = findDecision(ops, kind, folded);
    if (before && JSON.stringify(before.value) === value) return before;
    if (before) withdrawDecisions(ops, [before.id], 'decided otherwise', at);
    ops
      .prepare(
        'INSERT INTO decisions (kind, what, folded, value, decided_by, decided_at) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(kind, what, folded, value, by, at.toISOString());
    return findDecision(ops, kind, folded) as Decision;
  });
  return write.immediate();
}

/** Takes decisions back; those that are withdrawn stay as they are. @returns how many. */
export function withdrawDecisions(ops: Db, ids: readonly number[], why: string, at: Date): number {
  const withdraw = ops.prepare(
    'UPDATE decisions SET withdrawn_at = ?, withdrawn_why = ? WHERE id = ? AND withdrawn_at IS NULL',
  );
  const all = ops.transaction(() =>
    ids.reduce((sum, id) => sum + withdraw.run(at.toISOString(), why, id).changes, 0),
  );
  return all.immediate();
}

/** What names in the warehouse were settled by last, as `labellingOf` says it; null before the first run. */
export const readLabelling = (ops: Db): string | null =>
  ops.prepare<[], { hash: string }>('SELECT hash FROM labelling').get()?.hash ?? null;

export const writeLabelling = (ops: Db, hash: string, at: Date): void =>
  void ops
    .prepare(
      `INSERT INTO labelling (id, hash, at) VALUES (1, ?, ?)
       ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, at = excluded.at WHERE hash <> excluded.hash`,
    )
    .run(hash, at.toISOString());
