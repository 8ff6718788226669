export type { FileReport, RunReport } from '../../warehouse/ops/reports.ts';

/** Told as work goes on; a terminal draws it. */
export interface Progress {
  /** A new step; `total` in whatever unit it counts, null when not known. */
  step(what: string, total: number | null): void;
  advance(by: number): void;
  end(): void;
  /** The step it is at, or was at when it broke off; '' before the first. Absent where nobody keeps it. */
  at?(): string;
}

export const noProgress: Progress = { step: () => {}, advance: () => {}, end: () => {} };
