"""Pairs of organizations judged by reading, and how many of them an answer gets right."""

import csv
import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scipy.stats import binomtest

HERE = Path(__file__).parent
HALVES = ("look", "kept")
PREFIX = "pic:"  # what the layout puts before the ids of the file

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One pair judged for sure, ids as the layout writes them, and the word for its kind."""

    pair: Pair
    half: str
    same: bool
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What an answer says about the judged pairs of a half.

    Parameters
    ----------
    matcher, given, answer, half : str
        Who answers, from what, which of its answers, about which half.
    everywhere : int
        Pairs so answered among all organizations, judged or not.
    found, right, same : int
        Judged pairs so answered; those of them that are the same; all that are the same.
    by_kind : mapping of str to (int, int)
        Of the pairs that are the same, by kind: how many were so answered, of how many.
    """

    matcher: str
    given: str
    answer: str
    half: str
    everywhere: int
    found: int
    right: int
    same: int
    by_kind: Mapping[str, tuple[int, int]]


def judged_file(folder: Path) -> Path | None:
    """Return the table of organizations that the pairs were judged on; None if the folder has another."""
    card = tomllib.loads((HERE / "fp7_pairs.toml").read_text(encoding="utf-8"))
    path = folder / str(card["organizations_file"])
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != card["organizations_sha256"]:
        return None
    return path


def judged_pairs() -> tuple[Judged, ...]:
    """Return the pairs that were judged for sure."""
    with (HERE / "fp7_pairs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(_judged(row) for row in rows if row["verdict"] != "unsure")


def _judged(row: Mapping[str, str]) -> Judged:
    ids = row["organization_a"], row["organization_b"]
    parity = hashlib.sha256("|".join(ids).encode()).digest()[0] % 2
    first, second = sorted(PREFIX + one for one in ids)
    return Judged(pair=(first, second), half=HALVES[parity], same=row["verdict"] == "same", kind=row["kind"])


def tallied(
    answered: frozenset[Pair], judged: Sequence[Judged], *, matcher: str, given: str, answer: str
) -> list[Tally]:
    """Return what an answer gets right, half by half.

    Parameters
    ----------
    answered : frozenset of (str, str)
        All pairs so answered, the smaller id first.
    judged : sequence of Judged
        The pairs that count.
    matcher, given, answer : str
        As in `Tally`.
    """
    return [
        Tally(
            matcher=matcher,
            given=given,
            answer=answer,
            half=half,
            everywhere=len(answered),
            found=sum(one.pair in answered for one in judged if one.half == half),
            right=sum(one.pair in answered for one in judged if one.half == half and one.same),
            same=sum(one.same for one in judged if one.half == half),
            by_kind=_by_kind(answered, [one for one in judged if one.half == half and one.same]),
        )
        for half in dict.fromkeys(one.half for one in sorted(judged, key=lambda one: HALVES.index(one.half)))
    ]


def _by_kind(answered: frozenset[Pair], same: Sequence[Judged]) -> dict[str, tuple[int, int]]:
    kinds = sorted({one.kind for one in same})
    return {
        kind: (
            sum(one.pair in answered for one in same if one.kind == kind),
            sum(one.kind == kind for one in same),
        )
        for kind in kinds
    }


def share(part: int, whole: int) -> str:
    """Write a share with what it is of and its Wilson interval of 95 %."""
    if not whole:
        return "none found"
    low, high = binomtest(part, whole).proportion_ci(method="wilson")
    return f"{part / whole:.3f} ({part} of {whole}; {low:.3f} to {high:.3f})"
