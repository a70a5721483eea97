"""Numbers that stand out in a sentence, without letting anything else in it become markup."""

from markupsafe import Markup, escape

# Private-use characters that no catalog contains; only numbers are ever put between them.
_BEGIN, _END = "\ue000", "\ue001"


class Strong:
    """A number already written for the reader, to stand out in the sentence it is put in."""

    def __init__(self, number: str) -> None:
        self._number = number

    def __str__(self) -> str:
        return f"{_BEGIN}{self._number}{_END}"


def emphasized(sentence: str) -> Markup:
    """Return a sentence as markup, with its strong numbers in ``<strong>``."""
    return Markup(str(escape(sentence)).replace(_BEGIN, "<strong>").replace(_END, "</strong>"))  # noqa: S704
