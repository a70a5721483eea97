"""Letters that were read in the wrong encoding and written again as what they were taken for."""

import re

_ROUNDS = 2  # some tables were read so twice
# Letters in which names are written in Europe (Latin, Greek, Cyrillic), and punctuation.
_MEANT = re.compile(r"[\x00-\u024f\u0370-\u052f\u1e00-\u1fff\u2000-\u20cf\u2122]*")


def mended(text: str) -> str:
    r"""Return a text whose UTF-8 was read as Windows-1252 as it was meant, any other as it is.

    Only a text all of which reads as UTF-8, and then as letters of Europe, is mended; hardly any text that
    was never broken does.

    Examples
    --------
    >>> mended("UNIVERSITÃ„T MANNHEIM"), mended("Università")
    ('UNIVERSITÄT MANNHEIM', 'Università')
    """
    for _ in range(_ROUNDS):
        if text.isascii():
            break
        try:
            meant = _bytes_of(text).decode("utf-8")
        except UnicodeError:
            break
        if not _MEANT.fullmatch(meant):
            break
        text = meant
    return text


def _bytes_of(text: str) -> bytes:
    """Return the bytes a text was read from; those that Windows-1252 has no letter for stand as they are."""
    return b"".join(letter.encode("latin-1" if "\x80" <= letter <= "\x9f" else "cp1252") for letter in text)
