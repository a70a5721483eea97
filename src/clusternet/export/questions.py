"""Which organizations may be the same, question by question, as text for a terminal."""

from collections.abc import Hashable, Iterator, Mapping
from itertools import zip_longest

from rich.console import RenderableType

from clusternet.export.console import as_text, indented, visible
from clusternet.findings.table import ResultTable
from clusternet.language.catalog import Catalog

_INDENT = 4
_BETWEEN = " | "  # between the names, and between the places, of one question


def render_questions(table: ResultTable, catalog: Catalog, *, width: int) -> str:
    """Return each question with the names side by side in full, and what speaks for and against.

    Parameters
    ----------
    table : ResultTable
        As by `clusternet.study.duplicates.duplicates_table`; ``n`` may be more than it has rows.
    catalog : Catalog
        In which language.
    width : int
        Columns of the terminal.
    """
    asked = [_question(row, catalog) for row in table.frame.to_dict("records")]
    below = [catalog.say(caveat) for caveat in table.caveats]
    if len(asked) < table.n:
        below.append(catalog.text("question.more", n=table.n - len(asked)))
    return as_text(width, *asked, [f"* {line}" for line in below])


def _question(row: Mapping[Hashable, object], catalog: Catalog) -> Iterator[RenderableType]:
    yield visible(
        catalog.text(
            "question.head",
            proposal=row["proposal_id"],
            band=catalog.text(f"identity.band.{row['band']}"),
            rule=catalog.text(f"identity.rule.{row['rule']}"),
            n=row["moved"],
        )
    )
    names, places = (str(row[column] or "").split(_BETWEEN) for column in ("names", "places"))
    for name, place in zip_longest(names, places, fillvalue=""):
        yield indented(f"{name} · {place}" if place else name, _INDENT)
    said = [
        catalog.text(f"question.{column}", reasons=_reasons(row, column, catalog))
        for column in ("agrees", "contradicts")
        if row[column]
    ]
    if said:
        yield indented(" ".join(said), _INDENT)


def _reasons(row: Mapping[Hashable, object], column: str, catalog: Catalog) -> tuple[str, ...]:
    codes = str(row[column]).split(";")
    return tuple(catalog.text(f"identity.evidence.{code}") for code in codes)
