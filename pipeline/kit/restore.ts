import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BedrotError } from '../../core/errors.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import { listLanded, restoreLanded } from '../../warehouse/ops/landed.ts';
import { restoreMapping } from '../../warehouse/ops/mappings.ts';
import type { House } from './house.ts';
import { FileRefused } from './platform.ts';
import { readRaw } from './raw.ts';
import { inData, rawPath } from './zones.ts';

/** Reads back from the headers of the raw zone which files landed, and in what order, for an ops.db that lost it. */
export async function restoreFromRaw(house: House, ops: Db): Promise<void> {
  const entries = await readdir(inData(house.data, 'raw'), { recursive: true, withFileTypes: true }).catch(
    () => [],
  );
  const known = new Set(listLanded(ops).map((file) => basename(rawPath(file.platform, file.path))));
  for (const entry of entries) {
    if (!entry.isFile() || !entry.name.endsWith('.ndjson.zst')) continue;
    if (known.has(entry.name)) continue;
    const { header } = await readRaw(join(entry.parentPath, entry.name)).catch((cause: unknown) => {
      if (!(cause instanceof FileRefused)) throw cause;
      const sentence = `${entry.name} in the raw zone is damaged, and nothing else knows of its file. Restore it, or move it away.`;
      throw new BedrotError('internal', sentence, {}, cause);
    });
    if (header.mapping) restoreMapping(ops, header.mapping);
    const landed = await stat(inData(house.data, header.landed)).catch(() => null);
    restoreLanded(ops, {
      id: header.order,
      path: header.landed,
      sha256: header.sha256,
      keptSha256: header.kept_sha256 ?? null,
      bytes: landed?.size ?? 0,
      originalName: header.original_name,
      landedAt: header.landed_at,
      platform: header.landed.split('/')[1] as string,
      feed: header.feed,
      account: header.account,
    });
  }
}
