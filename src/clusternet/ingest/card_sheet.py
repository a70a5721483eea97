"""The sheet of a workbook that says what the dataset is: the keys of ``dataset.toml`` and their values."""

import tomllib

from clusternet.exceptions import MalformedFile
from clusternet.ingest.card import card_from
from clusternet.ingest.workbook import Workbook
from clusternet.model.dataset import CARD_SHEET, DatasetCard

_HEADINGS = ("key", "value")


def read_card_sheet(workbook: Workbook) -> DatasetCard:
    """Read the sheet ``dataset`` of a workbook: one key a row, its value written as in TOML.

    Raises
    ------
    MalformedFile
        If the sheet lacks a column, a value is no TOML, or a key or value is not known.
    """
    shown_as = workbook.shown_as / CARD_SHEET
    columns = workbook.read(CARD_SHEET).columns
    for heading in _HEADINGS:
        if heading not in columns.column_names:
            raise MalformedFile(shown_as, f"lacks the column {heading!r}", "add it, or rename the sheet")
    lines = [
        " = ".join(entry) for entry in zip(*(columns[name].to_pylist() for name in _HEADINGS), strict=True)
    ]
    try:
        content = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        problem = f"is not TOML ({error}, counted from the row below the headings)"
        raise MalformedFile(shown_as, problem, 'write texts between quotation marks, as in "2026"') from error
    return card_from(content, shown_as=shown_as)
