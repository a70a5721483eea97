"""Rows set aside, written into files in which they can be repaired and from which they are read again."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

import pyarrow as pa
import pyarrow.compute as pc

from clusternet.exceptions import SourceError
from clusternet.export.repairs import repairs_heading, repairs_lines
from clusternet.findings.quality import Reading
from clusternet.findings.rejected import RejectedRows
from clusternet.findings.sentence import Sentence
from clusternet.ingest.set_aside import read_again
from clusternet.language.catalog import Catalog
from clusternet.model.repairs import REPAIRED
from clusternet.model.tables import Table
from clusternet.store.database import is_database
from clusternet.workflow.progress import working_on
from clusternet.workflow.writing import new_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Repairs:
    """Files of rows to repair, and what to say about them."""

    files: tuple[Path, ...]
    told: tuple[Sentence, ...]


def write_repairs(
    source: Path, reading: Reading, folder: Path, *, mapping: Path | None, texts: Catalog
) -> Repairs:
    """Write the rows of a source that were set aside, one CSV file a table.

    Parameters
    ----------
    source : Path
        The source.
    reading : Reading
        What became of its rows.
    folder : Path
        Folder to make; it may exist if it is empty.
    mapping : Path, optional
        The mapping file the source was read by.
    texts : Catalog
        Language of why each row was set aside.

    Raises
    ------
    SourceError
        If the source is a store.
    NotWritable
        If the folder holds something, or cannot be made.
    """
    rejected = RejectedRows.of(reading.rejected)
    columns = rejected.columns
    looked_up = pc.equal(columns["table"], "")
    repaired = pc.starts_with(columns["file"].cast("string"), f"{REPAIRED}/")
    to_repair = rejected.only(pc.invert(pc.or_(looked_up, repaired)))
    told = [*_elsewhere("repairs.looked_up", looked_up), *_elsewhere("repairs.repaired", repaired)]
    if not len(rejected):
        told.append(Sentence("repairs.nothing"))
    if not len(to_repair):
        return Repairs(files=(), told=tuple(told))
    if is_database(source):
        raise SourceError(f"{source} keeps no text of rows set aside: check the sources it was made from.")
    with working_on("Writing the rows set aside"), new_folder(folder) as beside:
        files = _Files(beside, texts)
        read_again(source, to_repair, files.take, mapping=mapping)
    written = [
        Sentence("repairs.written", {"n": n, "table": table, "file": str(folder / f"{table}.csv")})
        for table, n in files.rows.items()
    ]
    return Repairs(
        files=tuple(folder / f"{table}.csv" for table in files.rows),
        told=(*written, *told, _next(source, folder)),
    )


class _Files:
    """Files of a folder, one a table, and how many rows each has."""

    def __init__(self, folder: Path, texts: Catalog) -> None:
        self.rows: Counter[str] = Counter()
        self._folder, self._texts = folder, texts

    def take(self, table: Table, rows: pa.Table) -> None:
        name = PurePath(f"{table.name}.csv")
        with (self._folder / name).open("ab") as file:
            if not self.rows[table.name]:
                file.write(repairs_heading(rows.column_names))
            file.writelines(repairs_lines(rows, self._texts, file=name))
        self.rows[table.name] += rows.num_rows


def _elsewhere(key: str, rows: pa.ChunkedArray) -> Iterator[Sentence]:
    count = pc.sum(rows).as_py()
    if count:
        yield Sentence(key, {"n": count})


def _next(source: Path, folder: Path) -> Sentence:
    """Say how the rows come back."""
    if not (source.is_dir() or source.suffix.lower() == ".zip"):
        return Sentence("repairs.in_place", {"source": source.name})
    there = folder.resolve() == (source / REPAIRED).resolve()
    return Sentence("repairs.there" if there else "repairs.next", {"source": str(source)})
