"""The same way as ours, as a good pandas engineer writes it: vectorised, dictionary-encoded, sorted once.

Usage: main.py LANDED_FILE OUTPUT_FOLDER. Writes landing, raw, staging, curated and warehouse.db into the folder, and
prints one JSON object: the kinds of files written, and the counts and sums that must be those of ours.
"""
import json
import sys
from pathlib import Path

from cells import arrange, clean, read
from tables import load
from zones import land, write_files, write_raw


def main(source: Path, out: Path) -> None:
    landed, sha256 = land(source, out)
    text = read(landed)
    raw = write_raw(text, out)
    typed, refused = clean(text)
    del text
    frame = arrange(typed)
    del typed
    curated = write_files(frame, refused, out)
    db = load(frame, landed, sha256, out)
    rows, quantity, amount = db.execute(
        "SELECT count(*), sum(quantity), sum(amount) FROM revenue_transactions"
    ).fetchone()
    told = {"rows": rows, "quantity": quantity, "nanos": str(amount), "refused": len(refused)}
    print(json.dumps({**told, "raw": raw, "curated": curated}))


main(Path(sys.argv[1]), Path(sys.argv[2]))
