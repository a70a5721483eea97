"""Any text."""

import unicodedata

from clusternet.cleaning.cleaned import Cleaned, cleaned
from clusternet.cleaning.encoding import mended
from clusternet.cleaning.options import NOTHING_STATED, Options
from clusternet.cleaning.unclean import Unclean
from clusternet.model.tables import MAX_TEXT_LENGTH

# A byte order mark, spaces without width, soft hyphens and marks of the direction of writing.
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF))


def clean_text(text: str, options: Options = NOTHING_STATED) -> Cleaned:  # noqa: ARG001 (one signature for all)
    r"""Return a text with single spaces, composed accents and without characters nobody sees.

    Raises
    ------
    Unclean
        With the rule ``control_character``, ``too_long`` or ``encoding``.

    Examples
    --------
    >>> clean_text("  ACME \n Torino ")
    Cleaned(text='ACME Torino', change='')
    """
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise Unclean("encoding")
    as_meant = mended(text)
    double_encoded = as_meant != text
    text = " ".join(as_meant.split())
    visible = " ".join(text.translate(_INVISIBLE).split())
    composed = unicodedata.normalize("NFC", visible)
    if any(unicodedata.category(letter) == "Cc" for letter in composed):
        raise Unclean("control_character")
    if len(composed) > MAX_TEXT_LENGTH:
        raise Unclean("too_long")
    return cleaned(
        composed,
        "double_encoded" if double_encoded else "",
        "invisible_characters" if visible != text else "",
        "composed_accents" if composed != visible else "",
    )
