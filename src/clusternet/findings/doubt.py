"""How far it is settled which organizations are one, and how much hangs on it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from clusternet.findings.numbers import Number


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """A headline number, and how far it moves when doubtful cases are decided the other way.

    Parameters
    ----------
    number : Number
        As things stand.
    together : Number
        After all cases were decided the other way.
    farthest : Number
        As it was in the trial that moved it most, relative to what it is.
    least, most : float, optional
        The smallest and the largest it was, as things stand or in any trial; for a number that is a range,
        its lower and its upper end. None: it could never be had.
    moves : bool
        Whether any trial gave another number, or another range.
    """

    number: Number
    together: Number
    farthest: Number
    least: float | None
    most: float | None
    moves: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityDoubt:
    """Names that may be of one organization, merges that may be of two, and the numbers that depend on them.

    Parameters
    ----------
    organizations : int
        Organizations of the data after the decisions made, in scope or not: those that were compared.
    questions : int
        Groups of organizations that may be one, of which nobody has said whether they are.
    questioned : int
        Organizations these questions are about, once each.
    suggested : int
        Groups of organizations that are one by a valid identifier, or by one name in one place, and that
        nobody has merged.
    merges : int
        Merges that stand.
    doubtful : int
        Those of them that neither an identifier nor one name in one place would suggest.
    alone : int
        How many of all these cases were tried one by one, those that concern most participations; all count
        in the trials of several together.
    numbers : tuple of Dependence
        One a headline number, in their order.
    """

    organizations: int
    questions: int
    questioned: int
    suggested: int
    merges: int
    doubtful: int
    alone: int
    numbers: tuple[Dependence, ...]

    @property
    def cases(self) -> int:
        """Everything that may be decided the other way."""
        return self.questions + self.suggested + self.doubtful

    @property
    def moving(self) -> tuple[Dependence, ...]:
        """The numbers that depend on these cases."""
        return tuple(one for one in self.numbers if one.moves)


def ends(number: Number) -> Iterator[float]:
    """Return the number, or both ends where it is a range; nothing where it cannot be had."""
    if number.value is not None:
        yield number.value
        yield number.value if number.high is None else number.high


def relative_change(before: Number, after: Number) -> float:
    """Return how far the value, or an end of the range, moved as a share of what it was.

    0 where nothing moved; infinite where it was 0, or where the number could not be had, or can be no more.
    """
    old, new = list(ends(before)), list(ends(after))
    if len(old) != len(new):
        return math.inf
    changes = [(abs(other - one), abs(one)) for one, other in zip(old, new, strict=True) if one != other]
    return max((change / one if one else math.inf for change, one in changes), default=0.0)
