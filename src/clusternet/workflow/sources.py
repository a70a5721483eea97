"""Opening a SOURCE: whatever it is, it becomes the same mapping of tables."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Literal

import ibis
import ibis.expr.types as ir

from clusternet.exceptions import SourceError
from clusternet.findings.provenance import Provenance
from clusternet.findings.quality import Reading
from clusternet.ingest.dataset import Dataset
from clusternet.ingest.folder import readable
from clusternet.ingest.source import read_source
from clusternet.model.dataset import DatasetCard
from clusternet.model.repairs import REPAIRED
from clusternet.model.tables import NETWORK_TABLES
from clusternet.queries.scope import ScopeOptions
from clusternet.store.database import is_database
from clusternet.store.reader import open_store
from clusternet.study.decisions import Decided, after_decisions
from clusternet.study.subject import Subject, subject
from clusternet.workflow.memory import memory_given_back
from clusternet.workflow.periods import named_period
from clusternet.workflow.progress import working_on


@dataclass(frozen=True, kw_only=True, eq=False)
class Source:
    """A source that was opened: its tables on one engine, and what became of its rows.

    Parameters
    ----------
    card : DatasetCard
        What the source says about itself.
    tables : mapping of str to ibis table
        Every table of the contract, as it was read; those the source lacks are empty.
    reading : Reading
        Files read, rows loaded and set aside.
    missing : str
        A sentence about what a network would need that the source lacks; empty: nothing.
    """

    card: DatasetCard
    tables: Mapping[str, ir.Table]
    reading: Reading
    missing: str

    @cached_property
    def decided(self) -> Decided:
        """The tables after the decisions of the source about who is the same, which all results follow."""
        return after_decisions(self.tables)

    def subject(
        self,
        *,
        period: str = "all",
        period_by: Literal["start", "overlap"] = "start",
        level: str | None = None,
        managers: Literal["in", "out"] = "in",
    ) -> Subject:
        """Settle what counts, after the decisions about who is the same, and build its network.

        Parameters
        ----------
        period : str
            Name of a period of the dataset, ``2014-2020``, or ``all``.
        period_by : {"start", "overlap"}
            Whether a project belongs to the period it starts in, or to every period it runs in.
        level : str, optional
            Only projects of that level.
        managers : {"in", "out"}
            Whether organizations that manage a counted cluster take part.

        Raises
        ------
        UnknownName
            If the period is neither a name nor two years or dates.
        """
        options = ScopeOptions(
            period=named_period(period, self.card), period_by=period_by, level=level, managers=managers
        )
        with memory_given_back():
            found = subject(self.decided.tables, self.card, options)
        return replace(found, replayed=self.decided.replayed)

    def provenance(self, *, seed: int = 0) -> Provenance:
        """Return what made a result from this source."""
        return Provenance(version=metadata.version("clusternet"), inputs=self.reading.inputs, seed=seed)


def open_source(source: str | Path, *, mapping: Path | None = None) -> Source:
    """Open a source.

    Parameters
    ----------
    source : str or Path
        A store, a dataset folder, the same as a workbook or zip archive, or files of a layout that comes with
        the program: a folder, an archive or one file.
    mapping : Path, optional
        A mapping file that says what the files hold, or the name of a layout that comes with the program;
        whatever the source looks like, it is read by it.

    Raises
    ------
    SourceError
        If there is nothing that can be read.
    """
    path = Path(source)
    store = is_store(path)
    if store and mapping is not None:
        raise SourceError(f"{path} is a store, whose tables need no mapping: leave --mapping out.")
    if store:
        return _from_store(path)
    with working_on(f"Reading {path.name}"), memory_given_back():
        dataset = read_source(path, mapping=mapping)
        return Source(
            card=dataset.card,
            tables=_on_duckdb(dataset),
            reading=Reading(inputs=dataset.inputs, rejected=dataset.rejected, unread=dataset.unread),
            missing=_missing(str(path), dataset),
        )


def _from_store(path: Path) -> Source:
    store = open_store(path)
    return Source(
        card=store.card,
        tables=store.tables,
        reading=store.reading,
        missing=_missing_from_store(path, store.reading),
    )


def _missing_from_store(path: Path, reading: Reading) -> str:
    for table in NETWORK_TABLES:
        files = [file for file in reading.inputs if file.table == table]
        if not files or (table == "organizations" and not any(file.rows_loaded for file in files)):
            return f"{path} holds no {table}, which a network needs: ingest a source that has them."
    return ""


def is_store(path: Path) -> bool:
    """Whether a source is a store, whatever its file is called.

    Raises
    ------
    SourceError
        If there is nothing at its place, or it may not be read.
    """
    if not _exists(path):
        raise SourceError(
            f"There is no {path}: check the spelling, or make a dataset with `clusternet init`."
        )
    with readable(path):
        return is_database(path)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name no file system takes
        return False


def open_network(source: str | Path, *, mapping: Path | None = None) -> Source:
    """Open a source that must hold a network.

    Parameters
    ----------
    source : str or Path
        As for `open_source`.
    mapping : Path, optional
        As for `open_source`.

    Raises
    ------
    SourceError
        If it cannot be read, lacks a table of a network, or holds no organization.
    """
    opened = open_source(source, mapping=mapping)
    if opened.missing:
        raise SourceError(opened.missing)
    return opened


def _missing(name: str, dataset: Dataset) -> str:
    """Say what a network would need that a source lacks, and what to do in a source of its kind."""
    read = {file.table: file for file in dataset.inputs if file.table}
    for table in NETWORK_TABLES:
        if table not in read:
            return f"{name} has no {table}, which a network needs: {_remedy(table, dataset)}."
    if dataset.tables["organizations"].num_rows:
        return ""
    if read["organizations"].rows_set_aside:
        return f"Every organization of {name} was set aside: see why with `clusternet check {name}`."
    return f"{name} holds no organization: fill in {read['organizations'].file}."


def _remedy(table: str, dataset: Dataset) -> str:
    files = [file for file in dataset.inputs if file.table]
    if any(file.layout not in ("folder", REPAIRED) for file in files):
        return "say in the mapping which file fills it"
    if any(file.file.endswith(f"/{file.table}") for file in files):  # a workbook and its sheet
        return "add a sheet of that name"
    return f"add {table}.csv"


def _on_duckdb(dataset: Dataset) -> dict[str, ir.Table]:
    connection = ibis.duckdb.connect()
    return {name: connection.create_table(name, table) for name, table in dataset.tables.items()}
