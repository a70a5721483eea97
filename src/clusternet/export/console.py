"""Text, tables and paragraphs as a terminal shows them; what comes from data is never markup or a command."""

import io
import re
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

UNKNOWN = "–"
_COMMANDS = re.compile(  # what a terminal obeys instead of showing it, and what is no text at all
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible(text: str) -> str:
    """Return a text with a sign of replacement for whatever a terminal would not show."""
    return _COMMANDS.sub("\N{REPLACEMENT CHARACTER}", text)


def cut(text: str, longest: int) -> str:
    """Return a text on one line, cut where it is too long."""
    text = visible(" ".join(text.split()))
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def grid(heads: Sequence[tuple[str, bool]], rows: Iterable[Sequence[str]]) -> Table:
    """Return a table.

    Parameters
    ----------
    heads : sequence of (str, bool)
        Headings, each with whether its column is aligned to the right.
    rows : iterable of sequence of str
        Cells.
    """
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for head, right in heads:
        table.add_column(Text(head), justify="right" if right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(visible(cell)) for cell in row))  # Text: names from data are never markup
    return table


def indented(text: str, columns: int) -> Padding:
    """Return a paragraph all of whose lines begin so many columns from the left."""
    return Padding(Text(visible(text)), (0, 0, 0, columns))


def as_text(width: int, *sections: Iterable[RenderableType]) -> str:
    """Return tables and paragraphs one below the other.

    Parameters
    ----------
    width : int
        Columns of the terminal.
    sections : iterables of str, table or paragraph
        A blank line stands between two sections, and after a table; an empty section takes no room.
    """
    buffer = io.StringIO()
    console = Console(file=buffer, width=width, color_system=None, markup=False, highlight=False, emoji=False)
    for parts in filter(None, map(list, sections)):
        if buffer.getvalue() and not buffer.getvalue().endswith("\n\n"):
            console.print()
        for part in parts:
            console.print(visible(part) if isinstance(part, str) else part, soft_wrap=False)
            if isinstance(part, Table):
                console.print()
    return "\n".join(line.rstrip() for line in buffer.getvalue().rstrip().splitlines()) + "\n"
