"""Text from data, made safe for spreadsheets, which run what looks like a formula."""

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def guarded(text: str) -> str:
    """Return a text, with an apostrophe before one that a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text
