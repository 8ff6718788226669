import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { extname } from 'node:path';
import type { Db } from '../../warehouse/kit/open.ts';
import { listQuarantined, recordQuarantined } from '../../warehouse/ops/landed.ts';
import type { House } from './house.ts';
import { type FileRefused, PersonalDataRefused } from './platform.ts';
import { exists, publish, publishText, temporaryFor } from './publish.ts';
import { SchemaChanged } from './schema-change.ts';
import { copyWithoutPersons, type Kept } from './unkept.ts';
import { inData, namePart, stampOf } from './zones.ts';

/**
 * Puts a file that could not be read out of the way, with the plain reason beside it. The same bytes are kept once,
 * however often they are brought. The file at `path` stays where it is.
 * Of a PersonalDataRefused only the reason is kept, not the bytes.
 */
export async function quarantine(
  house: House,
  ops: Db,
  file: { path: string; originalName: string },
  cause: FileRefused,
): Promise<void> {
  const { message: reason } = cause;
  const keep = !(cause instanceof PersonalDataRefused);
  const feed = cause instanceof SchemaChanged ? cause.feed : null;
  const sha256 = await sha256Of(file.path);
  const before = listQuarantined(ops).find((known) => known.sha256 === sha256);
  const at = house.clock.now();
  const name =
    before?.path ?? `quarantine/${stampOf(at)}_${sha256.slice(0, 8)}_${safeName(file.originalName)}`;
  const target = inData(house.data, name);
  let kept: Kept = keep ? 'all' : 'nothing';
  if (keep && !(await exists(target))) {
    const temporary = await temporaryFor(target);
    try {
      kept = await copyWithoutPersons(file.path, file.originalName, temporary);
    } catch (cause) {
      await rm(temporary, { force: true });
      throw cause;
    }
    if (kept !== 'nothing') await publish(temporary, target);
  }
  const why = { originalName: file.originalName, sha256, reason, at: at.toISOString(), feed };
  await publishText(`${target}.why.json`, `${JSON.stringify({ ...why, kept }, null, 2)}\n`);
  recordQuarantined(ops, { path: name, ...why });
  house.log.warn('file_quarantined', { file: file.originalName, reason });
}

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** A name that is valid on every system; the true one is in the reason file. */
function safeName(originalName: string): string {
  const extension = extname(originalName).toLowerCase();
  const stem = namePart(originalName.slice(0, originalName.length - extension.length)) || 'file';
  return `${stem}${/^\.[a-z0-9]{1,8}$/.test(extension) ? extension : ''}`;
}
