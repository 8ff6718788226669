-- Which part of a track's revenue stays with the label in a sale month, where that is not all of it. Made of track_splits
-- whenever names are settled, so that a question need not work it out for each line.
CREATE TABLE own_shares (
  track_id INTEGER NOT NULL REFERENCES tracks (id),
  first_month TEXT NOT NULL,              -- YYYY-MM: first sale month it holds for
  last_month TEXT NOT NULL,               -- YYYY-MM: last sale month it holds for
  share_millionths INTEGER CHECK (share_millionths BETWEEN 0 AND 1000000), -- part, in millionths; NULL: the splits are more than the whole
  PRIMARY KEY (track_id, first_month)
) STRICT, WITHOUT ROWID;
