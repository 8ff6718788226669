import { cellText, isRecord } from './capture.ts';

/** One group of an audience. `people` and `percent` are texts as written, '' where the response does not tell them. */
export interface DemographicRecord {
  breakdown: 'age' | 'gender';
  segment: string;
  people: string;
  percent: string;
}

const LISTS = [
  ['age', ['age', 'ages', 'ageGroups', 'age_groups']],
  ['gender', ['gender', 'genders']],
] as const;
const NAMES = ['name', 'label', 'range', 'ageRange', 'age', 'gender', 'key'];
const PEOPLE = ['num', 'count', 'listeners', 'numListeners', 'value'];
const PERCENTS = ['percent', 'percentage', 'pct'];
const FRACTIONS = ['share', 'fraction', 'ratio'];

/**
 * The groups of a response about age and gender, in the shapes its neighbours on the same host have: a list of groups
 * (`[{name, num}]`) or a number a group (`{"18-24": "1,234"}`). Nobody has seen the real one.
 * @returns null for any other shape: it is not guessed.
 */
export function demographicRecords(body: Readonly<Record<string, unknown>>): DemographicRecord[] | null {
  const records: DemographicRecord[] = [];
  for (const [breakdown, names] of LISTS) {
    const list = names.map((name) => body[name]).find((value) => value !== undefined && value !== null);
    if (list === undefined) continue;
    const groups = groupsOf(list);
    if (groups === null) return null;
    records.push(...groups.map((group) => ({ breakdown, ...group })));
  }
  return records.length > 0 ? records : null;
}

type Group = Omit<DemographicRecord, 'breakdown'>;

function groupsOf(list: unknown): Group[] | null {
  if (isRecord(list)) {
    const entries = Object.entries(list);
    if (entries.some(([, value]) => typeof value === 'object' && value !== null)) return null;
    return entries.map(([segment, value]) => ({ segment, people: cellText(value), percent: '' }));
  }
  if (!Array.isArray(list)) return null;
  const groups = list.map(groupOf);
  return groups.every((group) => group !== null) ? groups : null;
}

function groupOf(record: unknown): Group | null {
  if (!isRecord(record)) return null;
  const pick = (names: readonly string[]): string =>
    cellText(names.map((name) => record[name]).find((value) => value !== undefined && value !== null));
  const [segment, people, percent, fraction] = [NAMES, PEOPLE, PERCENTS, FRACTIONS].map(pick) as [
    string,
    string,
    string,
    string,
  ];
  if (segment === '' || (people === '' && percent === '' && fraction === '')) return null;
  return { segment, people, percent: percent || percentOf(fraction) };
}

/** "0.07" -> "7". A text that is no number comes back as it was, to be refused with its row. */
function percentOf(fraction: string): string {
  if (fraction === '' || !Number.isFinite(Number(fraction))) return fraction;
  return String(Number((Number(fraction) * 100).toFixed(6)));
}
