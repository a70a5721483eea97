"""Columns of text turned into columns of values, with the rule that each bad cell breaks.

Cleaners see every distinct text once, however many rows hold it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from clusternet.cleaning.booleans import boolean
from clusternet.cleaning.countries import country
from clusternet.cleaning.dates import partial_date
from clusternet.cleaning.numbers import money, number
from clusternet.cleaning.unclean import Unclean
from clusternet.model.tables import MAX_ID_LENGTH, MAX_TEXT_LENGTH, Column, Kind, Table

_AT_ONCE = 50_000
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}]"  # tabs and line ends are text
_CONTROL_IN_ID = r"[\x00-\x1f\x7f-\x{9f}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """The values of one column and what is wrong with its cells.

    Parameters
    ----------
    columns : dict of pyarrow.Array
        Name to values; a date gives two more, its first and its last day.
    rules : pyarrow.Array
        Text, shape (rows,): the rule a cell breaks, null where it breaks none.
    """

    columns: dict[str, pa.Array]
    rules: pa.Array


def trimmed(column: pa.ChunkedArray) -> pa.Array:
    """Return a text column without white space around its values, and null for nothing."""
    whole = in_one(column)
    text = pc.utf8_trim_whitespace(whole)
    if text.equals(whole):
        text = whole  # so that it stands in memory once
    empty = pc.equal(text, "")
    return pc.if_else(empty, pa.scalar(None, pa.string()), text) if pc.any(empty).as_py() else text


def slices(text: pa.Array) -> Iterator[list[Any]]:
    """Yield some thousand texts at a time (None for null): as objects of Python they take much more room."""
    for start in range(0, len(text), _AT_ONCE):
        yield text.slice(start, _AT_ONCE).to_pylist()


def in_one(column: pa.ChunkedArray) -> pa.Array:
    """Return a column as one array: not a copy, if it is one already."""
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def values_of(column: Column, text: pa.Array) -> Values:
    """Return the values of a trimmed text column.

    Parameters
    ----------
    column : Column
        What the values should be.
    text : pyarrow.Array
        Trimmed text, null where nothing is stated.
    """
    encoded = text.dictionary_encode()
    distinct = pa.concat_arrays([encoded.dictionary, pa.nulls(1, pa.string())])
    places = pc.fill_null(encoded.indices, len(distinct) - 1)
    values = _values_of_distinct(column, distinct)
    return Values(
        columns={
            name: text if found is distinct else found.take(places) for name, found in values.columns.items()
        },
        rules=values.rules.take(places),
    )


def _values_of_distinct(column: Column, text: pa.Array) -> Values:
    limit = MAX_ID_LENGTH if column.kind is Kind.ID else MAX_TEXT_LENGTH
    control = _CONTROL_IN_ID if column.kind is Kind.ID else _CONTROL
    rules = _first_rule(
        ("control_character", pc.match_substring_regex(text, control)),
        ("too_long", pc.greater(pc.utf8_length(text), limit)),
    )
    if column.default is not None:
        text = pc.fill_null(text, column.default)
    if column.kind is Kind.DATE:
        columns, broken = _dates(column.name, text)
    elif column.kind in _CLEANERS:
        cleaner, arrow_type = _CLEANERS[column.kind]
        cleaned, broken = _cleaned(text, cleaner, arrow_type)
        columns = {column.name: cleaned}
    elif column.kind is Kind.CHOICE:
        columns = {column.name: text}
        known = pc.is_in(text, value_set=pa.array(column.choices))
        broken = _rule_where(pc.and_(pc.is_valid(text), pc.invert(known)), "choice")
    else:
        columns, broken = {column.name: text}, pa.nulls(len(text), pa.string())
    rules = pc.coalesce(rules, broken)
    if column.required:
        rules = pc.coalesce(rules, _rule_where(pc.is_null(columns[column.name]), "required"))
    return Values(columns=columns, rules=rules)


def empty_values(column: Column, nothing: pa.Array) -> dict[str, pa.Array]:
    """Return what a column holds where the file has no such column: the default, or nothing known.

    Parameters
    ----------
    column : Column
        The column.
    nothing : pyarrow.Array
        Text, null in every row.
    """
    return values_of(column, nothing).columns


def empty_columns(table: Table) -> dict[str, pa.Array]:
    """Return the columns of a table without rows, those derived from dates among them."""
    columns: dict[str, pa.Array] = {}
    for column in table.columns:
        columns |= empty_values(column, pa.nulls(0, pa.string()))
    return columns


def _list_items(text: str) -> str | None:
    """Write a list of ``;``-separated items without white space and empty items; None without any."""
    return ";".join(item.strip() for item in text.split(";") if item.strip()) or None


_CLEANERS: dict[Kind, tuple[Callable[[str], object], pa.DataType]] = {
    Kind.BOOLEAN: (boolean, pa.bool_()),
    Kind.NUMBER: (number, pa.float64()),
    Kind.MONEY: (money, pa.float64()),
    Kind.COUNTRY: (country, pa.string()),
    Kind.LIST: (_list_items, pa.string()),
}


def _cleaned(
    text: pa.Array, cleaner: Callable[[str], object], arrow_type: pa.DataType
) -> tuple[pa.Array, pa.Array]:
    values, rules = [], []
    for texts in slices(text):
        outcomes = [_outcome(cleaner, value) for value in texts]
        values.append(pa.array([value for value, _ in outcomes], arrow_type))
        rules.append(pa.array([rule for _, rule in outcomes], pa.string()))
    return (
        pa.chunked_array(values, arrow_type).combine_chunks(),
        pa.chunked_array(rules, pa.string()).combine_chunks(),
    )


def _outcome(cleaner: Callable[[str], object], value: str | None) -> tuple[object | None, str | None]:
    if value is None:
        return None, None
    try:
        return cleaner(value), None
    except Unclean as reason:
        return None, reason.rule


def _dates(name: str, text: pa.Array) -> tuple[dict[str, pa.Array], pa.Array]:
    outcomes = [_outcome(partial_date, value) for value in text.to_pylist()]
    columns = {
        f"{name}{suffix}": pa.array([getattr(date, part, None) for date, _ in outcomes], arrow_type)
        for suffix, part, arrow_type in (
            ("", "text", pa.string()),
            ("_first", "first", pa.date32()),
            ("_last", "last", pa.date32()),
        )
    }
    return columns, pa.array([rule for _, rule in outcomes], pa.string())


def _rule_where(broken: pa.Array, rule: str) -> pa.Array:
    return pc.if_else(pc.fill_null(broken, False), rule, pa.scalar(None, pa.string()))  # noqa: FBT003


def _first_rule(*checks: tuple[str, pa.Array]) -> pa.Array:
    return pc.coalesce(*(_rule_where(broken, rule) for rule, broken in checks))


def broken_rule(column: Column, value: str) -> str | None:
    """Return the rule that one value breaks in a column, where it stands alone; None if it breaks none."""
    text = trimmed(pa.chunked_array([[value]], pa.string()))
    rule: str | None = values_of(replace(column, required=False), text).rules[0].as_py()
    return rule
