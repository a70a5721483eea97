"""XML from columns: whole columns are escaped, without an object for each value."""

import pyarrow as pa
import pyarrow.compute as pc

from clusternet.export.columns import in_words

HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'
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


def element(name: str, text: str) -> str:
    """Return an element that holds a text."""
    return f"<{name}>{content(pa.array([text]))[0]}</{name}>"


def content(values: pa.Array) -> pa.Array:
    """Return values as they stand between tags; signs that XML cannot hold become U+FFFD."""
    return _escaped(in_words(values), _IN_CONTENT)


def quoted(values: pa.Array) -> pa.Array:
    """Return values as they stand in an attribute, without the quotation marks."""
    return _escaped(in_words(values), _IN_QUOTES)


def joined(*parts: pa.Array | str) -> pa.Array:
    """Join columns and fixed texts row by row; null where any of them is."""
    return pc.binary_join_element_wise(*parts, "")


def type_name(values: pa.Array) -> str:
    """Return what GraphML and GEXF call the type of a column."""
    if pa.types.is_boolean(values.type):
        return "boolean"
    if pa.types.is_integer(values.type):
        return "long"
    return "double" if pa.types.is_floating(values.type) else "string"


def _escaped(text: pa.Array, signs: dict[str, str]) -> pa.Array:
    encoded = text.dictionary_encode()  # most columns repeat themselves
    distinct = pc.replace_substring_regex(encoded.dictionary, _NO_XML, "\N{REPLACEMENT CHARACTER}")
    for sign, written in signs.items():
        distinct = pc.replace_substring(distinct, sign, written)
    return distinct.take(encoded.indices)
