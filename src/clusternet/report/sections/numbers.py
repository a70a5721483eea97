"""Headline numbers: the figure, what it counts, of how many, and the doubt."""

from collections.abc import Sequence
from dataclasses import dataclass

from clusternet.findings.numbers import Number
from clusternet.language.catalog import Catalog
from clusternet.language.values import NO_BREAK_SPACE
from clusternet.model.indicators import INDICATORS

_PERCENT = NO_BREAK_SPACE + "%"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberView:
    """One headline number, in the reader's language.

    ``figure`` is set large with ``sign`` beside it; ``notes`` say of how many and how sure.
    """

    code: str
    mark: str
    figure: str
    sign: str
    what: str
    notes: tuple[str, ...]
    definition: str


def headline(numbers: Sequence[Number], words: Catalog) -> tuple[NumberView, ...]:
    """Return the headline numbers in their order."""
    return tuple(_view(place, number, words) for place, number in enumerate(numbers, start=1))


def _view(place: int, number: Number, words: Catalog) -> NumberView:
    key = f"page.number.{number.code}"
    figure, sign = _figure(number, words)
    return NumberView(
        code=number.code,
        mark=words.text("page.numbers.mark", place=place),
        figure=figure,
        sign=sign,
        what=words.text(f"{key}.what", value=number.value or 0),
        notes=_notes(number, key, words),
        definition=words.text(f"{key}.definition"),
    )


def _figure(number: Number, words: Catalog) -> tuple[str, str]:
    if number.value is None:
        return "–", ""
    ends = [number.value] if number.high is None else [number.value, number.high]
    share = INDICATORS[number.code].unit == "share"
    texts = [words.percent(end).removesuffix(_PERCENT) if share else words.number(end) for end in ends]
    return "–".join(dict.fromkeys(texts)), "%" if share else ""


def _notes(number: Number, key: str, words: Catalog) -> tuple[str, ...]:
    if number.value is None:
        why_not = "unstated" if number.unknown else "why_not"
        return (words.text("page.numbers.cannot_be_told"), words.text(f"{key}.{why_not}"))
    if not number.n:
        return (words.text("page.numbers.of_none"),)
    share = INDICATORS[number.code].unit == "share"
    count = number.value * number.n if share else number.value
    of = words.text(f"{key}.of", n=number.n, count=round(count), share=count / number.n)
    return (of, *_doubt(number, words))


def _doubt(number: Number, words: Catalog) -> tuple[str, ...]:
    if number.value is None or not number.unknown:
        return ()
    if number.high is None:
        return (words.text("page.numbers.unknown", unknown=number.unknown, n=number.n),)
    share = INDICATORS[number.code].unit == "share"
    most = round(number.high * number.n) if share else number.high
    return (words.text("page.numbers.range", unknown=number.unknown, most=most, share=most / number.n),)
