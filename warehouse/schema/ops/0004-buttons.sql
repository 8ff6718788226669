-- Questions behind buttons that are too long for the button itself. The key is the hash of the text.
CREATE TABLE buttons (
  key TEXT PRIMARY KEY,
  text TEXT NOT NULL,
  kept_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
