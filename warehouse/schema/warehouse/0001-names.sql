-- Who and where: everything facts point to. Ids are the first 48 bits of the SHA-256 of the natural key, so that the
-- same files give the same ids in whatever order and batches they are loaded (kit/ids.ts).

-- Who an answer speaks of: the label's artists, who is credited beside them, and names nobody knows yet.
CREATE TABLE artists (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,               -- folded name: what spellings are compared by
  name TEXT NOT NULL,                     -- as answers print it
  status TEXT NOT NULL CHECK (status IN ('own', 'collaborator', 'unknown')) -- own: of the label; collaborator: credited beside it; unknown: in no list
) STRICT;

-- An artist credit as a file wrote it. Row 0 is "not broken down by artist".
CREATE TABLE artist_names (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE               -- the credit, letter by letter
) STRICT;
INSERT INTO artist_names (id, name) VALUES (0, '');

-- What a credit resolves to today: one artist, or several for a collaboration. Rewritten from label.json.
CREATE TABLE artist_credits (
  artist_name_id INTEGER NOT NULL REFERENCES artist_names (id),
  artist_id INTEGER NOT NULL REFERENCES artists (id),
  PRIMARY KEY (artist_name_id, artist_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX artist_credits_by_artist ON artist_credits (artist_id, artist_name_id);

-- Stores, social networks, distributors, banks: where numbers happen and who tells them.
CREATE TABLE platforms (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,               -- 'spotify', 'apple-music', 'tiktok', 'distrokid'
  name TEXT NOT NULL,                     -- as answers print it
  known INTEGER NOT NULL CHECK (known IN (0, 1)) -- 0: a store nobody has settled
) STRICT;

-- A store as a statement wrote it ('iTunes Songs', 'YouTube (Ads)'), and what kind of use it reports.
CREATE TABLE platform_names (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,              -- the store, letter by letter
  platform_id INTEGER NOT NULL REFERENCES platforms (id),
  usage TEXT NOT NULL CHECK (usage IN ('stream', 'download', 'social', 'video_ad', 'other')) -- only a stream counts as one
) STRICT;
CREATE INDEX platform_names_by_platform ON platform_names (platform_id, id);

-- ISO 3166-1 alpha-2 as text ('NA' is Namibia), what statements add ('OU', 'ZZ'), and '' for "not broken down by country".
CREATE TABLE territories (
  code TEXT PRIMARY KEY,                  -- ISO 3166-1 alpha-2 or what statements add
  name TEXT NOT NULL,                     -- as answers print it
  known INTEGER NOT NULL CHECK (known IN (0, 1)) -- 0: a code no list has
) STRICT, WITHOUT ROWID;
INSERT INTO territories (code, name, known) VALUES ('', '', 1);

-- A recording, or an album where a statement tells only that. What is the same recording is told by the ISRC, else by the title.
CREATE TABLE tracks (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,               -- 'isrc:QZ...' or 'title:<folded title>'
  title TEXT NOT NULL,                    -- as answers print it
  isrc TEXT UNIQUE,                       -- recording code; NULL: no file tells it
  upc TEXT,                               -- product code
  release_date TEXT,                      -- first day it was out
  content_type TEXT NOT NULL CHECK (content_type IN ('song', 'album', 'unknown')) -- what statements call it
) STRICT;

-- A track as a statement wrote it. Row 0 is "not broken down by track". Absent parts are ''.
CREATE TABLE track_names (
  id INTEGER PRIMARY KEY,
  artist_name_id INTEGER NOT NULL REFERENCES artist_names (id),
  title TEXT NOT NULL,                    -- as written
  isrc TEXT NOT NULL,                     -- as written
  upc TEXT NOT NULL,                      -- as written
  content_type TEXT NOT NULL,             -- as written
  track_id INTEGER REFERENCES tracks (id),
  UNIQUE (artist_name_id, title, isrc, upc, content_type)
) STRICT;
INSERT INTO track_names (id, artist_name_id, title, isrc, upc, content_type) VALUES (0, 0, '', '', '', '');
CREATE INDEX track_names_by_track ON track_names (track_id, id);

-- Who has a part in a track. Joined to facts it would double those of a collaboration.
CREATE TABLE track_artists (
  track_id INTEGER NOT NULL REFERENCES tracks (id),
  artist_id INTEGER NOT NULL REFERENCES artists (id),
  role TEXT NOT NULL CHECK (role IN ('primary', 'featured', 'producer', 'writer')), -- the part they have in it
  PRIMARY KEY (track_id, artist_id, role)
) STRICT, WITHOUT ROWID;

-- Who is owed which part, and when it held. From label.json; shares are fractions in millionths.
CREATE TABLE track_splits (
  track_id INTEGER NOT NULL REFERENCES tracks (id),
  party TEXT NOT NULL,                    -- who is owed
  valid_from TEXT NOT NULL,               -- first day it holds
  valid_to TEXT NOT NULL,                 -- last day it holds
  share_millionths INTEGER NOT NULL CHECK (share_millionths BETWEEN 0 AND 1000000), -- part, in millionths
  PRIMARY KEY (track_id, party, valid_from)
) STRICT, WITHOUT ROWID;
