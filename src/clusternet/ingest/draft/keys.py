"""Which columns name the rows: found by the values that tables share."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from clusternet.cleaning.registry import CLEANERS
from clusternet.cleaning.unclean import Unclean
from clusternet.ingest.draft.seen import Seen, Sheet
from clusternet.ingest.draft.understanding import (
    CLUSTER_NAMES,
    LENIENT,
    ORGANIZATION_NAMES,
    PROJECT_NAMES,
    Guess,
    Understood,
)
from clusternet.ingest.draft.values import tried

PREFIXES = {"tax_code": "cf:", "vat_number": "vat:", "pic": "pic:"}
_ID_CLEANERS = {"tax_code": "tax_code", "vat_number": "vat", "pic": "pic"}
NEARLY_ALL = 0.95  # share of rows with a name of their own from which on they are what a table is about
_MOST_UNKNOWN = 8  # columns without a meaning that are compared
_LOOKED_AT = 100  # of their texts
_SHORTEST_CODE = 5  # digits
_ENOUGH = 0.5  # share of values found elsewhere from which on a column is taken for a reference


@dataclass(frozen=True, kw_only=True)
class Key:
    """The column that names projects or organizations in one table.

    Parameters
    ----------
    guess : Guess
        The column.
    kind : str
        Meaning of the names, the same in all tables that share them.
    clean : str
        Cleaner that makes names of this kind alike; empty: they stand as they are.
    owner : Sheet, optional
        Table whose rows they name, if it is another one.
    owner_heading : str
        The column there.
    share : float
        Share of the different names found there.
    """

    guess: Guess
    kind: str
    clean: str = ""
    owner: Sheet | None = None
    owner_heading: str = ""
    share: float = 0.0

    @property
    def is_found_elsewhere(self) -> bool:
        """Whether every name is found in the table that owns them."""
        return self.owner is not None and self.share == 1.0


Keys = Mapping[str, Key]  # by name of the sheet


def project_keys(tables: Sequence[Understood]) -> Keys:
    """Return what names projects in each table that is about them or refers to them."""
    return _keys(tables, "projects", ("participations",), PROJECT_NAMES)


def organization_keys(tables: Sequence[Understood]) -> Keys:
    """Return what names organizations in each table that is about them or refers to them."""
    return _keys(tables, "organizations", ("participations", "memberships"), ORGANIZATION_NAMES)


def cluster_keys(tables: Sequence[Understood]) -> Keys:
    """Return what names clusters in each table that is about them or refers to them."""
    return _keys(tables, "clusters", ("memberships", "participations"), CLUSTER_NAMES)


def own_key(table: Understood, names: Sequence[str]) -> Key | None:
    """Return the best name that a table has by itself: the first that is stated in every row, or any."""
    found = [table.guesses[name] for name in names if name in table.guesses]
    whole = [guess for guess in found if guess.seen.filled == table.sheet.rows]
    guess = next(iter(whole or found), None)
    return None if guess is None else Key(guess=guess, kind=guess.meaning, clean=_cleaner([guess]))


def _keys(
    tables: Sequence[Understood], subject: str, referring: Sequence[str], names: Sequence[str]
) -> dict[str, Key]:
    owners = [table for table in tables if table.subject == subject]
    others = [table for table in tables if table.subject in referring]
    if not owners:
        return _shared(others, names)
    keys: dict[str, Key] = {}
    for owner in owners:
        key = _owned(owner, others, names)
        if key is not None:
            keys[owner.sheet.name] = key
    owned = [(owner, keys[owner.sheet.name]) for owner in owners if owner.sheet.name in keys]
    for other in others:
        links = [_link(other, owner, key, names) for owner, key in owned]
        best = max((link for link in links if link), key=lambda link: link.share, default=None)
        own = best or own_key(other, names)
        if own is not None:
            keys[other.sheet.name] = own
    return keys


def _shared(tables: Sequence[Understood], names: Sequence[str]) -> dict[str, Key]:
    """Name rows alike in all tables, by what all state in every row, else by the best each has."""
    for name in names:
        guesses = [table.guesses.get(name) for table in tables]
        whole = [
            guess
            for guess, table in zip(guesses, tables, strict=True)
            if guess is not None and guess.seen.filled == table.sheet.rows
        ]
        if whole and len(whole) == len(tables):
            clean = _cleaner(whole)
            return {
                table.sheet.name: Key(guess=guess, kind=name, clean=clean)
                for table, guess in zip(tables, whole, strict=True)
            }
    own = {table.sheet.name: own_key(table, names) for table in tables}
    return {name: key for name, key in own.items() if key is not None}


def _owned(owner: Understood, others: Sequence[Understood], names: Sequence[str]) -> Key | None:
    """Return the column of a table that names its rows and that other tables refer to most."""
    order = {name: place for place, name in enumerate(names)}
    found = _candidates(owner, names)
    candidates = [guess for guess in found if guess.seen.names_rows(NEARLY_ALL if guess.meaning else 1.0)]
    if not candidates:
        return own_key(owner, names)

    def worth(guess: Guess) -> tuple[float, int]:
        found = [max((share for _, share in _shares(other, guess, names)), default=0.0) for other in others]
        return round(sum(found), 3), -order.get(guess.meaning, len(names))

    best = max(candidates, key=worth)
    if worth(best)[0] < _ENOUGH and best.meaning not in order:
        return own_key(owner, names)
    return Key(guess=best, kind=best.meaning, clean=_cleaner([best]))


def _link(table: Understood, owner: Understood, key: Key, names: Sequence[str]) -> Key | None:
    """Return the column of a table whose values are most often found in the key of another."""
    found = max(_shares(table, key.guess, names), key=lambda share: share[1], default=None)
    if found is None or found[1] < _ENOUGH:
        return None
    guess, share = found
    return Key(
        guess=guess,
        kind=key.kind,
        clean=key.clean,
        owner=owner.sheet,
        owner_heading=key.guess.seen.heading,
        share=share,
    )


def _shares(table: Understood, key: Guess, names: Sequence[str]) -> Iterator[tuple[Guess, float]]:
    """Yield each column that may name something with the share of its different values that a key has."""
    clean = _cleaner([key])
    known = _names_in(key.seen, clean)
    for guess in _candidates(table, names):
        found = _names_in(guess.seen, clean)
        if found:
            yield guess, len(found & known) / len(found)


def _candidates(table: Understood, names: Sequence[str]) -> list[Guess]:
    """Return the columns that may name something: by what they are taken for, or by their texts."""
    known = {guess.seen.heading: guess for guess in table.guesses.values()}
    unknown = (column for column in table.sheet.columns if column.heading not in known)
    telling = (Guess(seen=column, meaning="", how="values") for column in unknown if _names_things(column))
    named = [guess for guess in known.values() if guess.meaning in names]
    return [*named, *islice(telling, _MOST_UNKNOWN)]


def _names_things(column: Seen) -> bool:
    """Whether texts are names or codes; small numbers are found everywhere."""
    texts = islice(column.counts, _LOOKED_AT)
    return any(not text.isdigit() or len(text) >= _SHORTEST_CODE for text in texts)


def _names_in(column: Seen, clean: str) -> set[str]:
    return {_alike(text, clean) for text in column.counts} if clean else set(column.counts)


def _alike(text: str, clean: str) -> str:
    try:
        return CLEANERS[clean](text, LENIENT).text
    except Unclean:
        return text


def _cleaner(guesses: Sequence[Guess]) -> str:
    """Return the cleaner of identifiers that takes every value of columns; empty: there is none."""
    clean = _ID_CLEANERS.get(guesses[0].meaning, "")
    return clean if clean and all(tried(guess.seen, clean, LENIENT).share == 1.0 for guess in guesses) else ""
