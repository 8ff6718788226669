import { createReadStream } from 'node:fs';
import { copyFile, rm } from 'node:fs/promises';
import { writeBlanked } from './blanked.ts';
import { PERSONAL } from './drops.ts';
import { isDropped } from './header.ts';
import { FileRefused } from './platform.ts';
import type { Document } from './read/document.ts';
import { openBrought } from './read/open.ts';

/** How much of a file quarantine keeps: all of it, all but columns of persons, or the reason alone. */
export type Kept = 'all' | 'without-persons' | 'nothing';

/**
 * Copies a file nobody could read without what tells of buyers or subscribers. A table with such columns is written
 * with them empty; what cannot be written so (a zip of them, a damaged file with an e-mail address in it) is not kept.
 */
export async function copyWithoutPersons(path: string, originalName: string, target: string): Promise<Kept> {
  const kept = await look(path, originalName);
  if (kept === 'all') await copyFile(path, target);
  if (typeof kept === 'string') return kept;
  try {
    await writeBlanked(kept, { drops: PERSONAL }, target);
    return 'without-persons';
  } catch (cause) {
    if (!(cause instanceof FileRefused)) throw cause;
    await rm(target, { force: true });
    return 'nothing';
  }
}

/** The document whose columns are to be empty, or what is kept without one. */
async function look(path: string, originalName: string): Promise<Document | 'all' | 'nothing'> {
  try {
    const { documents } = await openBrought(path, originalName);
    for (const document of documents) {
      if (await tellsOfPersons(document)) return document.entry === null ? document : 'nothing';
    }
    return 'all';
  } catch (cause) {
    if (!(cause instanceof FileRefused)) throw cause;
    return (await holdsAddress(path)) ? 'nothing' : 'all';
  }
}

async function tellsOfPersons(document: Document): Promise<boolean> {
  const isPersonal = isDropped(PERSONAL);
  if (document.format !== 'json') return document.header?.some(isPersonal) ?? false;
  const names = (await document.text()).matchAll(/"((?:[^"\\]|\\.){1,80})"\s*:/g);
  return [...names].some(([, name = '']) => isPersonal(name));
}

const ADDRESS = /[\w.+-]+@[\w-]+(\.[\w-]+)+/;
const OVERLAP = 256;

/** Looks for an e-mail address in the bytes of a file, UTF-16 included. */
async function holdsAddress(path: string): Promise<boolean> {
  let tail = '';
  for await (const chunk of createReadStream(path)) {
    const text = tail + (chunk as Buffer).toString('latin1').replaceAll('\0', '');
    if (ADDRESS.test(text)) return true;
    tail = text.slice(-OVERLAP);
  }
  return false;
}
