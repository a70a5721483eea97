"""The period a person asked for."""

import re

from clusternet.cleaning.dates import partial_date
from clusternet.cleaning.unclean import Unclean
from clusternet.exceptions import UnknownName
from clusternet.model.dataset import EVERYTHING, DatasetCard, Period

_DATE = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_SPAN = re.compile(rf"({_DATE})(?:-({_DATE}))?")


def named_period(name: str, card: DatasetCard) -> Period | None:
    """Return the period of that name, or between two years or dates; None for everything.

    Raises
    ------
    UnknownName
        For anything else, with the names the dataset has.
    """
    if name == EVERYTHING:
        return None
    if name in card.periods:
        return card.periods[name]
    span = _SPAN.fullmatch(name)
    try:
        if span is not None:
            first, last = partial_date(span[1]), partial_date(span[2] or span[1])
            if first.first <= last.last:
                return Period(name=name, first=first.text, last=last.text)
    except Unclean:
        pass
    known = ", ".join([EVERYTHING, *card.periods])
    raise UnknownName(f"There is no period {name!r}: choose among {known}, or write one such as 2014-2020.")
