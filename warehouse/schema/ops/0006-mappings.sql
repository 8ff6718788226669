-- What the owner said once about tables no feed knows: a mapping is a feed made of data, found by the header's names.
CREATE TABLE mappings (
  name TEXT PRIMARY KEY,                  -- the feed is mapped_<name>
  fingerprint TEXT NOT NULL UNIQUE,       -- SHA-256 of the folded header names, sorted
  version INTEGER NOT NULL,               -- raised when the owner maps the same header otherwise
  target TEXT NOT NULL,                   -- the shape: revenue, streams, ...
  columns TEXT NOT NULL,                  -- JSON object: field of the shape -> header name
  constants TEXT NOT NULL,                -- JSON object: distributor, currency, dates ...
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Of the landed file, where columns that tell of persons were made empty in it; sha256 is of the file as it was brought.
ALTER TABLE landed_files ADD COLUMN kept_sha256 TEXT;
