import type { Document } from '../read/document.ts';
import { CURRENCIES, type Profile, profileOf } from './profile.ts';
import type { Field, Target } from './shape.ts';
import { readTable, type Table } from './table.ts';
import { TARGETS } from './targets.ts';

/** What a column is taken for, and why. */
export interface ColumnGuess {
  header: string;
  samples: readonly string[];
  /** Field of the target; null: nothing in it fits. */
  field: string | null;
  /** 0 to 1. */
  confidence: number;
  reason: string;
}

/** What a table nobody knows seems to be. */
export interface Guess {
  table: Table;
  target: Target;
  columns: readonly ColumnGuess[];
  /** What the content tells of all rows: `currency`, `dates`, `decimals`. */
  constants: Readonly<Record<string, string>>;
  /** Days in it can be read in two orders, and nothing in the table says which: "03/04/2026". */
  datesOpen: boolean;
}

interface Candidate {
  at: number;
  field: string;
  score: number;
  reason: string;
}

/**
 * Guesses what a table is, by the words of its header and by what its cells are. Nothing is decided by it: a person is
 * shown it, with reasons.
 * @param as the shape, where a person said it.
 * @returns null when it is no table. @throws FileRefused when it cannot be read.
 */
export async function guessMapping(document: Document, as?: Target): Promise<Guess | null> {
  const table = await readTable(document);
  if (table === null) return null;
  const profiles = table.header.map((_, at) => profileOf(table.first?.columns[at]));
  const guesses = (as ? [as] : TARGETS).map((target) => {
    const taken = assign(target, table.header, profiles);
    return { target, taken, fit: fitOf(target, taken) };
  });
  const best = guesses.reduce((one, other) => (other.fit > one.fit ? other : one));
  const columns = table.header.map((header, at): ColumnGuess => {
    const found = best.taken.find((candidate) => candidate.at === at);
    return {
      header,
      samples: profiles[at]?.samples ?? [],
      field: found?.field ?? null,
      confidence: found?.score ?? 0,
      reason: found?.reason ?? 'no name or content that fits',
    };
  });
  return {
    table,
    target: best.target,
    columns,
    ...constantsOf(best.target, best.taken, table.header, profiles),
  };
}

/** Best pairs first, each column and each field once. */
function assign(target: Target, header: readonly string[], profiles: readonly Profile[]): Candidate[] {
  const all = Object.entries(target.fields).flatMap(([name, field]) =>
    header.flatMap((text, at): Candidate[] => {
      const judged = judge(field, text, profiles[at] as Profile);
      return judged.score === 0 ? [] : [{ at, field: name, ...judged }];
    }),
  );
  const taken: Candidate[] = [];
  for (const candidate of all.toSorted((a, b) => b.score - a.score || a.at - b.at)) {
    if (taken.some(({ at, field }) => at === candidate.at || field === candidate.field)) continue;
    taken.push(candidate);
  }
  return taken;
}

const NAME_WEIGHT = 0.6;
/** Content that is so of a kind that it needs no name. */
const TELLING = new Set(['isrc', 'upc', 'currency', 'day', 'month']);

function judge(field: Field, header: string, profile: Profile): { score: number; reason: string } {
  if (field.words.length === 0) return { score: 0, reason: '' };
  const named = nameScore(field, header);
  const share = profile.share[field.is];
  const empty = profile.texts === 0;
  // A name alone is not enough where the cells say otherwise.
  if (!empty && share < 0.5) return { score: 0, reason: '' };
  const what = empty ? 'its cells are empty' : `${sayShare(share)} of its texts are ${SAY[field.is]}`;
  if (named > 0) {
    const score = NAME_WEIGHT * named + (1 - NAME_WEIGHT) * (empty ? 0.5 : share);
    return { score, reason: `named "${header}"; ${what}` };
  }
  if (empty || !TELLING.has(field.is) || share < 0.95) return { score: 0, reason: '' };
  return { score: 0.4 * share, reason: what };
}

