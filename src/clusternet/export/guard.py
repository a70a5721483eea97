"""Text from data, made safe for spreadsheets, which run what looks like a formula."""

import re

import numpy as np
import pandas as pd

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
_LINE_END = re.compile(r"\r\n?")


def guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame as CSV shall show it.

    Texts that a spreadsheet would take for a formula get an apostrophe in front, lines inside texts end in
    LF, and yes and no are ``true`` and ``false``.
    """
    frame = frame.copy()
    for name in map(str, frame.columns):
        if not pd.api.types.is_numeric_dtype(frame[name]) or pd.api.types.is_bool_dtype(frame[name]):
            frame[name] = frame[name].astype(object).map(_written)
    return frame


def _written(value: object) -> object:
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if not isinstance(value, str):
        return value
    text = _LINE_END.sub("\n", value)
    return f"'{text}" if value.startswith(FORMULA_SIGNS) else text
