"""The style sheet of a page: its files, its fonts, and what paper says at the margin."""

import base64
from functools import cache
from importlib import resources

_STATIC = resources.files("clusternet.report") / "static"
_FONTS = {
    "Source Serif 4": "source-serif-4-latin-wght-normal.woff2",
    "Source Sans 3": "source-sans-3-latin-wght-normal.woff2",
}


def style_sheet(*, foot: str, warning: str) -> str:
    """Return the whole style sheet.

    Parameters
    ----------
    foot : str
        What stands at the foot of every printed page, beside its number.
    warning : str
        What stands at the head of every printed page; empty: nothing.
    """
    head = f"@page{{@top-left{{content:{_quoted(warning)}}}}}" if warning else ""
    return f"{_fonts()}{_common()}@page{{@bottom-left{{content:{_quoted(foot)}}}}}{head}"


@cache
def _common() -> str:
    """Return the common style sheet, then those of single parts, which may refine it."""
    files = sorted(file.name for file in _STATIC.iterdir() if file.name.endswith(".css"))
    ordered = sorted(files, key=lambda name: name != "style.css")
    return "".join((_STATIC / name).read_text(encoding="utf-8") for name in ordered)


@cache
def _fonts() -> str:
    faces = []
    for family, file in _FONTS.items():
        data = base64.b64encode((_STATIC / "fonts" / file).read_bytes()).decode("ascii")
        faces.append(
            f'@font-face{{font-family:"{family}";src:url(data:font/woff2;base64,{data}) format("woff2");'
            "font-weight:200 900;font-display:block}"
        )
    return "".join(faces)


def _quoted(text: str) -> str:
    """Return a string of the style sheet: whatever is no letter or digit is written by its number."""
    signs = (
        sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):06x}" for sign in text if sign != "\0"
    )
    return '"' + "".join(signs) + '"'
