-- What happened, what was decided and what is asked. Times are UTC, ISO 8601.

-- Every file that was landed, written before the file appears under its final name. The id is the landing order.
CREATE TABLE landed_files (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  path TEXT NOT NULL UNIQUE,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  original_name TEXT NOT NULL,
  landed_at TEXT NOT NULL,
  platform TEXT NOT NULL,
  feed TEXT NOT NULL,
  account TEXT NOT NULL,
  UNIQUE (sha256, feed)
) STRICT;

-- Files that were not taken in, with the plain reason.
CREATE TABLE quarantined_files (
  path TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  original_name TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('run', 'import', 'rebuild')),
  started_at TEXT NOT NULL,
  finished_at TEXT,
  outcome TEXT CHECK (outcome IN ('ok', 'partial', 'failed')),
  summary TEXT                            -- JSON: files, rows, refusals
) STRICT;

CREATE TABLE requests (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  params TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  taken_at TEXT,
  done_at TEXT,
  result TEXT
) STRICT;

-- What the pipeline expects of each source, written at start so that commands need not import a platform.
CREATE TABLE policies (
  source TEXT PRIMARY KEY,                -- the feed
  platform TEXT NOT NULL,
  label TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('reported', 'trend', 'observed')),
  cadence TEXT NOT NULL CHECK (cadence IN ('day', 'week', 'month')),
  lag_days INTEGER NOT NULL,              -- how far behind the source itself is
  warn_days INTEGER NOT NULL,             -- age of the newest data date
  critical_days INTEGER NOT NULL,
  tables TEXT NOT NULL,                   -- JSON array of warehouse tables it feeds
  how_to_get TEXT NOT NULL                -- JSON: page, steps, file expected
) STRICT, WITHOUT ROWID;

CREATE TABLE incidents (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  subject TEXT NOT NULL,
  severity TEXT NOT NULL CHECK (severity IN ('warning', 'critical')),
  message TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  closed_at TEXT,
  acknowledged_by TEXT
) STRICT;
CREATE UNIQUE INDEX incidents_open ON incidents (subject) WHERE closed_at IS NULL;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  nonce TEXT NOT NULL UNIQUE,
  incident_id INTEGER REFERENCES incidents (id),
  audience TEXT NOT NULL CHECK (audience IN ('numbers', 'money', 'owner')),
  body TEXT NOT NULL,
  written_at TEXT NOT NULL,
  sent_at TEXT,
  tries INTEGER NOT NULL DEFAULT 0,
  next_try_at TEXT NOT NULL,
  message_id TEXT
) STRICT;

CREATE TABLE challenges (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  platform TEXT NOT NULL,
  account TEXT NOT NULL,
  public_key BLOB NOT NULL,
  asked_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  tries_left INTEGER NOT NULL DEFAULT 2,
  sealed_answer BLOB,
  answered_at TEXT,
  settled_at TEXT,
  outcome TEXT
) STRICT;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  surface TEXT NOT NULL,
  who TEXT NOT NULL,
  what TEXT NOT NULL,
  params TEXT NOT NULL,
  outcome TEXT NOT NULL
) STRICT;
