-- Facts that a re-issued statement no longer tells. They are out of their table, so no question counts them, and kept here
-- whole: if a later file tells them again they come back with the file and line they had.
CREATE TABLE withdrawals (
  table_name TEXT NOT NULL,               -- fact table the row was in
  row_key TEXT NOT NULL,                  -- JSON array of the fact's key
  feed_key TEXT NOT NULL,                 -- JSON array of the feed's key as written, and the occurrence
  row_values TEXT NOT NULL,               -- JSON object, column -> value
  file_id INTEGER NOT NULL REFERENCES files (id), -- who told it last
  line INTEGER NOT NULL,
  by_file_id INTEGER NOT NULL REFERENCES files (id), -- the re-issue that no longer tells it
  PRIMARY KEY (table_name, row_key)
) STRICT, WITHOUT ROWID;

-- Facts of earlier files that this one withdrew.
ALTER TABLE files ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
