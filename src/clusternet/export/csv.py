"""Tables of results as CSV: UTF-8, commas, LF, point decimals, unknown empty, numbers in full."""

import re

import numpy as np
import pandas as pd

from clusternet.export.guard import guarded
from clusternet.findings.table import ResultTable

_LINE_END = re.compile(r"\r\n?")


def render_csv(table: ResultTable) -> str:
    """Return the table as CSV text.

    Texts that a spreadsheet would run as a formula get an apostrophe in front. Lines inside texts
    end in LF as well.
    """
    frame = table.frame.copy()
    for name in map(str, frame.columns):
        if not pd.api.types.is_numeric_dtype(frame[name]) or pd.api.types.is_bool_dtype(frame[name]):
            frame[name] = frame[name].astype(object).map(_written)
    return str(frame.to_csv(index=False, lineterminator="\n"))


def _written(value: object) -> object:
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    return guarded(_LINE_END.sub("\n", value)) if isinstance(value, str) else value
