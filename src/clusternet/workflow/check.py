"""What was read, what was set aside, how complete it is."""

from dataclasses import dataclass
from pathlib import Path

from clusternet.export.terminal import render_check
from clusternet.language.catalog import catalog
from clusternet.study.quality import completeness
from clusternet.workflow.sources import open_source


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOutcome:
    """What a check says.

    ``missing`` says why no network can be built from the source; empty: one can.
    """

    text: str
    rows_set_aside: int
    missing: str


def check_source(source: str | Path, *, language: str = "en", width: int = 100) -> CheckOutcome:
    """Read a source and say what became of it.

    Raises
    ------
    SourceError
        If it cannot be read at all.
    """
    texts = catalog(language)
    opened = open_source(source)
    return CheckOutcome(
        text=render_check(opened.reading, completeness(opened.subject()), texts, width=width),
        rows_set_aside=opened.reading.rows_set_aside,
        missing=opened.missing,
    )
