-- What the checks of the data gave at the end of each run. A source that a run did not touch keeps its results, so that
-- each run tells all of them.
CREATE TABLE quality_results (
  run_id INTEGER NOT NULL REFERENCES runs (id),
  source TEXT NOT NULL,                   -- the feed; the platform, where it never delivered
  dimension TEXT NOT NULL CHECK (dimension IN ('completeness', 'accuracy', 'timeliness', 'consistency', 'validity')),
  check_name TEXT NOT NULL,
  passed INTEGER NOT NULL CHECK (passed >= 0),
  total INTEGER NOT NULL CHECK (total > 0 AND total >= passed),
  detail TEXT NOT NULL,                   -- JSON: examples of what did not pass; those under "money" hold amounts
  PRIMARY KEY (run_id, source, check_name)
) STRICT, WITHOUT ROWID;

-- What the newest results were computed from: while it is the same, they are carried over.
CREATE TABLE quality_states (
  source TEXT PRIMARY KEY,                -- the feed; '' for the checks between sources
  fingerprint TEXT NOT NULL
) STRICT, WITHOUT ROWID;
