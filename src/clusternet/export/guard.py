"""Text from data, made safe for spreadsheets, which run what looks like a formula."""

import pyarrow as pa
import pyarrow.compute as pc

_LINE_END = "\r\n?"
_FORMULA = r"\A([=+\-@\t\n])"
_INSIDE = r"([;\n])([=+\-@\t])"  # a spreadsheet set to semicolons cuts there, and minds no quotation marks


def guarded(texts: pa.Array) -> pa.Array:
    """Return texts with an apostrophe wherever a spreadsheet would begin a formula; line ends become LF.

    Examples
    --------
    >>> guarded(pa.array(["=1+1", "1-1", "Alfa;=1+1", None])).to_pylist()
    ["'=1+1", '1-1', "Alfa;'=1+1", None]
    """
    texts = pc.replace_substring_regex(texts, _LINE_END, "\n")
    texts = pc.replace_substring_regex(texts, _FORMULA, r"'\1")
    return pc.replace_substring_regex(texts, _INSIDE, r"\1'\2")
