"""What goes beside the reading of a source: rows repaired by hand, and whoever looks on.

A row of the source in whose place a repaired row stands is not read but counted as repaired. It is known by
the mark of its text, so that nothing else is taken for it, however much its file was changed since.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from clusternet.findings.provenance import InputFile
from clusternet.ingest.dataset import input_of, settle
from clusternet.ingest.headings import LINE
from clusternet.ingest.records import Records
from clusternet.ingest.rules import Part
from clusternet.ingest.values import trimmed
from clusternet.model.repairs import MARK
from clusternet.model.tables import Table

# Sees what a file says for a table, headed by the names of the contract, before any rule is applied.
See = Callable[[Table, str, Records], None]

_IS, _BETWEEN = "\x1e", "\x1f"
_ROWS_AT_ONCE = 50_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """A file of repaired rows: what it gives to its table, and the marks of the rows they stand for."""

    part: Part
    file: InputFile
    marks: pa.Array


class Beside:
    """What a reader takes along.

    Parameters
    ----------
    repaired : iterable of Repaired
        Rows that are read after those of the source.
    see : callable, optional
        Told what each file says for each table.
    """

    def __init__(self, repaired: Iterable[Repaired] = (), *, see: See | None = None) -> None:
        self._repaired = tuple(repaired)
        self._marks = {one.part.table.name: one.marks for one in self._repaired}
        self._see = see

    def own(self, part: Part, records: Records) -> Part:
        """Return what a file gives to a table without the rows in whose place repaired ones stand.

        Parameters
        ----------
        part : Part
            What became of the file's rows.
        records : Records
            The same rows before any rule was applied, headed by the names of the contract.
        """
        if self._see is not None:
            self._see(part.table, part.file, records)
        marks = self._marks.get(part.table.name)
        return part if marks is None else _without(part, _lines(records, marks))

    def settled(self, parts: Sequence[Part]) -> tuple[list[Part], list[InputFile]]:
        """Apply the rules between rows, those of the source and those repaired.

        Returns
        -------
        parts : list of Part
            Those of the source, in the same order, then those repaired.
        inputs : list of InputFile
            What became of the repaired rows.
        """
        along = {part.table.name for part in parts if part.taken_along}
        repaired_parts = [
            replace(one.part, taken_along=one.part.table.name in along) for one in self._repaired
        ]
        settled = settle([*parts, *repaired_parts])
        repaired = zip(settled[len(parts) :], self._repaired, strict=True)
        return settled, [input_of(part, one.file) for part, one in repaired]


def row_marks(rows: pa.Table) -> pa.Array:
    """Return a mark of the text of each row: the same for the same text only, whatever its columns' order.

    Parameters
    ----------
    rows : pyarrow.Table
        Text, headed by the names of the contract.
    """
    names = sorted(set(rows.column_names) - {LINE})
    batches = (rows.slice(start, _ROWS_AT_ONCE) for start in range(0, rows.num_rows, _ROWS_AT_ONCE))
    marks = [pa.array(map(_mark, _joined(batch, names)), pa.string()) for batch in batches]
    return pa.concat_arrays([pa.array([], pa.string()), *marks])


def _joined(rows: pa.Table, names: list[str]) -> list[str]:
    """Return what each row states, with the names of its columns."""
    texts = [pc.binary_join_element_wise(name, trimmed(rows[name]), _IS) for name in names]
    # Arrow loses a row in which everything would be skipped, so something stands at the end of each.
    joined = pc.binary_join_element_wise(*texts, "", _BETWEEN, null_handling="skip")
    return pc.utf8_slice_codeunits(joined, 0, -1).to_pylist() if texts else [""] * rows.num_rows


def marked(records: Records) -> tuple[pa.Table, pa.Table]:
    """Return the rows of a file and its misfits, each with its mark in a last column, `MARK`.

    A misfit cut to the heading may look like a good row, so its mark is also of what made it one.
    """
    said = records.rejected.columns
    misfits = records.misfits
    for name in ("rule", "value"):
        misfits = misfits.append_column(f"{MARK}_{name}", said[name].cast(pa.string()))
    return (
        records.columns.append_column(MARK, row_marks(records.columns)),
        records.misfits.append_column(MARK, row_marks(misfits)),
    )


def _mark(text: str) -> str:
    return f"row-{hashlib.blake2b(text.encode(), digest_size=8).hexdigest()}"


def _lines(records: Records, marks: pa.Array) -> pa.Array:
    """Return the lines of rows with one of these marks."""
    return pa.concat_arrays(
        [
            rows[LINE].combine_chunks().filter(pc.is_in(rows[MARK].combine_chunks(), value_set=marks))
            for rows in marked(records)
        ]
    )


def _without(part: Part, lines: pa.Array) -> Part:
    rows = part.rows.filter(pc.invert(pc.is_in(part.rows[LINE], value_set=lines)))
    rejected = part.rejected.only(pc.invert(pc.is_in(part.rejected.columns["line"], value_set=lines)))
    return replace(part, rows=rows, rejected=rejected, repaired=len(lines))
