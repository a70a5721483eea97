"""A made-up region as a dataset folder, with what was planted in it beside the tables."""

from collections.abc import Sequence
from pathlib import Path, PurePath

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clusternet.export.card import render_card
from clusternet.export.dataset import CARD
from clusternet.export.delimited import bytes_of, csv_lines, heading_line, render_rows
from clusternet.ingest.simulated.bad_rows import BadRow
from clusternet.ingest.simulated.region import made_up_region
from clusternet.workflow.progress import working_on
from clusternet.workflow.writing import new_folder

TRUTH = "truth"
_README = "README.md"


def simulate(folder: Path, *, seed: int = 0, scale: float = 1.0, errors: bool = True) -> list[str]:
    """Make a dataset folder of a made-up region whose truth is known.

    Parameters
    ----------
    folder : Path
        Folder to make; it may exist if it is empty.
    seed : int
        From which everything is drawn; the same seed and scale give the same bytes.
    scale : float
        How large the region is, 0.01 to 100; 1 is as large as Piedmont publishes its clusters to be.
    errors : bool
        Whether rows that break a rule stand among the others.

    Returns
    -------
    list of str
        Names of the files in it.

    Raises
    ------
    UnknownName
        If the scale is beyond that.
    NotWritable
        If the folder holds something, or cannot be made.
    """
    with new_folder(folder) as beside:
        with working_on("Making up a region"):
            region = made_up_region(seed=seed, scale=scale)
        (beside / CARD).write_bytes(render_card(region.card).encode())
        (beside / _README).write_bytes(region.readme.encode())
        rejected: list[dict[str, str]] = []
        for name, made in region.tables.items():
            with working_on(f"Making up {name}"):
                rows = made()
                faults = region.faults(name, rows) if errors else []
                rejected += _write_among(beside / f"{name}.csv", rows, faults)
        (beside / TRUTH).mkdir()
        planted = pa.Table.from_pylist(rejected, schema=_REJECTED)
        for name, truth in (region.truth | {"rejected_rows": planted}).items():
            file = PurePath(TRUTH) / f"{name}.csv"
            (beside / file).write_bytes(render_rows(truth, file=file))
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


_REJECTED = pa.schema([(name, pa.string()) for name in ("file", "line", "column", "rule")])


def _write_among(path: Path, rows: pa.Table, faults: Sequence[BadRow]) -> list[dict[str, str]]:
    """Write a table with bad rows at their places among the good ones, and return where each begins."""
    waiting = [*faults]
    found: list[dict[str, str]] = []
    heading = heading_line(rows.column_names)
    with path.open("wb") as file:
        file.write(heading)
        line, before = 1 + heading.count(b"\n"), 0
        for records in csv_lines(rows, file=PurePath(path.name)):
            ends = np.concatenate([[0], np.cumsum(pc.count_substring(records, "\n").to_numpy())])
            start = 0
            while waiting and waiting[0].place <= before + len(records):
                bad = waiting.pop(0)
                place = bad.place - before
                file.write(bytes_of(records.slice(start, place - start)))
                line += int(ends[place] - ends[start])
                start = place
                record = _record(bad.cells)
                file.write(record)
                found.append({"file": path.name, "line": str(line), "column": bad.column, "rule": bad.rule})
                line += record.count(b"\n")
            file.write(bytes_of(records.slice(start)))
            line += int(ends[-1] - ends[start])
            before += len(records)
    return found


def _record(cells: Sequence[str]) -> bytes:
    """Write one record; bytes that are no UTF-8 stand in it as they are."""
    fields = ('"' + cell.replace('"', '""') + '"' if set(cell) & set('",\r\n') else cell for cell in cells)
    return (",".join(fields) + "\n").encode(errors="surrogateescape")
