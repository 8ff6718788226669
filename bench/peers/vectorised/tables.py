"""The warehouse: the same fact table and keys as ours, filled by executemany upserts in key order."""
import sqlite3
from pathlib import Path

import numpy as np
import pandas as pd
from cells import TRACK

INSERT_ROWS = 100_000

SCHEMA = """
CREATE TABLE artist_names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE track_names (
  id INTEGER PRIMARY KEY, artist_name_id INTEGER NOT NULL REFERENCES artist_names (id), title TEXT NOT NULL,
  isrc TEXT NOT NULL, upc TEXT NOT NULL, content_type TEXT NOT NULL,
  UNIQUE (artist_name_id, title, isrc, upc, content_type)) STRICT;
CREATE TABLE platforms (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE platform_names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE territories (code TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE files (id INTEGER PRIMARY KEY, path TEXT NOT NULL, sha256 TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE revenue_transactions (
  sale_month TEXT NOT NULL,
  track_name_id INTEGER NOT NULL REFERENCES track_names (id),
  platform_name_id INTEGER NOT NULL REFERENCES platform_names (id),
  territory TEXT NOT NULL REFERENCES territories (code),
  reporting_date TEXT NOT NULL,
  distributor_id INTEGER NOT NULL REFERENCES platforms (id),
  occurrence INTEGER NOT NULL,
  income_type TEXT NOT NULL,
  quantity INTEGER, currency TEXT NOT NULL, amount INTEGER, withheld INTEGER, recoup INTEGER, team_percentage INTEGER,
  file_id INTEGER NOT NULL REFERENCES files (id),
  line INTEGER NOT NULL,
  PRIMARY KEY (sale_month, track_name_id, platform_name_id, territory, reporting_date, distributor_id, occurrence)
) STRICT, WITHOUT ROWID;
"""
UPSERT = """
INSERT INTO revenue_transactions VALUES (?, ?, ?, ?, ?, 1, ?, 'royalty', ?, 'USD', ?, ?, NULL, ?, 1, ?)
ON CONFLICT DO UPDATE SET quantity = excluded.quantity, amount = excluded.amount, withheld = excluded.withheld,
  team_percentage = excluded.team_percentage, file_id = excluded.file_id, line = excluded.line
WHERE quantity IS NOT excluded.quantity OR amount IS NOT excluded.amount
"""


def texts_of(column: pd.Series) -> np.ndarray:
    return column.cat.categories.to_numpy()[column.cat.codes]


def load(frame: pd.DataFrame, landed: Path, sha256: str, out: Path) -> sqlite3.Connection:
    db = sqlite3.connect(out / "warehouse.db", isolation_level=None)
    for pragma in ["page_size = 8192", "journal_mode = WAL", "synchronous = NORMAL", "cache_size = -65536"]:
        db.execute(f"PRAGMA {pragma}")
    db.executescript(f"PRAGMA foreign_keys = ON; {SCHEMA}")
    db.execute("BEGIN IMMEDIATE")
    db.execute("INSERT INTO files VALUES (1, ?, ?)", (str(landed), sha256))
    db.execute("INSERT INTO platforms VALUES (1, 'distrokid')")
    ids = {}
    for name, table in [("artist", "artist_names"), ("store", "platform_names")]:
        texts = frame[name].cat.categories
        db.executemany(f"INSERT INTO {table} VALUES (?, ?)", enumerate(texts, start=1))
        ids[name] = frame[name].cat.codes.to_numpy() + 1
    db.executemany("INSERT INTO territories VALUES (?)", [(code,) for code in frame["country"].cat.categories])
    # Tracks in their sorted order, so that ids ascend as the rows do.
    ids["track"] = frame.groupby(TRACK, observed=True, sort=True).ngroup().to_numpy() + 1
    _, first = np.unique(ids["track"], return_index=True)
    tracks = frame.iloc[first]
    columns = [tracks[name].tolist() for name in TRACK[1:]]
    rows = zip(ids["track"][first].tolist(), ids["artist"][first].tolist(), *columns)
    db.executemany("INSERT INTO track_names VALUES (?, ?, ?, ?, ?, ?)", rows)
    texts = {name: texts_of(frame[name]) for name in ["sale_month", "country", "reporting_date"]}
    for start in range(0, len(frame), INSERT_ROWS):
        rows = slice(start, start + INSERT_ROWS)
        part = frame.iloc[rows]
        columns = [
            texts["sale_month"][rows].tolist(),
            ids["track"][rows].tolist(),
            ids["store"][rows].tolist(),
            texts["country"][rows].tolist(),
            texts["reporting_date"][rows].tolist(),
            part["occurrence"].tolist(),
            part["quantity"].tolist(),
            part["earnings"].tolist(),
            part["withheld"].tolist(),
            part["team_percentage"].tolist(),
            part["line"].tolist(),
        ]
        db.executemany(UPSERT, zip(*columns))
    db.execute("COMMIT")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return db
