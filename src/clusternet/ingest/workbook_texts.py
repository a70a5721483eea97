"""Texts of workbooks as Excel reads them: `_x000D_` stands for U+000D, `_x005F_x000D_` for `_x000D_` itself.

ECMA-376 part 1, simple type ``ST_Xstring``.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook


def load_as_stored(path: Path, *, data_only: bool) -> "Workbook":
    """Open a workbook by openpyxl to be read only, texts as they are stored, for `unescaped`.

    `openpyxl.load_workbook` takes every ``x005F_`` out of most texts, after which nobody can tell a carriage
    return from its sign.
    """
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
    from openpyxl.xml.functions import iterparse

    item, text, run = (f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("si", "t", "r"))

    class Reader(ExcelReader):
        def read_strings(self) -> None:
            part = self.package.find(SHARED_STRINGS)  # type: ignore[no-untyped-call]
            if part is None:
                return
            with self.archive.open(part.PartName.removeprefix("/")) as file:
                for _, node in iterparse(file):
                    if node.tag == item:
                        pieces = (*node.iterfind(text), *node.iterfind(f"{run}/{text}"))
                        self.shared_strings.append("".join(piece.text or "" for piece in pieces))
                        node.clear()

    reader = Reader(path, read_only=True, data_only=data_only, keep_links=False)
    reader.read()
    return reader.wb


def unescaped(text: str) -> str:
    r"""Return what a stored text means.

    Examples
    --------
    >>> unescaped("a_x000D_b"), unescaped("_x005F_x0041_"), unescaped("_xD83D__xDE00_")
    ('a\rb', '_x0041_', '😀')
    """
    if "_x" not in text:
        return text
    from openpyxl.utils.escape import unescape

    # A character beyond U+FFFF is escaped as two, half a one is none.
    return unescape(text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
