-- Where in an adopted folder a file was found. Its landed_at is then the file's own time, not that of the adoption, and it
-- takes its place in the landing order by it.
ALTER TABLE landed_files ADD COLUMN adopted_from TEXT;
