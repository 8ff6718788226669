"""The files of the zones: the landed copy, compressed raw, staging, refused lines, curated by year."""
import gzip
import hashlib
import shutil
from json.encoder import encode_basestring as quoted
from pathlib import Path

import numpy as np
import pandas as pd

try:
    import zstandard
except ImportError:
    zstandard = None
try:
    import pyarrow
except ImportError:
    pyarrow = None

RAW_ROWS = 50_000


def land(source: Path, out: Path) -> tuple[Path, str]:
    landed = out / "landing" / source.name
    landed.parent.mkdir(parents=True)
    shutil.copyfile(source, landed)
    with landed.open("rb") as file:
        return landed, hashlib.file_digest(file, "sha256").hexdigest()


def write_raw(frame: pd.DataFrame, out: Path) -> str:
    (out / "raw").mkdir()
    if zstandard is not None:
        opened = zstandard.open(out / "raw" / "bank.ndjson.zst", "wb", cctx=zstandard.ZstdCompressor(level=3))
    else:
        opened = gzip.open(out / "raw" / "bank.ndjson.gz", "wb", compresslevel=3)
    with opened as file:
        for start in range(0, len(frame), RAW_ROWS):
            part = frame.iloc[start : start + RAW_ROWS]
            cells = [json_cells(part[name]) for name in part]
            file.write("".join(f"[{line}]\n" for line in map(",".join, zip(*cells))).encode())
    return "NDJSON zstd level 3" if zstandard is not None else "NDJSON gzip level 3"


def json_cells(column: pd.Series) -> list[str]:
    """Quoted once per distinct text: four times as fast as DataFrame.to_json(lines=True)."""
    if column.dtype != "category":
        return list(map(quoted if column.dtype == object else str, column.tolist()))
    return np.array([quoted(text) for text in column.cat.categories], dtype=object)[column.cat.codes].tolist()


def write_files(frame: pd.DataFrame, refused: pd.DataFrame, out: Path) -> str:
    for zone in ["staging", "curated"]:
        (out / zone).mkdir()
    frame.to_csv(out / "staging" / "bank.csv", index=False)
    refused.to_csv(out / "staging" / "refused.csv", index=False)
    month = frame["sale_month"].cat
    years = np.array([text[:4] for text in month.categories])[month.codes]
    for year, part in frame.drop(columns=["line"]).groupby(years, sort=False):
        if pyarrow is not None:
            part.to_parquet(out / "curated" / f"bank_curated_{year}.parquet", compression="zstd", index=False)
        else:
            part.to_csv(out / "curated" / f"bank_curated_{year}.csv", index=False)
    return "Parquet zstd" if pyarrow is not None else "CSV"
