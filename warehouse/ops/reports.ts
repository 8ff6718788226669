/** What became of one brought file. rows = loaded + unchanged + refused. */
export interface FileReport {
  originalName: string;
  /**
   * `loaded`; `known`: the ledger has these bytes already; `quarantined`: not taken in, `reason` says why; `waiting`: it
   * lies in the inbox and was not touched, `reason` says why.
   */
  state: 'loaded' | 'known' | 'quarantined' | 'waiting';
  reason?: string;
  /** Feed name, and its landing path; null when quarantined. */
  feed: string | null;
  path: string | null;
  rows: number;
  /** New and corrected facts. */
  loaded: number;
  corrected: number;
  unchanged: number;
  /** Facts of earlier files that this one, a statement issued again, no longer tells. No rows of this file. */
  withdrawn: number;
  refused: number;
  /** The first refusals, in words: "line 17: earnings 'N/A' is not an amount". */
  firstRefusals: readonly string[];
  firstDay: string | null;
  lastDay: string | null;
  /** Sum of what was kept. */
  money: { amount: string; currency: string } | null;
  /** What the file holds besides ("FollowerGender.csv is not read"), unknown columns, names nobody knows. */
  notes: readonly string[];
}

/** What a run did. It goes to whoever asked for it, as JSON also through ops.db. */
export interface RunReport {
  runId: number;
  /** `partial`: some file was quarantined or some line refused. */
  outcome: 'ok' | 'partial' | 'failed';
  files: readonly FileReport[];
  /** Things to settle that are not of one file, e.g. artists nobody knows, with their money. */
  notes: readonly string[];
}
