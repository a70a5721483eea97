"""Texts that a spreadsheet would run, guarded so that the guard can be taken off again.

An apostrophe is put before a text that begins like a formula, and before one that begins with apostrophes and
then like a formula; so taking one off always gives back what was there. Numbers with a sign are no formulas.
"""

import pyarrow as pa
import pyarrow.compute as pc

_FORMULA = "^'*[=+@-]"
_NUMBER = r"^[+-][0-9][0-9.,]*$"
_GUARDED = "^'('*[=+@-])"


def guarded(texts: pa.Array) -> pa.Array:
    """Return texts with an apostrophe before those that a spreadsheet would run.

    Examples
    --------
    >>> guarded(pa.array(["=1+1", "-5", "'t Hooft", "'=x"])).to_pylist()
    ["'=1+1", '-5', "'t Hooft", "''=x"]
    """
    formula = pc.and_not(pc.match_substring_regex(texts, _FORMULA), pc.match_substring_regex(texts, _NUMBER))
    return pc.if_else(formula, pc.binary_join_element_wise("'", texts, ""), texts)


def unguarded(texts: pa.Array) -> pa.Array:
    """Return texts as they were before `guarded`.

    Examples
    --------
    >>> unguarded(pa.array(["'=1+1", "-5", "'t Hooft", "''=x"])).to_pylist()
    ['=1+1', '-5', "'t Hooft", "'=x"]
    """
    return pc.replace_substring_regex(texts, _GUARDED, "\\1")
