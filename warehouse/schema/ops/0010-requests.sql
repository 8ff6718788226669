-- What somebody asked the pipeline to do, and what became of it. `result`: JSON; `told_at`: whoever asked was told of it.
ALTER TABLE requests ADD COLUMN outcome TEXT CHECK (outcome IN ('ok', 'partial', 'failed'));
ALTER TABLE requests ADD COLUMN told_at TEXT;
CREATE INDEX requests_open ON requests (id) WHERE done_at IS NULL;

-- Every feed and how its file is got by hand, also those without a rhythm, which have no policy. Written with the policies.
CREATE TABLE feeds (
  source TEXT PRIMARY KEY,
  platform TEXT NOT NULL,
  platform_label TEXT NOT NULL,
  label TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('reported', 'trend', 'observed')),
  cadence TEXT CHECK (cadence IN ('day', 'week', 'month')),  -- null: no rhythm
  how_to_get TEXT NOT NULL                                   -- JSON: page, steps, file expected
) STRICT, WITHOUT ROWID;
