import type { Here } from './word.ts';

/** What the doctor found, and what to do about it. */
export interface Finding {
  state: 'ok' | 'warn' | 'fail';
  says: string;
  todo?: string;
}

export interface Check {
  what: string;
  /** Whatever it throws is a failure. It changes nothing. */
  look(here: Here): Finding | Promise<Finding>;
}
