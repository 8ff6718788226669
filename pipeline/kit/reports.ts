import { nanosToDecimal } from '../../core/money.ts';
import type { LandedFile } from '../../warehouse/ops/landed.ts';
import type { FileEffect } from './load.ts';
import type { Feed } from './platform.ts';
import type { FileReport } from './report.ts';
import { sayRefusal } from './staged.ts';

const FIRST = 5;

export const emptyReport = (originalName: string): FileReport => ({
  originalName,
  state: 'known',
  feed: null,
  path: null,
  rows: 0,
  loaded: 0,
  corrected: 0,
  unchanged: 0,
  withdrawn: 0,
  refused: 0,
  firstRefusals: [],
  firstDay: null,
  lastDay: null,
  money: null,
  notes: [],
});

const DAY_MS = 86_400_000;

/**
 * Bytes that came before. Where a source tells something new each day and the file was saved a day or more after the
 * first one came, it may be an old answer given again (Too Lost does so for days), and that is said.
 * @param savedAt when the brought file was written.
 */
export function knownReport(feed: Feed, originalName: string, file: LandedFile, savedAt: Date): FileReport {
  const days = Math.floor((savedAt.getTime() - new Date(file.landedAt).getTime()) / DAY_MS);
  const stale =
    feed.freshness?.cadence === 'day' && days >= 1
      ? `. It was saved ${days === 1 ? 'a day' : `${days} days`} after that one came and tells nothing newer: the source may have given an old answer again. Load its page anew and get it once more`
      : '';
  return {
    ...emptyReport(originalName),
    state: 'known',
    reason: file.rolledBackAt
      ? `its rows were taken back on ${file.rolledBackAt.slice(0, 10)}; "bedrot rollback --undo" makes them count again`
      : `the same bytes came as ${file.originalName} on ${file.landedAt.slice(0, 10)}${stale}`,
    feed: feed.name,
    path: file.path,
  };
}

export const loadedReport = (file: LandedFile, effect: FileEffect, notes: readonly string[]): FileReport => ({
  originalName: file.originalName,
  state: 'loaded',
  feed: file.feed,
  path: file.path,
  rows: effect.rows,
  loaded: effect.loaded,
  corrected: effect.corrected,
  unchanged: effect.unchanged,
  withdrawn: effect.withdrawn,
  refused: effect.refused,
  firstRefusals: effect.refusals.slice(0, FIRST).map(sayRefusal),
  firstDay: effect.firstDay,
  lastDay: effect.lastDay,
  money:
    effect.money !== null && effect.currency !== null
      ? { amount: nanosToDecimal(effect.money), currency: effect.currency }
      : null,
  notes,
});
