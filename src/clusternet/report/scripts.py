"""What runs in the page: scripts that stand in it, and data that no name in them can break out of."""

import json
from functools import cache
from importlib import resources

from markupsafe import Markup

_STATIC = resources.files("clusternet.report") / "static"

#: Tells the style sheet that scripts run; what needs them is hidden without it.
FIRST = 'document.documentElement.classList.add("js");'

#: Signs that could end a script or begin a comment in it, and those old scripts take for line ends.
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'\u2028\u2029"}


class Scripts:
    """The scripts of one page, in the order they run, each once.

    Sections add theirs while the page is put together; the page's policy then lets in these and no others.
    """

    def __init__(self) -> None:
        self._texts: dict[str, None] = {}
        self.style_attributes = False

    def add(self, text: str, *, style_attributes: bool = False) -> None:
        """Let a script run at the end of the page.

        Parameters
        ----------
        text : str
            As :func:`script` returns it.
        style_attributes : bool
            Whether it writes ``style`` attributes, as some drawing libraries do.
        """
        self._texts.setdefault(text)
        self.style_attributes |= style_attributes

    @property
    def texts(self) -> tuple[str, ...]:
        """All of them, with the one that tells the style sheet first."""
        return (FIRST, *self._texts)


@cache
def script(*files: str) -> str:
    """Return files of the ``static`` folder as one script that leaves no name behind.

    Parameters
    ----------
    files : str
        Names in order; later ones see what earlier ones declare at their top.
    """
    texts = [(_STATIC / file).read_text(encoding="utf-8").strip() for file in files]
    return "\n".join(("(() => {", '"use strict";', *texts, "})();"))


def embedded(ref: str, data: object) -> Markup:
    """Return data as a block that scripts read with ``JSON.parse`` and browsers never run.

    Parameters
    ----------
    ref : str
        Id of the block; unique in the page and plain.
    data : object
        Of texts, numbers, truth values, None, lists and mappings.
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(  # noqa: S704  nothing in it can end the block
        f'<script type="application/json" id="{ref}">{text.translate(_ESCAPED)}</script>'
    )
