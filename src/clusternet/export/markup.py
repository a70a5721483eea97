"""XML from columns: whole columns are escaped and joined to lines, without an object for each value."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_ROWS_AT_ONCE = 20_000  # the text of a batch stays far below what an array of 32-bit places holds
_NO_XML = r"[^\t\n\r\x{20}-\x{D7FF}\x{E000}-\x{FFFD}\x{10000}-\x{10FFFF}]"
_IN_CONTENT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_QUOTES = {
    **_IN_CONTENT,
    '"': "&quot;",
    "\t": "&#9;",
    "\n": "&#10;",
}  # readers make spaces of the last two


def attribute(name: str, text: str) -> str:
    """Return an attribute and its value."""
    return f'{name}="{quoted(pa.array([text]))[0]}"'


def content(values: pa.Array) -> pa.Array:
    """Return values as they stand between tags; signs that XML cannot hold become U+FFFD."""
    return _escaped(_text(values), _IN_CONTENT)


def quoted(values: pa.Array) -> pa.Array:
    """Return values as they stand in an attribute, without the quotation marks."""
    return _escaped(_text(values), _IN_QUOTES)


def number(values: pa.Array) -> pa.Array:
    """Return numbers with all their digits."""
    return _text(values)


def joined(*parts: pa.Array | str) -> pa.Array:
    """Join columns and fixed texts row by row; null where any of them is."""
    return pc.binary_join_element_wise(*parts, "")


def lines(*parts: pa.Array | str) -> bytes:
    """Join columns and fixed texts row by row, then all rows; what is null is left out."""
    rows = pc.binary_join_element_wise(*parts, "", null_handling="replace", null_replacement="")
    whole = pa.ListArray.from_arrays([0, len(rows)], rows)
    return bytes(pc.binary_join(whole, "")[0].as_buffer())


def batches(table: pa.Table) -> Iterator[pa.RecordBatch]:
    """Cut a table into pieces that are worked on at once."""
    yield from table.to_batches(max_chunksize=_ROWS_AT_ONCE)


def type_name(values: pa.Array) -> str:
    """Return what GraphML and GEXF call the type of a column."""
    if pa.types.is_boolean(values.type):
        return "boolean"
    if pa.types.is_integer(values.type):
        return "long"
    return "double" if pa.types.is_floating(values.type) else "string"


def _text(values: pa.Array) -> pa.Array:
    if pa.types.is_boolean(values.type):
        return pc.if_else(values, "true", "false")
    if pa.types.is_floating(values.type):
        encoded = values.dictionary_encode()
        written = pa.array([repr(value) for value in encoded.dictionary.to_pylist()], pa.string())
        return written.take(encoded.indices)
    return values.cast(pa.string())


def _escaped(text: pa.Array, signs: dict[str, str]) -> pa.Array:
    encoded = text.dictionary_encode()  # most columns repeat themselves
    distinct = pc.replace_substring_regex(encoded.dictionary, _NO_XML, "\N{REPLACEMENT CHARACTER}")
    for sign, written in signs.items():
        distinct = pc.replace_substring(distinct, sign, written)
    return distinct.take(encoded.indices)
