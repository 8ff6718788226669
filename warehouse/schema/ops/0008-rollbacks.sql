-- A landed file whose rows the owner took back. Its bytes stay in landing; no load and no rebuild takes them.
ALTER TABLE landed_files ADD COLUMN rolled_back_at TEXT;