const sayShare = (share: number): string => (share === 1 ? 'all' : `${Math.floor(share * 100)}%`);

/** 1 for a name as such tables write it (the earlier in the list, the better), 0.6 where one is part of it. */
function nameScore(field: Field, header: string): number {
  const name = bare(header);
  const words = field.words.map(bare);
  const at = words.indexOf(name);
  if (at >= 0) return 1 - at / 100;
  return words.some((word) => ` ${name} `.includes(` ${word} `)) ? 0.6 : 0;
}

/** "Net_Revenue (USD)" -> "net revenue". */
const bare = (header: string): string =>
  header
    .trim()
    .toLowerCase()
    .replace(/[_,;:.-]+/g, ' ')
    .replace(/\s*[([](?:[a-z]{3}|[€$£%])[)\]]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** How well a shape fits: what it needs first (from a column; what may be said for all rows counts less), then all. */
function fitOf(target: Target, taken: readonly Candidate[]): number {
  const has = (name: string) => taken.find(({ field }) => field === name)?.score ?? 0;
  const needed = Object.entries(target.fields).filter(([, field]) => field.needed && field.words.length > 0);
  const met = needed.reduce((sum, [name]) => sum + has(name), 0) / Math.max(1, needed.length);
  const told = Math.max(0, ...target.oneOf.map(has));
  const sum = taken.reduce((total, { score }) => total + score, 0);
  return met * 2 + told * 2 + sum / 2 - (has(target.dated) === 0 ? 3 : 0);
}

function constantsOf(
  target: Target,
  taken: readonly Candidate[],
  header: readonly string[],
  profiles: readonly Profile[],
): Pick<Guess, 'constants' | 'datesOpen'> {
  const of = (kinds: readonly string[]) =>
    taken
      .filter(({ field }) => kinds.includes(target.fields[field]?.is ?? ''))
      .map(({ at }) => profiles[at] as Profile);
  const days = of(['day', 'month', 'day-or-month']).filter(({ numberDays }) => numberDays > 0);
  const dmy = days.every((profile) => profile.dmy >= profile.mdy);
  const mdy = days.every((profile) => profile.mdy >= profile.dmy);
  const datesOpen = days.length > 0 && dmy === mdy;
  const numbers = of(['money', 'count', 'rate']);
  const comma =
    numbers.some((profile) => profile.comma > 0) && numbers.every((profile) => profile.point === 0);
  const currency = currencyOf(target, taken, header, profiles);
  return {
    datesOpen,
    constants: {
      ...(days.length > 0 && !datesOpen && { dates: dmy ? 'dmy' : 'mdy' }),
      ...(comma && { decimals: 'comma' }),
      ...(currency !== '' && { currency }),
    },
  };
}

/** Of the header "Earnings (EUR)", or of a sign that stands in every cell; a "$" may be any dollar. */
function currencyOf(
  target: Target,
  taken: readonly Candidate[],
  header: readonly string[],
  profiles: readonly Profile[],
): string {
  if (!target.fields.currency || taken.some(({ field }) => field === 'currency')) return '';
  const money =
    taken.find(({ field }) => field === (target.money ?? '')) ??
    taken.find(({ field }) => target.fields[field]?.is === 'money');
  if (!money) return '';
  const written = /[([ ]([A-Za-z]{3})[)\]]?$/.exec(header[money.at]?.trim() ?? '')?.[1]?.toUpperCase() ?? '';
  return CURRENCIES.has(written) ? written : (profiles[money.at]?.currency ?? '');
}

const SAY: Record<Field['is'], string> = {
  day: 'days',
  month: 'months or days',
  'day-or-month': 'days or months',
  money: 'amounts',
  count: 'whole numbers',
  rate: 'rates',
  isrc: 'ISRCs',
  upc: 'UPCs',
  country: 'countries',
  currency: 'currencies',
  platform: 'names',
  'account-number': 'account numbers',
  text: 'words',
};
