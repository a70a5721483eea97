"""What a mapping states about the texts of a column, so that nothing has to be guessed."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to read what could be read in several ways; what is not stated is refused where it matters.

    Parameters
    ----------
    decimal : {".", ","}, optional
        The decimal mark: settles ``1.234`` and ``1,234``.
    day_first : bool, optional
        Whether the day stands before the month: settles ``03/05/2019``.
    excel_dates : bool
        Whether five digits are a day counted by a workbook, in the system that starts in 1900.
    country : str
        ISO code of the country all rows are of: settles legal forms and VAT numbers without prefix.
    """

    decimal: Literal[".", ","] | None = None
    day_first: bool | None = None
    excel_dates: bool = False
    country: str = ""


NOTHING_STATED = Options()
