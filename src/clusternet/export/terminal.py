"""Tables of results as text for a terminal."""

import itertools
from collections.abc import Sequence
from typing import Any

import pandas as pd
from rich.cells import cell_len

from clusternet.export.console import UNKNOWN, as_text, grid, visible
from clusternet.findings.table import ResultTable
from clusternet.language.catalog import Catalog

_SHORTEST, _LONGEST = 12, 60  # characters of a name
_GAP = 3  # between two columns
_GROUP = "group"


def render_table(table: ResultTable, catalog: Catalog, *, width: int) -> str:
    """Return a table of results as aligned text, with its null and caveats below.

    Columns that do not fit are left out from the right, and named; one in which nothing stands takes no room.
    What the rows were grouped by stands before the numbers.
    """
    longest = min(_LONGEST, max(_SHORTEST, width // 4))  # long names leave room for numbers
    written = [(name, _cells(table.frame[name], catalog, longest)) for name in _in_order(table.frame)]
    columns = [(name, cells) for name, cells in written if any(cells) or not cells]
    shown = columns[: _fitting([_needed(name, cells) for name, cells in columns], width)]
    rows = grid(
        [(_stacked(name), _is_number(table.frame[name])) for name, _ in shown],
        zip(*(cells for _, cells in shown), strict=True),
    )
    below = [catalog.say(caveat) for caveat in table.caveats]
    if table.null is not None:
        below.insert(0, catalog.say(table.null))
    if len(shown) < len(columns):
        left_out = [name for name, _ in columns[len(shown) :]]
        below.append(catalog.text("terminal.left_out", n=len(left_out), names=left_out))
    return as_text(width, [rows, *(f"* {line}" for line in below)])


def _in_order(frame: pd.DataFrame) -> list[str]:
    names = [*frame.columns]
    if _GROUP not in names:
        return names
    names.remove(_GROUP)
    first = next((place for place, name in enumerate(names) if _is_number(frame[name])), len(names))
    return [*names[:first], _GROUP, *names[first:]]


def _is_number(values: "pd.Series[Any]") -> bool:
    return pd.api.types.is_numeric_dtype(values)


def _cells(values: "pd.Series[Any]", catalog: Catalog, longest: int) -> list[str]:
    known = values.notna().tolist()
    return [
        _cell(value, catalog, longest) if is_known else UNKNOWN
        for value, is_known in zip(values.tolist(), known, strict=True)
    ]


def _cell(value: object, catalog: Catalog, longest: int) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return catalog.number(value)
    text = visible(str(value))
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _stacked(name: str) -> str:
    """Write a heading of several words one below the other, which keeps columns narrow."""
    return name.replace("_", "\n")


def _needed(name: str, cells: Sequence[str]) -> int:
    return max(cell_len(text) for text in (*_stacked(name).split("\n"), *cells))


def _fitting(needed: Sequence[int], width: int) -> int:
    """Return how many columns fit, at least one."""
    used = list(itertools.accumulate(width_of_one + _GAP for width_of_one in needed))
    return max(1, sum(end - _GAP <= width for end in used))
