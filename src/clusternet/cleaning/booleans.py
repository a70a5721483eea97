"""Yes and no."""

from functools import cache

from clusternet.cleaning.cleaned import Cleaned, cleaned
from clusternet.cleaning.folding import without_accents
from clusternet.cleaning.missing import is_missing
from clusternet.cleaning.options import NOTHING_STATED, Options
from clusternet.cleaning.unclean import Unclean
from clusternet.cleaning.vocabulary import toml_vocabulary

_VALUES = {"true": True, "false": False}


def boolean(text: str) -> bool:
    """Return the truth value of ``true`` or ``false``, in any case.

    Raises
    ------
    Unclean
        With the rule ``boolean``, for anything else.
    """
    try:
        return _VALUES[text.lower()]
    except KeyError:
        raise Unclean("boolean") from None


def clean_boolean(text: str, options: Options = NOTHING_STATED) -> Cleaned:  # noqa: ARG001 (one signature for all)
    """Return ``true`` or ``false`` for words of several languages, nothing for a marker of a missing value.

    Raises
    ------
    Unclean
        With the rule ``boolean``, for anything else.

    Examples
    --------
    >>> clean_boolean("Sì").text, clean_boolean("N").text, clean_boolean("n.d.").text
    ('true', 'false', '')
    """
    text = text.strip()
    if text.lower() in _VALUES:
        return cleaned(text.lower(), "" if text.islower() else "letter_case")
    word = _words().get(without_accents(text).rstrip("'’"))
    if word is not None:
        return cleaned(word, "boolean_word")
    if is_missing(text):
        return cleaned("", "missing_marker" if text else "")
    raise Unclean("boolean")


@cache
def _words() -> dict[str, str]:
    vocabulary = toml_vocabulary("boolean_words")
    return {without_accents(word): value for value, words in vocabulary.items() for word in words}
