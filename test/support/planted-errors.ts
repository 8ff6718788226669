import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { parseNanos } from '../../core/money.ts';
import { importFiles } from '../../pipeline/run.ts';
import { type Planted, plantErrors, type SpoiltFile } from '../../sandbox/label/errors.ts';
import { generateLabel } from '../../sandbox/label/index.ts';
import { type Db, openWarehouse } from '../../warehouse/kit/open.ts';
import { unmatched } from '../../warehouse/kit/unmatched.ts';
import type { FileReport } from '../../warehouse/ops/reports.ts';
import { temporaryFolder, testHouse } from './house.ts';

interface Become {
  report: FileReport;
  /** Line -> checks that refused it. */
  refused: Map<number, Set<string>>;
}

/**
 * Errors of 20 kinds in clean files, brought through the front door: each is refused by a check that fits it, or its file
 * is set aside, or its line is kept and somebody is told; and no clean line is refused.
 */
export async function catchesErrors(options: { each: number; seed: number }): Promise<void> {
  const folder = temporaryFolder();
  try {
    const { each, seed } = options;
    const made = await generateLabel({ folder: join(folder, 'clean'), today: '2026-11-22', months: 6, seed });
    const files = await plantErrors({ made, folder: join(folder, 'spoilt'), seed, each });
    const house = testHouse(join(folder, 'data'), made.label);
    const missed: string[] = [];
    // One by one: what a later file says must not hide what an earlier one did.
    for (const file of files) {
      const run = await importFiles(house, [file.path]);
      const report = run.files[0] as FileReport;
      const db = openWarehouse(house.data);
      try {
        const names = new Set(
          unmatched(db, house.label, ['artist', 'store', 'country']).map(({ name }) => name),
        );
        missed.push(...judge(file, { report, refused: refusals(db, report) }, names, db));
      } finally {
        db.close();
      }
    }
    expect(missed).toEqual([]);
    const counted = Map.groupBy(
      files.flatMap(({ planted }) => planted),
      ({ kind }) => kind,
    );
    expect([...counted].map(([kind, planted]) => [kind, planted.length])).toEqual(
      [...counted.keys()].map((kind) => [kind, each]),
    );
    expect(counted.size).toBe(20);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function refusals(db: Db, { path }: FileReport): Become['refused'] {
  const rows = db
    .prepare<[string | null], { line: number; check: string }>(
      'SELECT line, check_name AS "check" FROM refusals JOIN files ON files.id = file_id WHERE files.path = ?',
    )
    .all(path);
  const lines = new Map<number, Set<string>>();
  for (const { line, check } of rows) lines.set(line, (lines.get(line) ?? new Set()).add(check));
  return lines;
}

/** What went otherwise than it must with a file, as sentences. */
function judge(file: SpoiltFile, { report, refused }: Become, names: ReadonlySet<string>, db: Db): string[] {
  const where = `${file.kind} in ${file.feed} (${file.path})`;
  const wholly = file.planted.some(({ fate }) => fate === 'quarantined');
  if (wholly) return report.state === 'quarantined' ? [] : [`${where}: the file was taken in`];
  if (report.state !== 'loaded') return [`${where}: the file is ${report.state}: ${report.reason}`];
  const missed: string[] = [];
  if (report.feed !== file.feed) missed.push(`${where}: taken for ${report.feed}`);
  if (report.rows !== file.rows) missed.push(`${where}: ${report.rows} rows counted of ${file.rows}`);
  if (report.loaded + report.unchanged + report.refused !== report.rows)
    missed.push(`${where}: ${report.loaded} + ${report.unchanged} + ${report.refused} is not ${report.rows}`);
  const lines = new Set(file.planted.flatMap(({ lines }) => lines));
  for (const [line, checks] of refused)
    if (!lines.has(line)) missed.push(`${where}: clean line ${line} is refused by ${[...checks]}`);
  for (const error of file.planted)
    missed.push(...judgeOne(error, { report, refused }, names, db).map((why) => `${where}: ${why}`));
  return missed;
}

function judgeOne(error: Planted, { report, refused }: Become, names: ReadonlySet<string>, db: Db): string[] {
  const checks = error.lines.map((line) => [...(refused.get(line) ?? [])]);
  const told = `line ${error.lines}`;
  if (error.fate === 'refused')
    return checks.every((said) => said.some((check) => error.checks?.includes(check)))
      ? []
      : [`${told} is refused by [${checks}], not by one of ${error.checks}`];
  if (checks.flat().length > 0) return [`${told} is refused by ${checks}, not kept`];
  if (error.fate === 'rounded') return judgeAmount(error, report, db);
  const { kind, name } = error.raised ?? { kind: 'damage', name: '' };
  if (kind === 'damage')
    return report.notes.some((note) => note.includes(name)) ? [] : [`${told} is kept and nobody is told`];
  return names.has(name) ? [] : [`the ${kind} '${name}' of ${told} is not told`];
}

/** Kept to 1e-9, half to even, whatever the file has beyond. */
function judgeAmount({ lines, amount = '' }: Planted, { path }: FileReport, db: Db): string[] {
  const kept = db
    .prepare<[string | null, number | undefined], bigint>(
      'SELECT amount FROM revenue_transactions JOIN files ON files.id = file_id WHERE path = ? AND line = ?',
    )
    .pluck()
    .safeIntegers()
    .get(path, lines[0]);
  return kept === parseNanos(amount) ? [] : [`line ${lines} keeps ${kept}, the file has ${amount}`];
}
