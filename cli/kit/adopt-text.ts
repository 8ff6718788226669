import type { Adoption } from '../../pipeline/adopt/adopt.ts';
import type { Candidate } from '../../pipeline/adopt/look.ts';
import type { Left } from '../../pipeline/adopt/walk.ts';
import type { Terminal } from './terminal.ts';

const FIRST = 3;

/** What the reasons come to, in the order they are told. */
const WHY: Readonly<Record<Left['why'], string>> = {
  'partly-covered': 'copies of statements that nothing else tells whole',
  refused: 'files that cannot be read',
  nobody: 'files no feed reads',
  covered: 'copies of what exports tell',
  same: 'the same bytes a second time',
  link: 'links',
  kind: 'no exports by their kind',
};

const many = (count: number, one: string, more = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : more}`;

/** What was taken, what was not and why: counts, with the first few by name; `--json` has them all. */
export function adoptText(adoption: Adoption, paint: Terminal['paint']): string {
  const { take, known, left, run } = adoption;
  const lines = [
    paint('bold', run ? `Adopted ${adoption.folder}` : `${adoption.folder} would be adopted so:`),
  ];
  lines.push('', `${many(take.length, 'file')} ${run ? 'taken' : 'to take'}`, ...byFeed(take));
  if (known.length > 0) lines.push(`${many(known.length, 'file')} known from before`);
  const failed = run?.files.filter((file) => file.state === 'quarantined' || file.state === 'waiting') ?? [];
  for (const file of failed)
    lines.push(`${paint('red', 'refused')}  ${file.originalName}`, `         ${file.reason}`);
  const refused = run?.files.filter((file) => file.refused > 0) ?? [];
  if (refused.length > 0) {
    const rows = refused.reduce((sum, file) => sum + file.refused, 0);
    lines.push(paint('yellow', `${many(rows, 'line')} of ${many(refused.length, 'file')} cannot be read:`));
    for (const file of refused.slice(0, FIRST))
      lines.push(`  ${file.originalName}: ${file.firstRefusals[0] ?? ''}`);
  }
  if (left.length > 0) lines.push('', `${many(left.length, 'file')} left out`);
  for (const [why, title] of Object.entries(WHY)) {
    const of = left.filter((one) => one.why === why);
    if (of.length === 0) continue;
    lines.push(`  ${of.length.toLocaleString('en-US').padStart(6)}  ${title}`);
    for (const one of of.slice(0, FIRST)) lines.push(paint('dim', `          ${one.from}: ${one.reason}`));
    if (of.length > FIRST)
      lines.push(paint('dim', `          and ${of.length - FIRST} more (--json has all)`));
  }
  const written = take.filter(({ timeFrom }) => timeFrom === 'file').length;
  if (written > 0)
    lines.push(
      '',
      `${many(written, 'file')} of ${take.length.toLocaleString('en-US')} tell no time in their name: they count as of when they were last written.`,
    );
  for (const note of run?.notes ?? []) lines.push(`${paint('yellow', 'Note:')} ${note}`);
  if (!run)
    lines.push(
      '',
      take.length > 0 ? 'Nothing was done. Say it again without --dry-run.' : 'There is nothing to take.',
    );
  return `${lines.join('\n')}\n\n`;
}

function byFeed(take: readonly Candidate[]): string[] {
  const feeds = new Map<string, number>();
  for (const { feeds: of } of take) for (const { label } of of) feeds.set(label, (feeds.get(label) ?? 0) + 1);
  return [...feeds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, count]) => `  ${count.toLocaleString('en-US').padStart(6)}  ${label}`);
}

/** The same for programs: nothing of the inside of a feed. */
export const adoptJson = ({ folder, take, known, left, run }: Adoption): object => {
  const said = (files: readonly Candidate[]) =>
    files.map(({ from, originalName, at, timeFrom, feeds, account, isCopy, sha256 }) => ({
      ...{ from, originalName, at: at.toISOString(), timeFrom, feeds: feeds.map(({ name }) => name) },
      ...{ account, isCopy, sha256 },
    }));
  return { folder, done: run !== null, taken: said(take), known: said(known), left, run };
};
