import type { Db } from '../../warehouse/kit/open.ts';
import { findLanded } from '../../warehouse/ops/landed.ts';
import type { House } from '../kit/house.ts';
import { claim } from '../kit/landing.ts';
import { type Feed, FileRefused, type Platform } from '../kit/platform.ts';
import { exists } from '../kit/publish.ts';
import { sha256Of } from '../kit/quarantine.ts';
import { inData } from '../kit/zones.ts';
import { whyUnread } from './unread.ts';
import type { Found, Left } from './walk.ts';

/** A file that feeds take. */
export interface Candidate extends Found {
  sha256: string;
  feeds: readonly Feed[];
  account: string;
  /** Each of its feeds has these bytes already. */
  known: boolean;
}

/**
 * Finds whose each file is, the same bytes once: exports before copies, then the earliest. Where one copy of some bytes
 * has a name no feed can read them by (no artist in it), the next one is tried.
 */
export async function look(
  house: House,
  ops: Db,
  platforms: readonly Platform[],
  found: readonly Found[],
): Promise<{ candidates: Candidate[]; left: Left[] }> {
  const candidates: Candidate[] = [];
  const left: Left[] = [];
  const taken = new Map<string, Candidate>();
  const refused = new Map<string, { first: Found; why: Left['why']; reason: string }>();
  house.progress.step('looking at files', found.length);
  for (const file of [...found].sort(exportsFirst)) {
    const sha256 = await sha256Of(file.path);
    const twin = taken.get(sha256);
    if (twin) left.push({ from: file.from, why: 'same', reason: `It has the same bytes as ${twin.from}.` });
    else {
      const one = await claimed(house, ops, platforms, { ...file, sha256 });
      if ('feeds' in one) {
        taken.set(sha256, one);
        refused.delete(sha256);
        candidates.push(one);
      } else left.push(sayTwin(one, refused, sha256, file));
    }
    house.progress.advance(1);
  }
  return { candidates, left: left.filter(({ from }) => !candidates.some((one) => one.from === from)) };
}

function sayTwin(
  one: Pick<Left, 'why' | 'reason'>,
  refused: Map<string, { first: Found; why: Left['why']; reason: string }>,
  sha256: string,
  file: Found,
): Left {
  const before = refused.get(sha256);
  if (before?.reason === one.reason)
    return { from: file.from, why: 'same', reason: `It has the same bytes as ${before.first.from}.` };
  refused.set(sha256, { first: file, ...one });
  return { from: file.from, ...one };
}

async function claimed(
  house: House,
  ops: Db,
  platforms: readonly Platform[],
  file: Found & { sha256: string },
): Promise<Candidate | Pick<Left, 'why' | 'reason'>> {
  const unread = whyUnread(file.originalName);
  if (file.isCopy && unread) return { why: 'nobody', reason: `It is a copy that is not read: ${unread}.` };
  try {
    const { claims } = await claim(platforms, file.path, file.originalName);
    const feeds = claims.map(({ feed }) => feed);
    const isCopy = file.isCopy || feeds.some((feed) => feed.copies);
    const known = await Promise.all(
      feeds.map(async (feed) => {
        const landed = findLanded(ops, file.sha256, feed.name);
        return landed !== undefined && (await exists(inData(house.data, landed.path)));
      }),
    );
    return { ...file, isCopy, feeds, account: claims[0]?.account ?? '', known: known.every(Boolean) };
  } catch (cause) {
    if (!(cause instanceof FileRefused)) throw cause;
    const nobody = /nobody knows|is not a table|a login page/.test(cause.message);
    const reason =
      file.isCopy && nobody ? 'It is a copy of what exports tell, and no feed reads it.' : cause.message;
    return { why: nobody ? 'nobody' : 'refused', reason };
  }
}

/** Copies, the newest first: it has the most; raw last, since it is in pieces. */
const RANK = { landing: 0, archive: 1, curated: 2, staging: 3, raw: 4 } as const;

function exportsFirst(a: Found, b: Found): number {
  if (a.isCopy !== b.isCopy) return a.isCopy ? 1 : -1;
  const [one, other] = [a, b].map(({ zone }) => (zone === null ? 0 : RANK[zone])) as [number, number];
  const time = a.at.getTime() - b.at.getTime();
  if (a.isCopy) return one - other || -time || byName(a, b);
  return time || one - other || byName(a, b);
}

const byName = (a: Found, b: Found): number => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0);
