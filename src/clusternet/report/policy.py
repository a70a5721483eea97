"""What the page may do: show itself. Nothing is fetched, nothing runs, nothing is sent."""

import base64
import hashlib


def content_security_policy(style: str) -> str:
    """Return a policy under which only this very style sheet and what stands in the page are used.

    Parameters
    ----------
    style : str
        The text between the page's ``<style>`` tags.
    """
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src 'sha256-{digest}'",
            "font-src data:",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
