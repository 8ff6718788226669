import type { Day } from '../../core/days.ts';

/** A file as the owner would have downloaded it. */
export interface LabelFile {
  originalName: string;
  /** For a person: what it is, and its quirk. */
  what: string;
  /** The day it was downloaded. */
  at: Day;
  bytes: Buffer;
}
