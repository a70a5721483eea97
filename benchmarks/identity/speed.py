"""How long a store and the questions about it take, and splink on the same organizations."""

import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import duckdb

from benchmarks.processes import Account, account_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One process: what it did with which organizations, and what it took.

    ``within_seconds`` and ``within_megabytes`` are what we want it to stay below, None: nothing said.
    """

    work: str
    source: str
    organizations: int
    named: int
    wall: float
    processor: float
    memory: float
    within_seconds: float | None = None
    within_megabytes: float | None = None


def our_runs(name: str, sources: list[Path], folder: Path) -> list[Run]:
    """Bring sources into a store and ask who is the same, each by its command."""
    store = folder / f"{len(list(folder.iterdir()))}.duckdb"
    ingest = account_of("clusternet", "ingest", *sources, "--store", store)
    resolve = account_of(
        "clusternet", "resolve", store, "--format", "csv", "--output", folder / "questions.csv"
    )
    organizations, named = _organizations(store)
    told = {"source": name, "organizations": organizations, "named": named}
    return [
        _run("files into a store", ingest, within=(15.0, None), **told),
        _run("who is the same: all questions as CSV", resolve, within=(30.0, 1000.0), **told),
    ]


def splink_runs(
    name: str, source: Path, folder: Path, *, short_names: tuple[bool, ...]
) -> dict[bool, tuple[Run, Path]]:
    """Let splink link the same organizations, with short names or without; nothing where it is missing."""
    if find_spec("splink") is None:
        sys.stderr.write("splink is not installed and left out: python -m pip install --group bench\n")
        return {}
    table = folder / "names.parquet"
    account_of("benchmarks.identity.names", source, table)
    ((organizations, named),) = duckdb.read_parquet(str(table)).aggregate("count(*), count(name)").fetchall()
    found: dict[bool, tuple[Run, Path]] = {}
    for short in short_names:
        pairs = folder / f"links-{len(list(folder.iterdir()))}.parquet"
        account = account_of("benchmarks.identity.splink_links", table, pairs, *(["short"] if short else []))
        work = "splink: training and links" + (", short names too" if short else "")
        run = _run(work, account, source=name, organizations=organizations, named=named)
        found[short] = run, pairs
    return found


def _organizations(store: Path) -> tuple[int, int]:
    """Count the organizations of a store, and those whose name is more than their number."""
    with duckdb.connect(str(store), read_only=True) as connection:
        counted = connection.execute(
            "SELECT count(*), count(*) FILTER (regexp_matches(name, '[^\\d\\W]')) FROM organization"
        ).fetchone()
    return counted or (0, 0)


def _run(  # noqa: PLR0913  one column an argument
    work: str,
    account: Account,
    *,
    source: str,
    organizations: int,
    named: int,
    within: tuple[float | None, float | None] = (None, None),
) -> Run:
    return Run(
        work=work,
        source=source,
        organizations=organizations,
        named=named,
        wall=account.wall,
        processor=account.processor,
        memory=account.memory,
        within_seconds=within[0],
        within_megabytes=within[1],
    )
