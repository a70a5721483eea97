"""Markers that stand where a value is missing."""

from functools import cache

from clusternet.cleaning.vocabulary import toml_vocabulary


@cache
def missing_markers(cleaner: str = "text") -> frozenset[str]:
    """Return the texts that mean unknown in a column cleaned by that cleaner.

    They are the same everywhere but for ``NA``, which is Namibia among countries and Naples among provinces.

    Examples
    --------
    >>> "na" in missing_markers("money"), "na" in missing_markers("country")
    (True, False)
    """
    vocabulary = toml_vocabulary("missing_markers")
    return frozenset(vocabulary["markers"]) - frozenset(vocabulary["values"].get(cleaner, ()))


def is_missing(text: str, markers: frozenset[str] | None = None) -> bool:
    """Whether a text says that the value is missing.

    Parameters
    ----------
    text : str
        White space around it and capitals do not matter.
    markers : frozenset of str, optional
        Texts that mean unknown, as a mapping lists them; those of `missing_markers` otherwise. Nothing, or
        only white space, is always missing.

    Examples
    --------
    >>> is_missing("n.d."), is_missing(" - "), is_missing("0"), is_missing("none", frozenset({"?"}))
    (True, True, False, False)
    """
    known = missing_markers() if markers is None else frozenset(marker.casefold() for marker in markers)
    text = text.strip().casefold()
    return not text or text in known
