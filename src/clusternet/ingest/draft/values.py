"""What the texts of a column are: whether a cleaner takes them, and what it would have to be told."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from clusternet.cleaning.missing import missing_markers
from clusternet.cleaning.options import Options
from clusternet.cleaning.registry import CLEANERS
from clusternet.cleaning.unclean import Unclean
from clusternet.ingest.draft.seen import Seen

_TRIED = 400  # different texts of a column, the most frequent first
_NEARLY_ALL = 0.95
_TELLING = ("ror", "vat", "tax_code", "nuts3")  # kinds that texts tell by themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What a cleaner makes of a column.

    Parameters
    ----------
    taken, refused : int
        Rows whose text it takes or refuses; rows with a marker of a missing value are in neither.
    examples : mapping of str to str
        Why a text is refused, as a code of the cleaners, to the most frequent such text.
    """

    taken: int
    refused: int
    examples: Mapping[str, str] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """Share of the rows that is taken; 0 where nothing stands."""
        return self.taken / (self.taken + self.refused) if self.taken else 0.0


def tried(column: Seen, cleaner: str, options: Options) -> Tried:
    """Try a cleaner on the texts of a column."""
    markers = missing_markers(cleaner)
    taken = refused = 0
    examples: dict[str, str] = {}
    for text, rows in islice(iter(column.counts.most_common()), _TRIED):
        if text.casefold() in markers:
            continue
        try:
            CLEANERS[cleaner](text, options)
        except Unclean as reason:
            refused += rows
            examples.setdefault(reason.reason, text)
        else:
            taken += rows
    return Tried(taken=taken, refused=refused, examples=examples)


def telling_cleaner(column: Seen) -> str:
    """Return the cleaner that takes nearly all texts of a column, for kinds that texts tell; empty: none."""
    if column.distinct < 2:
        return ""
    options = Options(day_first=True)
    return next((name for name in _TELLING if tried(column, name, options).share >= _NEARLY_ALL), "")


def missing_seen(columns: tuple[Seen, ...], cleaner_of: dict[str, str]) -> Counter[str]:
    """Return the texts that mean that nothing is known, and how often they stand in columns.

    Parameters
    ----------
    columns : tuple of Seen
        Columns that a mapping uses.
    cleaner_of : dict of str to str
        Heading to the cleaner of its values: NA is Naples in a column of provinces.
    """
    found: Counter[str] = Counter()
    for column in columns:
        markers = missing_markers(cleaner_of.get(column.heading) or "text")
        found.update({text: n for text, n in column.counts.items() if text.casefold() in markers})
    return found


def decimal_mark(columns: Iterable[Seen]) -> tuple[str, str]:
    """Return the mark of decimals that amounts show, and an amount that has two readings if none shows it."""
    votes: Counter[str] = Counter()
    ambiguous = ""
    for column in columns:
        for text, rows in islice(iter(column.counts.most_common()), _TRIED):
            votes[_mark_of(text)] += rows
        ambiguous = ambiguous or tried(column, "money", Options()).examples.get("decimal_or_thousands", "")
    if votes[","] == votes["."]:
        return "", ambiguous
    return max((",", "."), key=lambda mark: votes[mark]), ambiguous


def _mark_of(text: str) -> str:
    """Return the mark of decimals in an amount that has one reading; empty where none shows it."""
    try:
        changes = CLEANERS["money"](text, Options()).changes
    except Unclean:
        return ""
    if "decimal_comma" in changes:
        return ","
    if "thousands_separators" in changes and "," not in text:
        return "," if "." in text else ""
    return "." if "." in text or "," in text else ""


def date_order(columns: Iterable[Seen]) -> tuple[str, str]:
    """Return how to read dates, as a mapping says it, and a date that has two readings if none shows it."""
    order = ambiguous = ""
    for column in columns:
        doubts = tried(column, "date", Options()).examples
        ambiguous = ambiguous or doubts.get("day_or_month", "")
        day_first, month_first = (
            tried(column, "date", Options(day_first=first)).share for first in (True, False)
        )
        if day_first != month_first:
            return ("day-first" if day_first > month_first else "month-first"), ""
        if "excel_serial" in doubts:
            order = "excel"
    return order, ambiguous
