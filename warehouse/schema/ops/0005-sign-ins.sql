-- Every time a password was typed at a site, so that no account is locked by trying again and again.
CREATE TABLE sign_ins (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  platform TEXT NOT NULL,
  account TEXT NOT NULL,
  at TEXT NOT NULL,
  outcome TEXT                            -- 'in', or what went wrong; null: it was killed on the way
) STRICT;
CREATE INDEX sign_ins_account ON sign_ins (platform, account, id);
