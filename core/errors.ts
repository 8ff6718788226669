import { randomBytes } from 'node:crypto';

/** The closed list of what can go wrong, as a person meets it. */
export const ERROR_CODES = [
  'config_invalid',
  'bad_question',
  'not_allowed',
  'not_found',
  'file_refused',
  'collect_failed',
  'backup_failed',
  'busy',
  'disk_full',
  'timeout',
  'warehouse_missing',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Exit status by code; anything else is 1. 78 is EX_CONFIG of sysexits(3), 75 EX_TEMPFAIL, 74 EX_IOERR, 69 EX_UNAVAILABLE, 65 EX_DATAERR,
 * 64 EX_USAGE. */
export const EXIT_STATUS: Partial<Record<ErrorCode, number>> = {
  config_invalid: 78,
  busy: 75,
  file_refused: 65,
  collect_failed: 69,
  backup_failed: 74,
  disk_full: 74,
  bad_question: 64,
  not_allowed: 77,
};

/**
 * An expected failure: `message` is a plain sentence for a person (what, where, what to do) and never holds a secret.
 * Everything that is not a BedrotError is a defect of ours and is shown only as `internal` with its id.
 */
export class BedrotError extends Error {
  override readonly name = 'BedrotError';
  readonly code: ErrorCode;
  /** Short id that joins what the person sees to the log line. */
  readonly id: string;
  /** For the log only. */
  readonly details: Record<string, unknown>;

  constructor(code: ErrorCode, message: string, details: Record<string, unknown> = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.id = newErrorId();
    this.details = details;
  }
}

export const newErrorId = (): string => randomBytes(4).toString('hex');

/** The one place that decides "expected" or "bug": turns anything thrown into what a person may read. */
export function toBedrotError(thrown: unknown): BedrotError {
  if (thrown instanceof BedrotError) return thrown;
  const code = (thrown as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOSPC' || code === 'SQLITE_FULL' || code === 'EFBIG' || code === 'EDQUOT') {
    return new BedrotError(
      'disk_full',
      'The disk is full. Make room and run again; nothing was lost.',
      {},
      thrown,
    );
  }
  // SQLite's words for a write the system refuses: over a quota or a limit, or because the disk fails.
  if (code === 'SQLITE_IOERR_WRITE' || code === 'SQLITE_IOERR_SHMSIZE') {
    return new BedrotError(
      'disk_full',
      'The disk takes no more: it is full, over a limit, or failing. Make room and run again; nothing was lost.',
      {},
      thrown,
    );
  }
  return new BedrotError('internal', 'Something went wrong on our side.', {}, thrown);
}

/** The whole of a foreign error, for the log and nobody else. */
export function causeOf(thrown: unknown): { cause?: string } {
  if (thrown === undefined) return {};
  if (!(thrown instanceof Error)) return { cause: String(thrown) };
  const behind = thrown.cause instanceof Error ? `\nbecause of ${thrown.cause.stack}` : '';
  return { cause: `${thrown.stack}${behind}` };
}
