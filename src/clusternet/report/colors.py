"""The page's colors, and how well one can be told from another."""

import re

PAPER = "#FBFAF7"
INK = "#15191D"
DATA = "#1E4674"
#: White is 0; the others are the steps of a value, weakest first.
STEPS = ("#DCE6F0", "#B3C9DF", "#6F97BF", "#3B6A9C", "#1E4674")

_HEX = re.compile(r"#[0-9A-Fa-f]{6}")


def is_color(text: str) -> bool:
    """Whether a text is a color written ``#rrggbb``."""
    return _HEX.fullmatch(text) is not None


def contrast(color: str, ground: str) -> float:
    """Return the contrast of two colors as the Web Content Accessibility Guidelines 2.1 define it.

    Parameters
    ----------
    color, ground : str
        Colors written ``#rrggbb``.

    Returns
    -------
    float
        From 1, the same, to 21, black on white.

    Examples
    --------
    >>> contrast("#000000", "#ffffff")
    21.0
    """
    light, dark = sorted((_luminance(color), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(int(color[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
