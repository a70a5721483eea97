"""Findings as text for a terminal."""

import io
import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
from rich import box
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from clusternet.findings.quality import Completeness, Reading
from clusternet.findings.table import ResultTable
from clusternet.language.catalog import Catalog

_EXAMPLES = 20
_UNKNOWN = "–"
_SHORTEST, _LONGEST = 12, 60  # characters of a name
_GAP = 3  # between two columns
_COMMANDS = re.compile(  # what a terminal obeys instead of showing it, and what is no text at all
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def render_table(table: ResultTable, catalog: Catalog, *, width: int) -> str:
    """Return a table of results as aligned text, with its null and caveats below.

    Columns that do not fit are left out from the right, and named.
    """
    longest = min(_LONGEST, max(_SHORTEST, width // 4))  # long names leave room for numbers
    columns = [(name, _cells(table.frame[name], catalog, longest)) for name in table.frame.columns]
    shown = columns[: _fitting([_needed(name, cells) for name, cells in columns], width)]
    grid = _grid(
        [(_stacked(name), pd.api.types.is_numeric_dtype(table.frame[name])) for name, _ in shown],
        zip(*(cells for _, cells in shown), strict=True),
    )
    below = [catalog.say(caveat) for caveat in table.caveats]
    if table.null is not None:
        below.insert(0, catalog.say(table.null))
    if len(shown) < len(columns):
        left_out = [name for name, _ in columns[len(shown) :]]
        below.append(catalog.text("terminal.left_out", n=len(left_out), names=left_out))
    return _text(width, grid, *(f"* {line}" for line in below))


def render_check(reading: Reading, completeness: Completeness, catalog: Catalog, *, width: int) -> str:
    """Return what was read, what was set aside and why, and how complete it is."""
    parts: list[Table | str] = [
        catalog.text(
            "check.rows",
            read=reading.rows_read,
            loaded=reading.rows_loaded,
            aside=reading.rows_set_aside,
            duplicate=reading.rows_duplicate,
        ),
        _files(reading, catalog),
    ]
    parts += [catalog.text("check.unread", name=name) for name in reading.unread]
    parts += [
        catalog.text("check.unknown_columns", file=file.file, columns=file.unknown_columns)
        for file in reading.inputs
        if file.unknown_columns
    ]
    if reading.rejected:
        parts += [catalog.text("check.rejected", n=len(reading.rejected)), _rejected(reading, catalog)]
        if len(reading.rejected) > _EXAMPLES:
            parts.append(catalog.text("check.more", n=len(reading.rejected) - _EXAMPLES))
    return _text(width, *parts, *_complete(completeness, catalog))


def _files(reading: Reading, catalog: Catalog) -> Table:
    heads = ("file", "read", "loaded", "aside", "duplicate", "written")
    return _grid(
        [(catalog.text(f"check.head.{head}"), head not in ("file", "written")) for head in heads],
        (
            [
                file.file,
                *(
                    catalog.number(count)
                    for count in (file.rows_read, file.rows_loaded, file.rows_set_aside, file.rows_duplicate)
                ),
                f"{file.encoding} {_shown_delimiter(file.delimiter)}",
            ]
            for file in reading.inputs
            if file.table
        ),
    )


def _rejected(reading: Reading, catalog: Catalog) -> Table:
    heads = ("file", "line", "column", "rule", "value")
    return _grid(
        [(catalog.text(f"check.head.{head}"), head == "line") for head in heads],
        (
            [row.file, str(row.line), row.column, catalog.text(f"rule.{row.rule}"), row.value[:60]]
            for row in reading.rejected[:_EXAMPLES]
        ),
    )


def _complete(completeness: Completeness, catalog: Catalog) -> Iterable[Table | str]:
    if completeness.clusters:
        if completeness.share is None:
            yield catalog.text("check.nothing_published")
        else:
            yield catalog.text(
                "check.complete",
                known=completeness.known,
                published=completeness.published,
                share=completeness.share,
            )
        yield _grid(
            [
                (catalog.text("check.head.cluster"), False),
                (catalog.text("check.head.known"), True),
                (catalog.text("check.head.published"), True),
                (catalog.text("check.head.share"), True),
            ],
            (
                [
                    cluster.name,
                    catalog.number(cluster.known),
                    _range(cluster.low, cluster.high, catalog),
                    _UNKNOWN if cluster.completeness is None else catalog.percent(cluster.completeness),
                ]
                for cluster in completeness.clusters
            ),
        )
    yield catalog.text(
        "check.projects",
        n=completeness.projects,
        none=completeness.projects_without_participants,
        one=completeness.projects_with_one,
    )


def _range(low: float | None, high: float | None, catalog: Catalog) -> str:
    if low is None or high is None:
        return _UNKNOWN
    return catalog.number(low) if low == high else f"{catalog.number(low)}–{catalog.number(high)}"


def _shown_delimiter(delimiter: str) -> str:
    return "tab" if delimiter == "\t" else delimiter


def _cells(values: "pd.Series[Any]", catalog: Catalog, longest: int) -> list[str]:
    known = values.notna().tolist()
    return [
        _cell(value, catalog, longest) if is_known else _UNKNOWN
        for value, is_known in zip(values.tolist(), known, strict=True)
    ]


def _cell(value: object, catalog: Catalog, longest: int) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return catalog.number(value)
    text = _visible(str(value))
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _visible(text: str) -> str:
    """Return a text from data with a sign of replacement for whatever a terminal would not show."""
    return _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", text)


def _stacked(name: str) -> str:
    """Write a heading of several words one below the other, which keeps columns narrow."""
    return name.replace("_", "\n")


def _needed(name: str, cells: Sequence[str]) -> int:
    return max(cell_len(text) for text in (*_stacked(name).split("\n"), *cells))


def _fitting(needed: Sequence[int], width: int) -> int:
    """Return how many columns fit, at least one."""
    used = list(itertools.accumulate(width_of_one + _GAP for width_of_one in needed))
    return max(1, sum(end - _GAP <= width for end in used))


def _grid(heads: Sequence[tuple[str, bool]], rows: Iterable[Sequence[str]]) -> Table:
    grid = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for head, right in heads:
        grid.add_column(Text(head), justify="right" if right else "left", overflow="fold")
    for row in rows:
        grid.add_row(*(Text(_visible(cell)) for cell in row))  # Text: names from data are never markup
    return grid


def _text(width: int, *parts: Table | str) -> str:
    buffer = io.StringIO()
    console = Console(file=buffer, width=width, color_system=None, markup=False, highlight=False, emoji=False)
    for part in parts:
        console.print(_visible(part) if isinstance(part, str) else part, soft_wrap=False)
        if isinstance(part, Table):
            console.print()
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"
