"""Rows set aside that somebody repaired: read from the folder ``repaired`` inside a source, packed or not."""

import itertools
from dataclasses import replace
from pathlib import Path, PurePath

import pyarrow as pa
import pyarrow.compute as pc

from clusternet.cleaning.formulas import unguarded
from clusternet.exceptions import MalformedFile
from clusternet.ingest.beside import Repaired
from clusternet.ingest.files import READABLE, read_file
from clusternet.ingest.headings import LINE
from clusternet.ingest.places import Place, file_format, opened_repaired
from clusternet.ingest.records import Records
from clusternet.ingest.rules import check_rows
from clusternet.ingest.values import trimmed
from clusternet.model.repairs import MARK, REASONS, REPAIRED, RULE, SIGNED_OFF
from clusternet.model.tables import TABLES, Table


def read_repaired(source: Path, *, shown_as: PurePath) -> tuple[tuple[Repaired, ...], tuple[str, ...]]:
    """Read the repaired rows of a source.

    Parameters
    ----------
    source : Path
        The source; only a folder or an archive has any.
    shown_as : PurePath
        What to call it in messages.

    Returns
    -------
    repaired : tuple of Repaired
        One for each file, in the order of the tables.
    unread : tuple of str
        Files among them that are no table.

    Raises
    ------
    MalformedFile
        If a file cannot be read, lacks a column that its rows need, or holds the same table as another.
    """
    with opened_repaired(source, shown_as=shown_as) as place:
        if place is None:
            return (), ()
        names = [name for name in place.names if file_format(name) in READABLE]
        unread = tuple(f"{REPAIRED}/{name}" for name in names if _stem(name) not in TABLES)
        files = [name for table in TABLES for name in names if _stem(name) == table]
        for name, following in itertools.pairwise(files):
            if _stem(name) == _stem(following):
                problem = f"holds the same table as {name}"
                raise MalformedFile(place.shown(following), problem, "put their rows into one file")
        return tuple(_repaired(place, name, TABLES[_stem(name)]) for name in files), unread


def _stem(name: str) -> str:
    return PurePath(name).name.split(".")[0]


def _repaired(place: Place, name: str, table: Table) -> Repaired:
    read = read_file(place, name)
    records = read.records
    for column in table.columns:
        if column.required and column.default is None and column.name not in records.headings:
            advice = "write the rows again with `clusternet check SOURCE --rejected FOLDER`"
            raise MalformedFile(place.shown(name), f"lacks the column {column.name!r}", advice)
    file = f"{REPAIRED}/{read.name}"
    reasons = {heading: _words(records, heading) for heading in (RULE, MARK)}
    part = check_rows(table, _without_reasons(records), file=file, rules=_unsigned(table, reasons[RULE]))
    known = {column.name for column in table.columns}
    unknown = tuple(heading for heading in records.headings if heading not in {*known, *REASONS})
    described = replace(read.described(REPAIRED), file=file, unknown_columns=unknown)
    return Repaired(part=part, file=described, marks=pc.unique(reasons[MARK].drop_null()))


def _words(records: Records, heading: str) -> pa.Array:
    if heading not in records.headings:
        return pa.nulls(records.columns.num_rows, pa.string())
    return trimmed(records.columns[heading])


def _without_reasons(records: Records) -> Records:
    """Return rows without what was written before them, and without guards against formulas."""
    rows = records.columns.drop_columns([name for name in REASONS if name in records.headings])
    texts = {name: unguarded(rows[name].combine_chunks()) for name in rows.column_names if name != LINE}
    return replace(records, columns=pa.table({**texts, LINE: rows[LINE]}), headings=tuple(texts))


def _unsigned(table: Table, rules: pa.Array) -> dict[str, pa.Array]:
    """Return the rules that rows still break until their reader says that they are right."""
    signed_off = pa.array(sorted(SIGNED_OFF), pa.string())
    nothing = pa.scalar(None, pa.string())
    return {table.columns[0].name: pc.if_else(pc.is_in(rules, value_set=signed_off), rules, nothing)}
