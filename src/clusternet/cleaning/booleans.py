"""Yes and no."""

from clusternet.cleaning.unclean import Unclean

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
