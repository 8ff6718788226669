-- The feed whose export changed its form, where that is why a file was not taken in.
ALTER TABLE quarantined_files ADD COLUMN feed TEXT;
