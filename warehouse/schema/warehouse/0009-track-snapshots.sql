-- observed: a track at one store over a window that ends with `as_of`, where the page tells no days (Apple Music for
-- Artists). Windows overlap: never added over `period` or days of reading.
CREATE TABLE track_snapshots (
  as_of TEXT NOT NULL,                    -- last day of the window
  period TEXT NOT NULL,                   -- '<first day>..<last day>'
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  artist_name_id INTEGER NOT NULL REFERENCES artist_names (id),
  track_name_id INTEGER NOT NULL REFERENCES track_names (id),
  streams INTEGER,                        -- plays in the window
  daily_listeners INTEGER,                -- average of the days' uniques
  shazams INTEGER,                        -- recognised with Shazam
  purchases INTEGER,                      -- bought
  radio_spins INTEGER,                    -- played on radio
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (as_of, period, platform_id, artist_name_id, track_name_id)
) STRICT, WITHOUT ROWID;
