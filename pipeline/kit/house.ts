import type { Clock } from '../../core/clock.ts';
import type { Label } from '../../core/label.ts';
import type { Log } from '../../core/log.ts';
import type { Db } from '../../warehouse/kit/open.ts';
import type { NameCounts } from './name-counts.ts';
import type { Platform } from './platform.ts';
import type { Progress } from './report.ts';

/** What a run works with; `main` files build it. */
export interface House {
  /** Absolute path of the data folder. */
  data: string;
  label: Label;
  clock: Clock;
  log: Log;
  progress: Progress;
  /** Told when a load begins: a process that is there for it alone lets others go first. */
  giveWay?(): void;
}

/** What a run has in hand while it holds the lock. */
export interface Run {
  ops: Db;
  warehouse: Db;
  platforms: readonly Platform[];
  /** Loaded file -> version of the feed that loaded it. */
  loaded: ReadonlyMap<number, number>;
  /** The landing order is another one than the warehouse was loaded in, since older files were adopted. */
  moved?: boolean;
  /** What the files of this run tell under each name. */
  names: NameCounts;
  /** What names stand for: label.json, and what was decided since. */
  label: Label;
}
