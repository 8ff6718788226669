import { type Label, parseLabel } from '../../core/label.ts';
import { type Idle, labellingOf, mergeDecisions, SAID } from '../../warehouse/kit/decisions.ts';
import type { Decision } from '../../warehouse/ops/decisions.ts';

export interface Exported {
  /** label.json with the decisions, as a person can read and change it. */
  text: string;
  /** Decisions that are in it now. */
  written: Decision[];
  /** Decisions on names that label.json itself settles. */
  said: Decision[];
  /** Decisions that change nothing, which are not. */
  idle: Idle<Decision>[];
}

type Json = Record<string, unknown>;
/** Lists that decisions only add to. */
const LISTS = ['collaborations', 'stores', 'countries', 'campaigns', 'categories'] as const;

/**
 * Merges decisions into the text of label.json. What stands there stays as it is, without the defaults of the schema.
 * @throws Error when the new text would name anything otherwise: a defect.
 */
export function exportLabel(text: string, decisions: readonly Decision[]): Exported {
  const before = parseLabel(text);
  const { label, idle } = mergeDecisions(before, decisions);
  const json = JSON.parse(text) as Json;
  json.artists = withAliases(json.artists, before.artists, label.artists);
  if (label.tracks.length > 0) json.tracks = withAliases(json.tracks, before.tracks, label.tracks);
  for (const list of LISTS) {
    const more = label[list].slice(before[list].length);
    if (more.length > 0) json[list] = [...((json[list] as unknown[]) ?? []), ...more];
  }
  const made = `${JSON.stringify(json, null, 2)}\n`;
  if (labellingOf(parseLabel(made)) !== labellingOf(label))
    throw new Error('label.json with the decisions would name things otherwise than the decisions do');
  const without = new Set(idle.map(({ decision }) => decision));
  return {
    text: made,
    written: decisions.filter((decision) => !without.has(decision)),
    said: idle.filter(({ why }) => why === SAID).map(({ decision }) => decision),
    idle,
  };
}

type Named = Label['artists'][number] | Label['tracks'][number];

/** Entries that have more aliases now, and new ones, without what is empty anyway. */
function withAliases(written: unknown, before: readonly Named[], after: readonly Named[]): unknown[] {
  const entries = (written as Json[] | undefined) ?? [];
  return after.map((entry, at) => {
    const own = entries[at];
    if (!own) return compact(entry);
    const grown = entry.aliases.length > (before[at]?.aliases.length ?? 0);
    return grown ? { ...own, aliases: entry.aliases } : own;
  });
}

const compact = (entry: Named): Json =>
  Object.fromEntries(
    Object.entries(entry).filter(
      ([key, value]) =>
        !(key === 'role' && value === 'own') &&
        !(typeof value === 'object' && value !== null && Object.keys(value).length === 0),
    ),
  );
