-- Which files brought what. The id is the landing order, given once and kept in the raw file's header.
CREATE TABLE files (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL UNIQUE,              -- landing path, relative to the data folder
  sha256 TEXT NOT NULL,                   -- of the file as it was brought
  original_name TEXT NOT NULL,            -- as it was called when it came
  landed_at TEXT NOT NULL,                -- UTC, ISO 8601: the landed file's time, not the load's
  platform TEXT NOT NULL,                 -- folder of the platform that reads it
  feed TEXT NOT NULL,                     -- '<platform>_<metric>'
  feed_version INTEGER NOT NULL,          -- raised when the same bytes become other rows
  account TEXT NOT NULL,
  rows INTEGER NOT NULL,                  -- data rows in the file = loaded + unchanged + refused
  loaded INTEGER NOT NULL,                -- new facts + corrected facts
  corrected INTEGER NOT NULL,             -- of those: a fact that was there, changed
  unchanged INTEGER NOT NULL,             -- rows that told what was known
  refused INTEGER NOT NULL,               -- rows no gate let through
  first_day TEXT,                         -- first day or month its rows tell
  last_day TEXT,                          -- last day or month its rows tell
  currency TEXT,
  money INTEGER,                          -- sum of the rows kept, 1e-9 of the currency
  UNIQUE (sha256, feed, feed_version),
  CHECK (rows = loaded + unchanged + refused)
) STRICT;

-- Lines that no gate let through: kept, counted, told.
CREATE TABLE refusals (
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  check_name TEXT NOT NULL,               -- which check
  column_name TEXT NOT NULL,              -- the feed's column; '' for the row as a whole
  reason TEXT NOT NULL,                   -- in words
  text TEXT NOT NULL,                     -- the cell, cut at 200 characters
  PRIMARY KEY (file_id, line, check_name, column_name)
) STRICT, WITHOUT ROWID;

-- What a file became, zone by zone.
CREATE TABLE outputs (
  file_id INTEGER NOT NULL REFERENCES files (id),
  zone TEXT NOT NULL CHECK (zone IN ('raw', 'staging', 'curated')), -- which zone
  path TEXT NOT NULL,                     -- relative to the data folder
  PRIMARY KEY (file_id, zone, path)
) STRICT, WITHOUT ROWID;

-- What a later file changed in a fact an earlier one brought. Values as the warehouse holds them, in text.
CREATE TABLE changes (
  table_name TEXT NOT NULL,               -- fact table
  row_key TEXT NOT NULL,                  -- JSON array of the fact's key
  column_name TEXT NOT NULL,              -- its column
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  old_file_id INTEGER NOT NULL REFERENCES files (id), -- file that told the old value: files.id
  old_line INTEGER NOT NULL,              -- line of that file
  old_value TEXT,                         -- before
  new_value TEXT,                         -- after
  PRIMARY KEY (table_name, row_key, column_name, file_id)
) STRICT, WITHOUT ROWID;

-- The newest day each source has told anything about: what "as of" prints. Written with the load.
CREATE TABLE source_dates (
  source TEXT NOT NULL,                   -- the feed
  account TEXT NOT NULL,
  newest_day TEXT NOT NULL,               -- newest day it knows a number for
  file_id INTEGER NOT NULL REFERENCES files (id),
  PRIMARY KEY (source, account)
) STRICT, WITHOUT ROWID;
