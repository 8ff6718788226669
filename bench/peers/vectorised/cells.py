"""Reading, checking, typing and sorting: dictionary-encoded, each thing once per distinct text."""
from pathlib import Path

import numpy as np
import pandas as pd

COLUMNS = {
    "Reporting Date": "reporting_date",
    "Sale Month": "sale_month",
    "Store": "store",
    "Artist": "artist",
    "Title": "title",
    "ISRC": "isrc",
    "UPC": "upc",
    "Quantity": "quantity",
    "Team Percentage": "team_percentage",
    "Song/Album": "type",
    "Country of Sale": "country",
    "Songwriter Royalties Withheld": "withheld",
    "Earnings (USD)": "earnings",
}
TEXTS = ["reporting_date", "sale_month", "store", "artist", "title", "isrc", "upc", "type", "country"]
TRACK = ["artist", "title", "isrc", "upc", "type"]
# The order of the fact table's key, so that one sort serves staging, curated and SQLite.
ORDER = ["sale_month", *TRACK, "store", "country", "reporting_date"]
PATTERNS = {
    "reporting_date": r"\d{4}-\d\d-\d\d",
    "sale_month": r"\d{4}-(?:0[1-9]|1[0-2])",
    "store": r".+",
    "country": r"[A-Z]{2}",
}


def read(landed: Path) -> pd.DataFrame:
    """Every cell as text; all but the amounts as categories, so that they are checked once per distinct text."""
    types = {header: "str" if name == "earnings" else "category" for header, name in COLUMNS.items()}
    frame = pd.read_csv(landed, sep="\t", dtype=types, keep_default_na=False, quoting=3, engine="c")
    frame = frame.rename(columns=COLUMNS)
    frame["line"] = np.arange(2, len(frame) + 2)
    return frame


def numbers(column: pd.Series, scale: float) -> tuple[np.ndarray, np.ndarray]:
    """Values times `scale` as whole numbers, and which rows are no number."""
    coded = column.dtype == "category"
    texts = pd.Series(column.cat.categories) if coded else column
    values = pd.to_numeric(texts, errors="coerce").to_numpy()
    bad = np.isnan(values)
    whole = np.where(bad, 0, np.rint(values * scale)).astype("int64")
    rows = column.cat.codes.to_numpy() if coded else slice(None)
    return whole[rows], bad[rows]


def nanos(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """1e-9 of the currency, half to even. Twelve decimals are exact in a double up to 9,000 of a currency."""
    pico, bad = numbers(column, 1e12)
    whole, rest = np.divmod(pico, 1000)
    return whole + ((rest > 500) | ((rest == 500) & (whole % 2 == 1))), bad


def clean(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    refused = np.zeros(len(frame), dtype=bool)
    for name, pattern in PATTERNS.items():
        good = np.asarray(frame[name].cat.categories.str.fullmatch(pattern), dtype=bool)
        refused |= ~good[frame[name].cat.codes.to_numpy()]
    typed = {name: frame[name] for name in TEXTS}
    typed["quantity"], bad_quantity = numbers(frame["quantity"], 1)
    typed["earnings"], bad_earnings = nanos(frame["earnings"])
    typed["withheld"], bad_withheld = nanos(frame["withheld"])
    typed["team_percentage"], bad_share = numbers(frame["team_percentage"], 10_000)
    typed["line"] = frame["line"]
    refused |= bad_quantity | bad_earnings | bad_withheld | bad_share
    return pd.DataFrame(typed)[~refused], frame[refused]


def arrange(frame: pd.DataFrame) -> pd.DataFrame:
    for name in TEXTS:
        categories = frame[name].cat.categories
        frame[name] = frame[name].cat.reorder_categories(categories.sort_values(), ordered=True)
    frame = frame.sort_values([*ORDER, "quantity", "earnings"], ignore_index=True)
    again = np.ones(len(frame), dtype=bool)
    for name in ORDER:
        codes = frame[name].cat.codes.to_numpy()
        again[1:] &= codes[1:] == codes[:-1]
    again[:1] = False
    place = np.arange(len(frame))
    frame["occurrence"] = place - np.maximum.accumulate(np.where(again, 0, place))
    return frame
