"""Text from data, made safe for spreadsheets, which run what looks like a formula."""

import pandas as pd

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def guarded(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with an apostrophe before texts that a spreadsheet would take for a formula."""
    frame = frame.copy()
    texts: list[str] = [str(name) for name in frame.columns if frame[name].dtype == "string"]
    for name in texts:
        risky = frame[name].str.startswith(FORMULA_SIGNS, na=False)
        frame[name] = frame[name].where(~risky, "'" + frame[name])
    return frame
