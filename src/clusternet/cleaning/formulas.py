r"""Texts that a spreadsheet would run, guarded so that the guard can be taken off again.

An apostrophe is put before a text that begins like a formula, and before one that begins with apostrophes and
then like a formula; so taking one off always gives back what was there. The same holds after a semicolon or a
line end, where a spreadsheet may cut and minds no quotation marks. Numbers with a sign are no formulas.
"""

import pyarrow as pa
import pyarrow.compute as pc

_NUMBER = r"^[+-][0-9][0-9.,]*$"
_BEGINS = r"^('*[=+@\t\r\n-])"
_BEGINS_GUARDED = r"^'('*[=+@\t\r\n-])"
_INSIDE = r"([;\r\n])('*[=+@\t-])"
_INSIDE_GUARDED = r"([;\r\n])'('*[=+@\t-])"


def guarded(texts: pa.Array) -> pa.Array:
    """Return texts with an apostrophe wherever a spreadsheet would begin a formula.

    Examples
    --------
    >>> guarded(pa.array(["=1+1", "-5", "'t Hooft", "'=x", "Alfa;=1+1", None])).to_pylist()
    ["'=1+1", '-5', "'t Hooft", "''=x", "Alfa;'=1+1", None]
    """
    inside = pc.replace_substring_regex(texts, _INSIDE, r"\1'\2")
    everywhere = pc.replace_substring_regex(inside, _BEGINS, r"'\1")
    return pc.if_else(pc.match_substring_regex(texts, _NUMBER), texts, everywhere)


def unguarded(texts: pa.Array) -> pa.Array:
    """Return texts as they were before `guarded`.

    Examples
    --------
    >>> unguarded(pa.array(["'=1+1", "-5", "'t Hooft", "''=x", "Alfa;'=1+1", None])).to_pylist()
    ['=1+1', '-5', "'t Hooft", "'=x", 'Alfa;=1+1', None]
    """
    begun = pc.replace_substring_regex(texts, _BEGINS_GUARDED, r"\1")
    return pc.replace_substring_regex(begun, _INSIDE_GUARDED, r"\1\2")
