import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BedrotError } from '../../core/errors.ts';

const NAME = /^bedrot-\d{8}-\d{6}$/;
export const MANIFEST = 'manifest.json';

const manifestSchema = z.strictObject({
  version: z.literal(1),
  madeAt: z.string(),
  label: z.string(),
  why: z.string(),
  /** Path in the data folder, with `/`. */
  files: z.array(z.strictObject({ path: z.string(), bytes: z.number(), sha256: z.string() })),
  /** Rows of each table of both databases, and the sums of money: what a restored house must have again. */
  totals: z.record(z.string(), z.string()),
});
/** What a backup holds. Written last, so a folder without it is none. */
export type Manifest = z.infer<typeof manifestSchema>;

export interface Backup {
  /** Absolute path of its folder. */
  path: string;
  manifest: Manifest;
}

/** "bedrot-20261122-231844", of a UTC instant. */
export const backupName = (at: Date): string =>
  `bedrot-${at.toISOString().slice(0, 19).replaceAll('-', '').replaceAll(':', '').replace('T', '-')}`;

/** @throws BedrotError `not_found`: it is no backup, or one that was not finished */
export async function readManifest(path: string): Promise<Manifest> {
  const text = await readFile(join(path, MANIFEST), 'utf8').catch((cause: unknown) => {
    throw new BedrotError('not_found', `${path} is no backup: it has no ${MANIFEST}.`, {}, cause);
  });
  const parsed = manifestSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new BedrotError('not_found', `${join(path, MANIFEST)} is none of this version of bedrot.`);
}

/** The finished backups of a folder, oldest first. A folder that is not there has none. */
export async function listBackups(folder: string): Promise<Backup[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => NAME.test(name)).sort();
  const backups: Backup[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const manifest = await readManifest(path).catch(() => null);
    if (manifest) backups.push({ path, manifest });
  }
  return backups;
}
