-- Facts. NULL is "not known", never 0. Each row names the file and line that told it last.
-- Keys lead with the date: every question has a period, and a load is sorted the same way.

-- reported: what stores paid, as statements say it.
CREATE TABLE revenue_transactions (
  sale_month TEXT NOT NULL,               -- YYYY-MM: when it was played or sold
  track_name_id INTEGER NOT NULL REFERENCES track_names (id),
  platform_name_id INTEGER NOT NULL REFERENCES platform_names (id),
  territory TEXT NOT NULL REFERENCES territories (code),
  reporting_date TEXT NOT NULL,           -- YYYY-MM-DD: when the store's payment came in
  distributor_id INTEGER NOT NULL REFERENCES platforms (id),
  occurrence INTEGER NOT NULL,            -- 0, 1, ... for rows that are alike inside one file
  income_type TEXT NOT NULL,              -- 'royalty' here; later feeds: publishing, sync, merch, live ...
  quantity INTEGER,                       -- signed: reversals are negative
  currency TEXT NOT NULL,
  amount INTEGER,                         -- signed, 1e-9 of the currency, what the label receives
  withheld INTEGER,                       -- songwriter royalties withheld, 1e-9
  recoup INTEGER,                         -- 1e-9
  team_percentage INTEGER,                -- millionths
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (sale_month, track_name_id, platform_name_id, territory, reporting_date, distributor_id, occurrence)
) STRICT, WITHOUT ROWID;

-- trend: distributors' daily figures. Never added to observed or reported.
CREATE TABLE content_streams (
  date TEXT NOT NULL,                     -- the day
  distributor_id INTEGER NOT NULL REFERENCES platforms (id),
  account TEXT NOT NULL,
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  artist_name_id INTEGER NOT NULL DEFAULT 0 REFERENCES artist_names (id),
  track_name_id INTEGER NOT NULL DEFAULT 0 REFERENCES track_names (id),
  territory TEXT NOT NULL DEFAULT '' REFERENCES territories (code),
  streams INTEGER,                        -- plays of the day
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (date, distributor_id, account, platform_id, artist_name_id, track_name_id, territory)
) STRICT, WITHOUT ROWID;

-- observed: Spotify for Artists. `listeners` are daily uniques (not additive); `followers` a running total.
CREATE TABLE spotify_audience_daily (
  date TEXT NOT NULL,                     -- the day
  artist_name_id INTEGER NOT NULL REFERENCES artist_names (id),
  listeners INTEGER,                      -- uniques of the day: not to be added
  monthly_listeners INTEGER,              -- uniques of the 28 days that end with it
  monthly_active_listeners INTEGER,       -- of those, who came on purpose
  super_listeners INTEGER,                -- of those, the most devoted
  streams INTEGER,                        -- plays of the day, on Spotify
  playlist_adds INTEGER,                  -- added to listeners' playlists that day
  saves INTEGER,                          -- saved that day
  followers INTEGER,                      -- running total at the end of the day
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (date, artist_name_id)
) STRICT, WITHOUT ROWID;

-- observed: social accounts. One row a day for each artifact ('overview', 'followers'), so that each number keeps the
-- file and line it came from; the columns an artifact does not tell are NULL.
CREATE TABLE social_media_daily (
  date TEXT NOT NULL,                     -- the day
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  account TEXT NOT NULL,
  artifact TEXT NOT NULL,                 -- which export tells the row: 'overview', 'followers', 'reach' ...
  artist_name_id INTEGER NOT NULL REFERENCES artist_names (id),
  views INTEGER,                          -- video views, or what the platform calls so
  profile_views INTEGER,                  -- views of the profile
  likes INTEGER,                          -- likes of the day
  comments INTEGER,                       -- comments of the day; deleted ones are negative
  shares INTEGER,                         -- shares of the day
  followers INTEGER,                      -- running total at the end of the day
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (date, platform_id, account, artifact)
) STRICT, WITHOUT ROWID;
