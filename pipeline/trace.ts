import { BedrotError } from '../core/errors.ts';
import { loadMetrics } from '../warehouse/kit/discover-metrics.ts';
import { loadedPaths } from '../warehouse/kit/ledger.ts';
import { type FileTrace, traceFile } from '../warehouse/kit/lineage-file.ts';
import { type LineTrace, traceLine } from '../warehouse/kit/lineage-line.ts';
import { type Db, openOps, openWarehouse } from '../warehouse/kit/open.ts';
import {
  type LandedFile,
  listLanded,
  listQuarantined,
  listRolledBack,
  type Quarantined,
} from '../warehouse/ops/landed.ts';
import { exists } from './kit/publish.ts';
import { readRaw } from './kit/raw.ts';
import { inData, rawPath } from './kit/zones.ts';

/** What became of one file that was brought. */
export type Traced =
  | { state: 'loaded'; file: LandedFile; trace: FileTrace; line: TracedLine | null }
  | { state: 'rolled-back'; file: LandedFile }
  | { state: 'waiting'; file: LandedFile }
  | { state: 'quarantined'; file: Quarantined };

/** One line of a loaded file: as it was written, and what it became. */
export interface TracedLine extends LineTrace {
  line: number;
  /** Header -> cell, as raw has them; several where the files of a zip each have such a line. */
  records: Record<string, string>[];
}

/**
 * What a file became, the other way of `lineage`. Several where it is a zip that several feeds read, each its part.
 * @param name landing or raw path, the start of its SHA-256, or the name it was brought by.
 * @param line its line, as explain and refusals count: the header of a table is line 1.
 * @throws BedrotError `not_found`, `bad_question` (several files go by that name)
 */
export async function trace(data: string, name: string, line?: number): Promise<Traced[]> {
  const ops = openOps(data);
  try {
    const found = filesNamed(ops, name);
    if (!found.some(({ state }) => state === 'landed')) return found as Traced[];
    const warehouse = openWarehouse(data);
    try {
      const metrics = await loadMetrics();
      const ids = loadedPaths(warehouse);
      const traced: Traced[] = [];
      for (const one of found) {
        if (one.state !== 'landed') {
          traced.push(one as Traced);
          continue;
        }
        const { file } = one;
        const id = ids.get(file.path)?.id;
        const told = id === undefined ? null : traceFile(warehouse, metrics, id);
        if (id === undefined || told === null) traced.push({ state: 'waiting', file });
        else
          traced.push({
            ...{ state: 'loaded', file, trace: told },
            line:
              line === undefined
                ? null
                : { line, records: await recordsAt(data, file, line), ...traceLine(warehouse, id, line) },
          });
      }
      return traced;
    } finally {
      warehouse.close();
    }
  } finally {
    ops.close();
  }
}

type Named =
  | { state: 'landed' | 'rolled-back'; file: LandedFile }
  | { state: 'quarantined'; file: Quarantined };

/** All that one brought file is known as. */
function filesNamed(ops: Db, name: string): Named[] {
  const all: Named[] = [
    ...listLanded(ops).map((file): Named => ({ state: 'landed', file })),
    ...listRolledBack(ops).map((file): Named => ({ state: 'rolled-back', file })),
    ...listQuarantined(ops).map((file): Named => ({ state: 'quarantined', file })),
  ];
  const found = all.filter(
    ({ file }) =>
      file.path === name ||
      file.originalName === name ||
      ('platform' in file && rawPath(file.platform, file.path) === name) ||
      (/^[0-9a-f]{8,64}$/.test(name) && file.sha256.startsWith(name)),
  );
  if (found.length === 0)
    throw new BedrotError(
      'not_found',
      `No file was brought as ${name}. Say its path in the data folder, its name, or the start of its SHA-256.`,
    );
  if (new Set(found.map(({ file }) => file.sha256)).size > 1) {
    const paths = found.map(({ file }) => `${file.path} (${dayOf(file)})`).join(', ');
    throw new BedrotError('bad_question', `Several files go by that name: ${paths}. Say the path of one.`);
  }
  return found;
}

const dayOf = (file: LandedFile | Quarantined): string =>
  ('landedAt' in file ? file.landedAt : file.at).slice(0, 10);

/** The records that start on a line; none where raw has no such file. */
async function recordsAt(data: string, file: LandedFile, line: number): Promise<Record<string, string>[]> {
  const path = inData(data, rawPath(file.platform, file.path));
  if (!(await exists(path))) return [];
  const { cells } = await readRaw(path);
  const records: Record<string, string>[] = [];
  for await (const { header, lines, rows, columns, ragged } of cells) {
    for (let row = lines.indexOf(line); row >= 0 && row < rows; row = lines.indexOf(line, row + 1))
      records.push(
        named(
          header,
          columns.map(({ ids, texts }) => texts.at(ids[row] as number)),
        ),
      );
    for (const one of ragged) if (one.line === line) records.push(named(header, one.cells));
  }
  return records;
}

/** A line with more cells than the header has them under their place. */
const named = (header: readonly string[], cells: readonly string[]): Record<string, string> =>
  Object.fromEntries(cells.map((cell, at) => [header[at] ?? `cell ${at + 1}`, cell]));
