-- What an incident's card tells. `since`: the day or instant from which it is the matter; `details`: JSON.
ALTER TABLE incidents ADD COLUMN kind TEXT NOT NULL DEFAULT 'freshness' CHECK (kind IN ('freshness', 'file', 'run'));
ALTER TABLE incidents ADD COLUMN audience TEXT NOT NULL DEFAULT 'owner' CHECK (audience IN ('numbers', 'money', 'owner'));
ALTER TABLE incidents ADD COLUMN since TEXT NOT NULL DEFAULT '';
ALTER TABLE incidents ADD COLUMN details TEXT NOT NULL DEFAULT '{}';
ALTER TABLE incidents ADD COLUMN acknowledged_at TEXT;
ALTER TABLE incidents ADD COLUMN reminded_at TEXT;        -- when somebody was last called: opened, made worse, reminded

-- A row is one message of the chat: `body` is what it is to say, at `version`; `shown` is the version that it says.
ALTER TABLE outbox ADD COLUMN kind TEXT NOT NULL DEFAULT 'alert' CHECK (kind IN ('alert', 'reminder'));
ALTER TABLE outbox ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE outbox ADD COLUMN shown INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN channel_id TEXT;            -- where it was tried or stands
ALTER TABLE outbox ADD COLUMN tried_at TEXT;              -- first try under this nonce: from then on it may stand there
ALTER TABLE outbox ADD COLUMN last_error TEXT;
CREATE INDEX outbox_due ON outbox (next_try_at) WHERE shown < version;
CREATE UNIQUE INDEX outbox_card ON outbox (incident_id) WHERE kind = 'alert';

-- What was due when, and what became of it. A slot is taken once.
CREATE TABLE schedule_slots (
  name TEXT NOT NULL,
  due_at TEXT NOT NULL,
  taken_at TEXT NOT NULL,
  done_at TEXT,
  outcome TEXT CHECK (outcome IN ('ok', 'failed', 'busy')),
  missed INTEGER NOT NULL DEFAULT 0,      -- slots before it that nobody was there for
  PRIMARY KEY (name, due_at)
) STRICT, WITHOUT ROWID;

-- That a process is alive, written by itself.
CREATE TABLE heartbeats (
  service TEXT PRIMARY KEY,
  pid INTEGER NOT NULL,
  started_at TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
