-- What the owner said a name stands for. Applied after label.json, so that names are settled otherwise for the past too;
-- facts are never touched. A row that is withdrawn stays, as the record of what held when.
CREATE TABLE decisions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL CHECK (kind IN ('artist', 'collaboration', 'store', 'track', 'country', 'campaign', 'category')),
  what TEXT NOT NULL,                     -- the name as files write it
  folded TEXT NOT NULL,                   -- as names are compared: one name is settled one way
  value TEXT NOT NULL,                    -- JSON: what it stands for
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  withdrawn_at TEXT,
  withdrawn_why TEXT                      -- 'decided otherwise', 'in label.json', or a person's
) STRICT;
CREATE UNIQUE INDEX decisions_active ON decisions (kind, folded) WHERE withdrawn_at IS NULL;

-- What names stand for in the warehouse since the last run: the hash of label.json with the decisions.
CREATE TABLE labelling (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  hash TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
