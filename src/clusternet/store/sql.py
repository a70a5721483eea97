"""Statements with names put in."""

from collections.abc import Iterable


class Fragment(str):
    """A piece of a statement, put in as it stands; any other text is a name and is quoted."""

    __slots__ = ()


def sql(statement: str, /, **parts: str | Iterable[str]) -> str:
    """Return a statement with its ``{placeholders}`` filled.

    Parameters
    ----------
    statement : str
        The statement.
    **parts : str or iterable of str
        Names, which are quoted, or `Fragment`; several are put in with commas between them.

    Examples
    --------
    >>> sql("SELECT {columns} FROM {table}", columns=["a", 'b"c'], table="organizations")
    'SELECT "a", "b""c" FROM "organizations"'
    """
    return statement.format(**{place: _put_in(part) for place, part in parts.items()})


def literal(text: str) -> Fragment:
    """Return a text as a statement writes it.

    Examples
    --------
    >>> literal("l'Aquila")
    "'l''Aquila'"
    """
    return Fragment("'" + text.replace("'", "''") + "'")


def listed(pieces: Iterable[str], *, between: str = ", ") -> Fragment:
    """Return names and fragments as one fragment."""
    return Fragment(between.join(_put_in(piece) for piece in pieces))


def _put_in(part: str | Iterable[str]) -> str:
    if isinstance(part, Fragment):
        return str(part)
    if isinstance(part, str):
        return '"' + part.replace('"', '""') + '"'
    return ", ".join(_put_in(piece) for piece in part)
