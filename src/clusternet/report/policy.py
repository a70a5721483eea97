"""What the page may do: show itself and run what stands in it. Nothing is fetched, nothing is sent."""

import base64
import hashlib
from collections.abc import Sequence


def content_security_policy(
    style: str, scripts: Sequence[str] = (), *, style_attributes: bool = False
) -> str:
    """Return a policy under which only this very style sheet and these very scripts are used.

    Parameters
    ----------
    style : str
        The text between the page's ``<style>`` tags.
    scripts : sequence of str
        The texts between its ``<script>`` tags; without any, nothing runs.
    style_attributes : bool
        Whether scripts may write ``style`` attributes and begin an empty style sheet, which they fill rule by
        rule. Only the look of the page is at stake then, since nothing can be loaded or sent.
    """
    styles = [_source(style), *([_source("")] if style_attributes else [])]
    rules = {
        "default-src": ["'none'"],
        "script-src": [_source(text) for text in scripts],
        # Browsers that do not know the two finer rules follow the first.
        "style-src": ["'unsafe-inline'"] if style_attributes else styles,
        "style-src-elem": styles if style_attributes else [],
        "style-src-attr": ["'unsafe-inline'"] if style_attributes else [],
        "font-src": ["data:"],
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }
    return "; ".join(" ".join([rule, *sources]) for rule, sources in rules.items() if sources)


def _source(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return f"'sha256-{digest}'"
