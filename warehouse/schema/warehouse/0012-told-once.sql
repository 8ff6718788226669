-- Rows of pages with whether they count. A page names its artist as its file is called ("ZONE A0", or an id), and so one
-- day may stand under two spellings once an alias joins them: then the row of the newer file counts (`counted` 1), and the
-- others do not. `artist_key` and `track_key` are who it is, whatever it was written as.

-- Every credit with who it is, as one text: the ids of its artists, or the credit itself where nobody knows it.
CREATE VIEW artist_keys AS
SELECT n.id AS artist_name_id, -- artist_names.id: the credit as written; 0: not broken down by artist
       coalesce((SELECT group_concat(c.artist_id, '+' ORDER BY c.artist_id) FROM artist_credits c WHERE c.artist_name_id = n.id),
                'name ' || n.id) AS artist_key -- ids of its artists, one text for a collaboration; of an unsettled credit its own
FROM artist_names n;

-- Every track as written with which it is: its id in tracks, or the negative of its own where nobody knows it.
CREATE VIEW track_keys AS
SELECT id AS track_name_id, -- track_names.id: the track as written; 0: not broken down by track
       coalesce(track_id, -id) AS track_key -- the track it is; below 0 where nothing settles it
FROM track_names;

-- Spotify for Artists, each day with whether it counts.
CREATE VIEW spotify_audience_rows AS
SELECT f.*,
       a.artist_key, -- who it is, whatever it was written as
       row_number() OVER (PARTITION BY f.date, a.artist_key ORDER BY f.file_id DESC, f.artist_name_id DESC) = 1 AS counted -- 1: to be added; 0: a newer file tells the same under another spelling
FROM spotify_audience_daily f
JOIN artist_keys a ON a.artist_name_id = f.artist_name_id;

-- Tracks in Spotify for Artists, each row with whether it counts.
CREATE VIEW spotify_song_rows AS
SELECT f.*,
       a.artist_key, -- who it is, whatever it was written as
       t.track_key, -- which track it is, whatever it was written as
       row_number() OVER (
         PARTITION BY f.as_of, f.period, a.artist_key, t.track_key
         ORDER BY f.file_id DESC, f.artist_name_id DESC, f.track_name_id DESC
       ) = 1 AS counted -- 1: to be added; 0: a newer file tells the same under another spelling
FROM spotify_song_metrics f
JOIN artist_keys a ON a.artist_name_id = f.artist_name_id
JOIN track_keys t ON t.track_name_id = f.track_name_id;

-- A track's days at one store, each with whether it counts.
CREATE VIEW track_day_rows AS
SELECT f.*,
       a.artist_key, -- who it is, whatever it was written as
       t.track_key, -- which track it is, whatever it was written as
       row_number() OVER (
         PARTITION BY f.date, f.platform_id, a.artist_key, t.track_key, f.territory
         ORDER BY f.file_id DESC, f.artist_name_id DESC, f.track_name_id DESC
       ) = 1 AS counted -- 1: to be added; 0: a newer file tells the same under another spelling
FROM track_daily f
JOIN artist_keys a ON a.artist_name_id = f.artist_name_id
JOIN track_keys t ON t.track_name_id = f.track_name_id;

-- Tracks over a window, each row with whether it counts.
CREATE VIEW track_snapshot_rows AS
SELECT f.*,
       a.artist_key, -- who it is, whatever it was written as
       t.track_key, -- which track it is, whatever it was written as
       row_number() OVER (
         PARTITION BY f.as_of, f.period, f.platform_id, a.artist_key, t.track_key
         ORDER BY f.file_id DESC, f.artist_name_id DESC, f.track_name_id DESC
       ) = 1 AS counted -- 1: to be added; 0: a newer file tells the same under another spelling
FROM track_snapshots f
JOIN artist_keys a ON a.artist_name_id = f.artist_name_id
JOIN track_keys t ON t.track_name_id = f.track_name_id;

-- Playlists as pages listed them, each row with whether it counts.
CREATE VIEW playlist_rows AS
SELECT f.*,
       a.artist_key, -- who it is, whatever it was written as
       t.track_key, -- which track it is, whatever it was written as
       row_number() OVER (
         PARTITION BY f.as_of, f.period, f.platform_id, a.artist_key, t.track_key, f.playlist, f.author
         ORDER BY f.file_id DESC, f.artist_name_id DESC, f.track_name_id DESC
       ) = 1 AS counted -- 1: to be added; 0: a newer file tells the same under another spelling
FROM playlist_snapshots f
JOIN artist_keys a ON a.artist_name_id = f.artist_name_id
JOIN track_keys t ON t.track_name_id = f.track_name_id;

-- Segments of audiences, each row with whether it counts.
CREATE VIEW audience_segment_rows AS
SELECT f.*,
       a.artist_key, -- who it is, whatever it was written as
       row_number() OVER (
         PARTITION BY f.as_of, f.period, f.platform_id, f.account, a.artist_key, f.breakdown, f.segment, f.territory
         ORDER BY f.file_id DESC, f.artist_name_id DESC
       ) = 1 AS counted -- 1: to be added; 0: a newer file tells the same under another spelling
FROM audience_segments f
JOIN artist_keys a ON a.artist_name_id = f.artist_name_id;
