import { evidenceOf } from '../../warehouse/kit/coverage.ts';
import type { FactTable } from '../../warehouse/kit/facts.ts';
import { type Db, openWarehouse } from '../../warehouse/kit/open.ts';
import { listQuarantined } from '../../warehouse/ops/landed.ts';
import type { House } from '../kit/house.ts';
import { FileRefused, type Platform } from '../kit/platform.ts';
import { exists } from '../kit/publish.ts';
import { inData } from '../kit/zones.ts';
import { type Candidate, look } from './look.ts';
import { Trial } from './trial.ts';
import type { Found, Left } from './walk.ts';

/** What adopting would take, oldest first, and what it leaves. */
export interface Plan {
  take: Candidate[];
  /** Taken at an earlier time, with the same bytes. */
  known: Candidate[];
  left: Left[];
}

/**
 * Exports are taken. A copy that somebody's program made of them is taken only for days that nothing else tells: neither
 * an export of the folder, nor what is loaded, nor a copy that was chosen before it. A copy of statements is taken whole
 * or not at all, since its lines would count beside those of the export.
 */
export async function planOf(
  house: House,
  ops: Db,
  platforms: readonly Platform[],
  found: readonly Found[],
): Promise<Plan> {
  const { candidates, left } = await look(house, ops, platforms, found);
  const exports = candidates.filter((file) => !file.isCopy);
  const copies = candidates.filter((file) => file.isCopy);
  const refused = new Set(listQuarantined(ops).map(({ sha256 }) => sha256));
  const tables = new Set(copies.flatMap(({ feeds }) => feeds.map((feed) => feed.load.table)));
  const witnesses = exports.filter(
    ({ feeds, sha256 }) => refused.has(sha256) || feeds.some((feed) => tables.has(feed.load.table)),
  );
  const chosen: Candidate[] = [];
  const bad = new Set<Candidate>();
  if (copies.length + witnesses.length > 0) {
    const trial = new Trial(house, platforms);
    try {
      const told = await loadedEvidence(house, tables);
      house.progress.step('reading what exports tell', witnesses.length);
      for (const file of witnesses) {
        const tells = await triedOf(trial, file);
        if (tells instanceof Map) for (const [table, evidence] of tells) addAll(told, table, evidence);
        // It lies in quarantine from before, and there it stays.
        else if (refused.has(file.sha256)) {
          bad.add(file);
          left.push({ from: file.from, why: 'refused', reason: tells });
        }
        house.progress.advance(1);
      }
      house.progress.step('looking for days only copies tell', copies.length);
      for (const file of copies) {
        const verdict = await judge(trial, file, told);
        if (verdict === 'take') chosen.push(file);
        else left.push({ from: file.from, ...verdict });
        house.progress.advance(1);
      }
    } finally {
      trial.close();
    }
  }
  const all = [...exports.filter((file) => !bad.has(file)), ...chosen].sort(
    (a, b) => a.at.getTime() - b.at.getTime() || (a.from < b.from ? -1 : 1),
  );
  return {
    take: all.filter(({ known }) => !known),
    known: all.filter(({ known }) => known),
    left: left.sort((a, b) => (a.from < b.from ? -1 : 1)),
  };
}

type Evidence = Map<FactTable, Set<string>>;

async function loadedEvidence(house: House, tables: ReadonlySet<FactTable>): Promise<Evidence> {
  const told: Evidence = new Map([...tables].map((table) => [table, new Set<string>()]));
  if (!(await exists(inData(house.data, 'warehouse.db')))) return told;
  const warehouse = openWarehouse(house.data);
  try {
    for (const table of tables) addAll(told, table, evidenceOf(warehouse, table));
  } finally {
    warehouse.close();
  }
  return told;
}

function addAll(told: Evidence, table: FactTable, more: ReadonlySet<string>): void {
  const known = told.get(table);
  if (known) for (const one of more) known.add(one);
}

/** What a file tells, or why it cannot be read after all. */
const triedOf = (trial: Trial, file: Candidate): Promise<Evidence | string> =>
  trial.tells(file).catch((cause: unknown) => {
    if (cause instanceof FileRefused) return cause.message;
    throw cause;
  });

async function judge(
  trial: Trial,
  file: Candidate,
  told: Evidence,
): Promise<'take' | Pick<Left, 'why' | 'reason'>> {
  const tells = await triedOf(trial, file);
  if (!(tells instanceof Map)) return { why: 'refused', reason: tells };
  const all = [...tells].flatMap(([table, evidence]) =>
    [...evidence].map((one) => ({ one, isTold: told.get(table)?.has(one) ?? false })),
  );
  const alone = all.filter(({ isTold }) => !isTold).map(({ one }) => one);
  // What was taken before stays taken; it must not count as what makes itself needless.
  if (alone.length === 0 && !file.known)
    return {
      why: 'covered',
      reason:
        all.length === 0
          ? 'It is a copy without a number in it.'
          : `It is a copy, and exports (or newer copies) tell all of its days: ${spanOf(all.map(({ one }) => one))}.`,
    };
  if (alone.length < all.length && !file.known && file.feeds.some((feed) => feed.reissue))
    return {
      why: 'partly-covered',
      reason: `It is a copy of statements of which exports tell a part. Nothing else tells ${spanOf(alone)}; get the statements of these months again, or bring the copy by itself.`,
    };
  for (const [table, evidence] of tells) addAll(told, table, evidence);
  return 'take';
}

/** "2025-01-03 to 2025-04-30" of `series|date`. */
function spanOf(evidence: readonly string[]): string {
  const dates = evidence.map((one) => one.slice(one.lastIndexOf('|') + 1)).sort();
  const [first, last] = [dates[0], dates.at(-1)];
  return first === last ? `${first}` : `${first} to ${last}`;
}
