"""The reference's way of loading a bank file, as its code has it.

landing -> raw rewrites the file as CSV with pandas; raw -> staging -> curated are copies of the whole file, each told
apart by its md5; the warehouse is filled with `iterrows`, dictionary look-ups and one INSERT a row, without a unique key,
foreign keys on, one commit at the end. An unknown store becomes Spotify, an unknown artist's row is skipped (all artists
of this file are known), and a row that raises is passed over.

Usage: reference.py LANDED_FILE OUTPUT_FOLDER. Prints one JSON object with the seconds of work, imports left out.
"""
import hashlib
import json
import shutil
import sqlite3
import sys
import time
from pathlib import Path

import pandas as pd

SCHEMA = """
CREATE TABLE artists (artist_id INTEGER PRIMARY KEY, artist_name TEXT UNIQUE);
CREATE TABLE tracks (track_id INTEGER PRIMARY KEY, artist_id INTEGER REFERENCES artists, title TEXT, isrc TEXT UNIQUE);
CREATE TABLE platforms (platform_id INTEGER PRIMARY KEY, platform_name TEXT UNIQUE);
CREATE TABLE territories (territory_id INTEGER PRIMARY KEY, country_code TEXT UNIQUE);
CREATE TABLE revenue_transactions (
  transaction_id INTEGER PRIMARY KEY AUTOINCREMENT,
  track_id INTEGER REFERENCES tracks, platform_id INTEGER REFERENCES platforms,
  territory_id INTEGER REFERENCES territories, reporting_date TEXT, sale_month TEXT,
  quantity INTEGER, revenue REAL);
CREATE INDEX idx_revenue_date ON revenue_transactions (reporting_date);
CREATE INDEX idx_revenue_track ON revenue_transactions (track_id);
"""


def md5(path: Path) -> str:
    return hashlib.md5(path.read_bytes()).hexdigest()


def carry(source: Path, out: Path) -> Path:
    zones = [out / zone / f"{source.stem}.csv" for zone in ["raw", "staging", "curated"]]
    for path in [out / "landing" / source.name, *zones]:
        path.parent.mkdir(parents=True)
    shutil.copy2(source, out / "landing")
    frame = pd.read_csv(out / "landing" / source.name, sep="\t", quoting=3, dtype={"UPC": str}, keep_default_na=False)
    frame.to_csv(zones[0], index=False)
    for before, after in zip(zones, zones[1:]):
        if not after.exists() or md5(before) != md5(after):
            shutil.copy2(before, after)
    return zones[-1]


def dimension(db: sqlite3.Connection, table: str, column: str, names: list[str]) -> dict[str, int]:
    for name in names:
        db.execute(f"INSERT OR IGNORE INTO {table} ({column}) VALUES (?)", (name,))
    return {name: key for key, name in db.execute(f"SELECT rowid, {column} FROM {table}")}


def load(curated: Path, out: Path) -> sqlite3.Connection:
    db = sqlite3.connect(out / "warehouse.db")
    db.executescript(f"PRAGMA foreign_keys = ON; {SCHEMA}")
    frame = pd.read_csv(curated, dtype={"UPC": str}, keep_default_na=False)
    artists = dimension(db, "artists", "artist_name", frame["Artist"].unique().tolist())
    platforms = dimension(db, "platforms", "platform_name", frame["Store"].unique().tolist())
    territories = dimension(db, "territories", "country_code", frame["Country of Sale"].unique().tolist())
    tracks: dict[str, int] = {}
    for _, row in frame.drop_duplicates("ISRC").iterrows():
        added = db.execute(
            "INSERT INTO tracks (artist_id, title, isrc) VALUES (?, ?, ?)",
            (artists[row["Artist"]], row["Title"], row["ISRC"]),
        )
        tracks[row["ISRC"]] = added.lastrowid
    for _, row in frame.iterrows():
        try:
            if row["Artist"] not in artists:
                continue
            values = (
                tracks[row["ISRC"]],
                platforms.get(row["Store"], platforms["Spotify"]),
                territories.get(row["Country of Sale"]),
                row["Reporting Date"],
                row["Sale Month"],
                int(row["Quantity"]),
                float(row["Earnings (USD)"]),
            )
            db.execute(
                """INSERT INTO revenue_transactions
                   (track_id, platform_id, territory_id, reporting_date, sale_month, quantity, revenue)
                   VALUES (?, ?, ?, ?, ?, ?, ?)""",
                values,
            )
        except (KeyError, ValueError):
            continue
    db.commit()
    return db


def main(source: Path, out: Path) -> None:
    started = time.perf_counter()
    db = load(carry(source, out), out)
    seconds = time.perf_counter() - started
    rows, quantity, revenue = db.execute("SELECT count(*), sum(quantity), sum(revenue) FROM revenue_transactions").fetchone()
    print(json.dumps({"rows": rows, "quantity": quantity, "revenue": revenue, "seconds": seconds}))


main(Path(sys.argv[1]), Path(sys.argv[2]))
