-- Sums of the statements, small enough to be read for any question. They hold nothing of their own: each row is the sum
-- of facts that share its key and know the same numbers, so that what is worked out of rows is what is worked out of
-- facts. Made again for the months a load touched, in its transaction; keys are names as written, as in the facts.

-- Statements by store and credit.
CREATE TABLE revenue_by_store (
  sale_month TEXT NOT NULL,               -- YYYY-MM: when it was played or sold
  platform_name_id INTEGER NOT NULL,
  artist_name_id INTEGER NOT NULL,
  reporting_date TEXT NOT NULL,           -- YYYY-MM-DD: when the store's payment came in
  distributor_id INTEGER NOT NULL,
  income_type TEXT NOT NULL,              -- as in revenue_transactions
  currency TEXT NOT NULL,
  file_id INTEGER NOT NULL REFERENCES files (id),
  -- What its facts tell, as bits: 1 the quantity, 2 the amount, 4 that the amount is above 0.
  known INTEGER NOT NULL,
  facts INTEGER NOT NULL,                 -- rows of revenue_transactions that were added
  quantity INTEGER,                       -- their sum; NULL: none of them tells it
  amount INTEGER,                         -- their sum, 1e-9 of the currency; NULL: none of them tells it
  PRIMARY KEY (sale_month, platform_name_id, artist_name_id, reporting_date, distributor_id, income_type, currency, file_id, known)
) STRICT, WITHOUT ROWID;

-- Statements by track.
CREATE TABLE revenue_by_track (
  sale_month TEXT NOT NULL,               -- YYYY-MM: when it was played or sold
  track_name_id INTEGER NOT NULL,
  usage TEXT NOT NULL,                    -- of the store: platform_names.usage
  reporting_date TEXT NOT NULL,           -- YYYY-MM-DD: when the store's payment came in
  distributor_id INTEGER NOT NULL,
  income_type TEXT NOT NULL,              -- as in revenue_transactions
  currency TEXT NOT NULL,
  file_id INTEGER NOT NULL REFERENCES files (id),
  -- What its facts tell, as bits: 1 the quantity, 2 the amount, 4 that the amount is above 0.
  known INTEGER NOT NULL,
  facts INTEGER NOT NULL,                 -- rows of revenue_transactions that were added
  quantity INTEGER,                       -- their sum; NULL: none of them tells it
  amount INTEGER,                         -- their sum, 1e-9 of the currency; NULL: none of them tells it
  PRIMARY KEY (sale_month, track_name_id, usage, reporting_date, distributor_id, income_type, currency, file_id, known)
) STRICT, WITHOUT ROWID;
-- The months of a few tracks, by which their facts are reached.
CREATE INDEX revenue_by_track_of ON revenue_by_track (track_name_id);

-- Statements by country and credit.
CREATE TABLE revenue_by_country (
  sale_month TEXT NOT NULL,               -- YYYY-MM: when it was played or sold
  territory TEXT NOT NULL,
  artist_name_id INTEGER NOT NULL,
  usage TEXT NOT NULL,                    -- of the store: platform_names.usage
  reporting_date TEXT NOT NULL,           -- YYYY-MM-DD: when the store's payment came in
  distributor_id INTEGER NOT NULL,
  income_type TEXT NOT NULL,              -- as in revenue_transactions
  currency TEXT NOT NULL,
  file_id INTEGER NOT NULL REFERENCES files (id),
  -- What its facts tell, as bits: 1 the quantity, 2 the amount, 4 that the amount is above 0.
  known INTEGER NOT NULL,
  facts INTEGER NOT NULL,                 -- rows of revenue_transactions that were added
  quantity INTEGER,                       -- their sum; NULL: none of them tells it
  amount INTEGER,                         -- their sum, 1e-9 of the currency; NULL: none of them tells it
  PRIMARY KEY (sale_month, territory, artist_name_id, usage, reporting_date, distributor_id, income_type, currency, file_id, known)
) STRICT, WITHOUT ROWID;

-- Months whose sums are not those of the facts; while there are any, questions read the facts.
CREATE TABLE stale_sums (
  sale_month TEXT PRIMARY KEY             -- YYYY-MM; '' stands for all of them
) STRICT, WITHOUT ROWID;
INSERT INTO stale_sums VALUES ('');

-- What a store is used for is settled by label.json, which may change. Not INSERT OR IGNORE: what a statement that fires it
-- says of conflicts would hold here too.
CREATE TRIGGER usage_is_in_sums AFTER UPDATE OF usage ON platform_names WHEN old.usage <> new.usage
BEGIN
  INSERT INTO stale_sums SELECT '' WHERE NOT EXISTS (SELECT 1 FROM stale_sums WHERE sale_month = '');
END;
