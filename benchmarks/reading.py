"""From files to who takes part in what, beside libraries that read the same files and check nothing.

    python -m benchmarks.reading ENGINE FOLDER      seconds and megabytes of one reading, as JSON

Each reading is a process of its own, from its first import on, as a command is.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

from benchmarks.generated import generate
from benchmarks.machine import megabytes


def clusternet_reads(folder: Path) -> int:
    """Read, clean and check every row, and settle what counts."""
    from clusternet import open_source

    return int(open_source(folder).subject().network.incidence.nnz)


def pandas_reads(folder: Path) -> int:
    """Read every column as text."""
    import pandas as pd

    def table(path: Path) -> pd.DataFrame:
        if path.suffix == ".parquet":
            return pd.read_parquet(path)
        return pd.read_csv(path, sep=_delimiter(path), dtype=str, keep_default_na=False, encoding="latin-1")

    return sum(len(table(path)) for path in _files(folder))


def polars_reads(folder: Path) -> int:
    """Read every column as text."""
    import polars as pl

    def table(path: Path) -> pl.DataFrame:
        if path.suffix == ".parquet":
            return pl.read_parquet(path)
        return pl.read_csv(path, separator=_delimiter(path), infer_schema=False, encoding="utf8-lossy")

    return sum(len(table(path)) for path in _files(folder))


ENGINES: dict[str, Callable[[Path], int]] = {
    "clusternet": clusternet_reads,
    "pandas": pandas_reads,
    "polars": polars_reads,
}


def write_dataset(folder: Path, scale: float) -> None:
    """Write a generated network as a dataset folder."""
    pairs = generate(scale).tocoo()
    organization = np.char.add("o", pairs.row.astype(str))
    project = np.char.add("p", pairs.col.astype(str))
    role = np.where(np.diff(pairs.col, prepend=-1) != 0, "coordinator", "partner")
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder, "participations", project_id=project, organization_id=organization, role=role)
    ids, row = np.unique(pairs.row, return_index=True)
    country = np.array(["IT", "FR", "DE", "ES", "NL"])[ids % 5]
    name = np.char.add("Organizzazione numero ", ids.astype(str))
    _write(folder, "organizations", organization_id=organization[row], name=name, country=country)
    ids, row = np.unique(pairs.col, return_index=True)
    start = np.char.add((2014 + ids % 7).astype(str), "-03")
    title = np.char.add("Project number ", ids.astype(str))
    _write(folder, "projects", project_id=project[row], title=title, start_date=start)


def _write(folder: Path, table: str, **columns: np.ndarray) -> None:
    csv.write_csv(
        pa.table({name: pa.array(values) for name, values in columns.items()}), folder / f"{table}.csv"
    )


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name.endswith((".csv", ".csv.gz", ".parquet")))


def _delimiter(path: Path) -> str:
    import gzip

    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rb") as file:
        heading = file.readline().decode("latin-1")
    return max(",;\t", key=heading.count)


def _main(engine: str, folder: Path) -> None:
    wall = time.perf_counter()
    rows = ENGINES[engine](folder)
    answer = {
        "engine": engine,
        "rows": rows,
        "processor": time.process_time(),
        "wall": time.perf_counter() - wall,
        "memory": megabytes("VmHWM"),
    }
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
