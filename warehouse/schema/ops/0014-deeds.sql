-- What was done besides runs, by hand or by the scheduler: collecting from a platform, backing up to a folder. Neither
-- touches a fact; the run that takes in what was collected has a row of its own in runs.
CREATE TABLE deeds (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('collect', 'backup')),
  what TEXT NOT NULL,                     -- the platform; the folder
  started_at TEXT NOT NULL,
  finished_at TEXT,
  outcome TEXT CHECK (outcome IN ('ok', 'failed')),
  summary TEXT                            -- JSON: files; why it failed, as a class of a closed list, and the id of the log line
) STRICT;
CREATE INDEX deeds_kind ON deeds (kind, what, id);
