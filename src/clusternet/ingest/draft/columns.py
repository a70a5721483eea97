"""How one column is filled: cleaner, separator, choices, and what should be said about it."""

from collections.abc import Callable
from dataclasses import replace

from clusternet.cleaning.registry import CLEANERS
from clusternet.cleaning.unclean import Unclean
from clusternet.findings.sentence import Sentence
from clusternet.ingest.draft import headings
from clusternet.ingest.draft.keys import Key
from clusternet.ingest.draft.plan import DraftColumn
from clusternet.ingest.draft.seen import Seen
from clusternet.ingest.draft.understanding import CLEANERS_OF, LENIENT, Guess
from clusternet.ingest.draft.values import tried
from clusternet.model.tables import TABLES

_SOME = 0.2  # share of texts with a sign from which on it separates several values
_SEPARATORS = (":::", ";", "|", ",")
_CHOICES = {
    "role": TABLES["participations"].column("role").choices,
    "member_role": TABLES["memberships"].column("role").choices,
    "organization_kind": TABLES["organizations"].column("kind").choices,
    "level": TABLES["projects"].column("level").choices,
    "size": TABLES["organizations"].column("size").choices,
    "is_sme": ("true", "false"),
}
_CLEANED = {"size": "size", "is_sme": "boolean"}
_TYPED = ("boolean", "country", "date", "money", "number")  # what the tables of a dataset take only cleaned
_LIKELY = {
    "tax_code": "tax_code",
    "vat_number": "vat",
    "pic": "pic",
    "ror_id": "ror",
    "province": "province",
    "nuts3": "nuts3",
    "organization_name": "name",
}


def described(name: str, key: Key, *, without: str = "nameless") -> DraftColumn:
    """Return the column that names rows.

    Parameters
    ----------
    name : str
        Column of the dataset.
    key : Key
        What names them.
    without : {"nameless", "left_out"}
        What becomes of rows without a name: they are set aside, or left out by the mapping.
    """
    remarks = [_how(key.guess)]
    if key.owner is not None:
        values = {"share": key.share, "heading": key.owner_heading, "file": key.owner.name}
        remarks = [Sentence("draft.found_elsewhere", values)]
    return DraftColumn(
        name=name,
        headings=(key.guess.seen.heading,),
        clean=key.clean,
        remarks=(*remarks, _stated(key.guess.seen), *_gaps(key.guess.seen, without)),
    )


def drafted(name: str, guess: Guess) -> DraftColumn:
    """Return a column filled from what is taken for it.

    Parameters
    ----------
    name : str
        Column of the dataset.
    guess : Guess
        Column of the file.
    """
    column = DraftColumn(
        name=name, headings=(guess.seen.heading,), remarks=(_how(guess), _stated(guess.seen))
    )
    if guess.meaning in _CHOICES:
        return _with_choices(column, guess)
    if guess.meaning == "topics":
        return replace(column, split=_separator(guess.seen))
    cleaner = CLEANERS_OF.get(guess.meaning, "")
    cleaner = cleaner if cleaner in _TYPED else _likely(guess)
    return replace(column, clean=cleaner, remarks=(*column.remarks, *_refusals(guess.seen, cleaner)))


def _likely(guess: Guess) -> str:
    """Return the cleaner of a kind of text, where it takes every value; without one, no row is set aside."""
    cleaner = _LIKELY.get(guess.meaning, "")
    return cleaner if cleaner and tried(guess.seen, cleaner, LENIENT).share == 1.0 else ""


def _with_choices(column: DraftColumn, guess: Guess) -> DraftColumn:
    cleaner = _CLEANED.get(guess.meaning, "")
    if cleaner and tried(guess.seen, cleaner, LENIENT).share == 1.0:
        return replace(column, clean=cleaner)
    recognize = _by_cleaner(cleaner) if cleaner else _by_vocabulary(guess.meaning)
    values = {text: choice for text in guess.seen.counts if (choice := recognize(text))}
    unknown = {text: rows for text, rows in guess.seen.counts.most_common() if text not in values}
    return replace(column, values=values, unknown=unknown, choices=_CHOICES[guess.meaning])


def _by_cleaner(cleaner: str) -> Callable[[str], str]:
    def recognize(text: str) -> str:
        try:
            return CLEANERS[cleaner](text, LENIENT).text
        except Unclean:
            return ""

    return recognize


def _by_vocabulary(meaning: str) -> Callable[[str], str]:
    return lambda text: headings.choice(text, meaning)


def _separator(column: Seen) -> str:
    def share(sign: str) -> float:
        return sum(rows for text, rows in column.counts.items() if sign in text) / max(column.filled, 1)

    return next((sign for sign in _SEPARATORS if share(sign) >= _SOME), "")


def _how(guess: Guess) -> Sentence:
    return Sentence(f"draft.from_{guess.how}")


def _stated(column: Seen) -> Sentence:
    return Sentence(
        "draft.stated", {"distinct": column.distinct, "filled": column.filled, "rows": len(column.texts)}
    )


def _gaps(column: Seen, without: str) -> tuple[Sentence, ...]:
    gaps = len(column.texts) - column.filled
    return (Sentence(f"draft.{without}", {"n": gaps}),) if gaps else ()


def _refusals(column: Seen, cleaner: str) -> tuple[Sentence, ...]:
    if not cleaner:
        return ()
    result = tried(column, cleaner, LENIENT)
    if not result.refused:
        return ()
    example = next(iter(result.examples.values()))
    return (Sentence("draft.refused", {"n": result.refused, "example": example}),)
