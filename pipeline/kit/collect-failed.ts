import { BedrotError } from '../../core/errors.ts';

/** The closed list of what can go wrong with a site. */
export const COLLECT_FAILURES = [
  'code-needed',
  'password-refused',
  'blocked',
  'layout-changed',
  'timeout',
  'empty',
] as const;
export type CollectFailure = (typeof COLLECT_FAILURES)[number];

/** A site could not be collected from. The sentence says what to do; it holds nothing the site or the owner typed. */
export class CollectFailed extends BedrotError {
  readonly failure: CollectFailure;

  constructor(failure: CollectFailure, message: string, details: Record<string, unknown> = {}) {
    super('collect_failed', message, { failure, ...details });
    this.failure = failure;
  }
}

/** The site wants a login in the middle of the work. */
export class SessionEnded extends Error {
  override readonly name = 'SessionEnded';
}
