"""Rows set aside, as columns: millions of them take little room."""

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import pyarrow as pa
import pyarrow.compute as pc

from clusternet.findings.provenance import RejectedRow

_BATCH = 10_000
_WORDS = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        ("table", _WORDS),
        ("file", _WORDS),
        ("line", pa.int64()),
        ("column", _WORDS),
        ("rule", _WORDS),
        ("value", pa.string()),
    ]
)


class RejectedRows(Sequence[RejectedRow]):
    """A sequence of `RejectedRow` that makes each when it is asked for.

    Parameters
    ----------
    columns : pyarrow.Table
        One row each, as in `SCHEMA`.
    """

    __slots__ = ("columns",)

    def __init__(self, columns: pa.Table) -> None:
        self.columns = columns

    @classmethod
    def of(cls, rows: Iterable[RejectedRow] = ()) -> "RejectedRows":
        """Return rows, whatever holds them, as columns."""
        if isinstance(rows, RejectedRows):
            return rows
        listed = list(rows)
        return cls(
            pa.table(
                {
                    name: pa.array([getattr(row, name) for row in listed], SCHEMA.field(name).type)
                    for name in SCHEMA.names
                }
            )
        )

    @classmethod
    def of_columns(  # noqa: PLR0913  one argument a column
        cls,
        *,
        table: str,
        file: str,
        lines: pa.Array,
        column: "str | pa.Array",
        rule: "str | pa.Array",
        value: "str | pa.Array",
    ) -> "RejectedRows":
        """Return rows of one file; a text stands for the same in every row."""
        given = {"table": table, "file": file, "line": lines, "column": column, "rule": rule, "value": value}
        return cls(
            pa.table(
                {name: _column(given[name], SCHEMA.field(name).type, len(lines)) for name in SCHEMA.names}
            )
        )

    @classmethod
    def together(cls, parts: Iterable["RejectedRows"]) -> "RejectedRows":
        """Return the rows of several, in order."""
        return cls(
            pa.concat_tables([SCHEMA.empty_table(), *(part.columns for part in parts)]).unify_dictionaries()
        )

    def of_table(self, table: str) -> "RejectedRows":
        """Return the rows as those of a table."""
        place = self.columns.schema.get_field_index("table")
        return RejectedRows(self.columns.set_column(place, "table", _column(table, _WORDS, len(self))))

    def by_line(self) -> "RejectedRows":
        """Return the rows by the line they stand on."""
        return RejectedRows(self.columns.take(pc.sort_indices(self.columns["line"])))

    def only(self, mask: pa.Array) -> "RejectedRows":
        """Return the rows for which a mask holds."""
        return RejectedRows(self.columns.filter(mask))

    def __len__(self) -> int:
        return int(self.columns.num_rows)

    @overload
    def __getitem__(self, place: int) -> RejectedRow: ...
    @overload
    def __getitem__(self, place: slice) -> "RejectedRows": ...
    def __getitem__(self, place: int | slice) -> "RejectedRow | RejectedRows":
        if isinstance(place, slice):
            return RejectedRows(self.columns.take(pa.array(range(*place.indices(len(self))), pa.int64())))
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        return RejectedRow(**self.columns.slice(place % len(self), 1).to_pylist()[0])

    def __iter__(self) -> Iterator[RejectedRow]:
        for batch in self.columns.to_batches(max_chunksize=_BATCH):
            yield from (RejectedRow(**row) for row in batch.to_pylist())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(_same, self, other))

    __hash__ = None  # type: ignore[assignment]  # as of any sequence that is compared row by row

    def __repr__(self) -> str:
        return f"<{len(self):,} rows set aside>"


def _same(one: object, other: object) -> bool:
    return one == other


def _column(values: "str | pa.Array", kind: pa.DataType, rows: int) -> pa.Array:
    if isinstance(values, str):
        return pa.repeat(pa.scalar(values, pa.string()), rows).cast(kind)
    if pa.types.is_string(values.type):
        values = pc.fill_null(values, "")
    return values.cast(kind)
