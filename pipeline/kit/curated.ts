import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DIMENSION_PARTS, type Dimension, FACTS } from '../../warehouse/kit/facts.ts';
import type { Feed } from './platform.ts';
import type { StagedYear } from './staging.ts';

/** One load's part of the curated zone. Paths are absolute. */
export interface CuratedJob {
  staging: string;
  columns: readonly { name: string; type: string }[];
  key: readonly string[];
  occurrence: boolean;
  dated: string;
  /** Columns the rows are sorted by, `dated` first. */
  order: readonly string[];
  /** True: `part` holds keys (and the occurrence) of rows to take out of `old`. */
  removes: boolean;
  /** `part` takes the year's own bytes of the staging file, and is the caller's to remove. */
  years: readonly (StagedYear & { part: string; old: string | null; out: string })[];
}

/** `last`: the process ends by itself. */
export type CuratedReply = { years: { year: string; rows: number }[]; last: boolean } | { error: string };

export const curatedJob = (
  feed: Feed,
  staging: string,
  years: CuratedJob['years'],
  removes = false,
): CuratedJob => ({
  staging,
  removes,
  columns: Object.entries(feed.columns).map(([name, column]) => ({ name, type: column.type.duckdb })),
  key: feed.key,
  occurrence: feed.occurrenceBy !== undefined,
  dated: feed.dated,
  order: orderOf(feed),
  years,
});

/**
 * By date, then as the fact table's key goes: what belongs together (a track's names, then its stores and countries)
 * stands together, which packs a third better than the order of the feed's own key.
 */
function orderOf(feed: Feed): string[] {
  const { table, from } = feed.load;
  const columns = FACTS[table].key.flatMap((column): string[] => {
    const parts = column.is in DIMENSION_PARTS ? DIMENSION_PARTS[column.is as Dimension] : [null];
    return parts.flatMap((part) => {
      const source = from[part === null ? column.name : `${column.name}.${part}`];
      return source && 'column' in source ? [source.column] : [];
    });
  });
  return [...new Set([feed.dated, ...columns, ...feed.key])];
}

/** Writes curated files, one job after the other, in a child process that is started, or taken over, when first needed. */
export class CuratedWriter {
  private child: ChildProcess | undefined;
  private busy = false;

  /** @throws Error with DuckDB's words when the files cannot be written; what it left is the caller's to remove. */
  async write(job: CuratedJob): Promise<{ year: string; rows: number }[]> {
    this.child ??= takeChild();
    const { child } = this;
    const stop = new AbortController();
    // Not `exit`, which may be told before the answer that was sent ahead of it is read.
    const ended = once(child, 'disconnect', { signal: stop.signal }).then(async () => {
      this.child = undefined;
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      throw new Error(`the curated writer ended with ${child.exitCode ?? child.signalCode}`);
    });
    const answered = once(child, 'message', { signal: stop.signal }).then(([reply]) => reply as CuratedReply);
    this.busy = true;
    child.send(job);
    try {
      const reply = await Promise.race([answered, ended]);
      if ('error' in reply) throw failed(reply.error);
      if (reply.last) this.child = undefined;
      return reply.years;
    } finally {
      this.busy = false;
      stop.abort();
      await Promise.allSettled([answered, ended]);
    }
  }

  /** One that is at work is ended, whatever it is at; one that is not is kept for a while. */
  async close(): Promise<void> {
    const child = this.child;
    this.child = undefined;
    if (!child) return;
    if (!this.busy) return keepChild(child);
    const gone = once(child, 'exit');
    child.disconnect();
    await gone;
  }
}

/** For the next load of this process, which may come soon; its memory goes back to the system when none does. */
const IDLE_MS = 2_000;
let idle: { child: ChildProcess; end: NodeJS.Timeout } | undefined;

/** Starting one takes longer than a small load. */
function takeChild(): ChildProcess {
  const kept = idle;
  idle = undefined;
  if (kept) clearTimeout(kept.end);
  if (!kept?.child.connected) {
    return fork(join(import.meta.dirname, 'curated-worker.ts'), [], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
    });
  }
  kept.child.ref();
  kept.child.channel?.ref();
  return kept.child;
}

/** Nothing waits for a child that is kept: it ends with this process. */
function keepChild(child: ChildProcess): void {
  if (!child.connected) return;
  if (idle) {
    child.disconnect();
    return;
  }
  child.unref();
  child.channel?.unref();
  const end = setTimeout(() => {
    idle = undefined;
    if (child.connected) child.disconnect();
  }, IDLE_MS);
  idle = { child, end: end.unref() };
}

/** DuckDB tells a full disk in words alone; the code makes it one for whoever reports it. */
const failed = (words: string): Error =>
  Object.assign(
    new Error(words),
    /ENOSPC|EFBIG|EDQUOT|no space left|file too large|quota exceeded/i.test(words) && { code: 'ENOSPC' },
  );
