"""What a cleaner raises when a text is not a value of its kind."""

# Why a text breaks its rule, where the rule alone does not tell a reader what to do next.
REASONS: dict[str, str] = {
    "ambiguous": "the text has several meanings, and nothing says which",
    "check_digit": "the check digit does not fit: a digit is wrong or missing",
    "currency": "the amount is in another currency than euro",
    "day_or_month": "day or month may come first: state `day_first`",
    "decimal_or_thousands": "a mark of decimals or of thousands: state `decimal`",
    "excel_serial": "maybe a day counted by a workbook: state `excel_dates`",
    "former_area": "the area was split: its old code or sign belongs to several of today's",
    "headcount_band": "the band of employees reaches over several sizes",
    "length": "the number has too many or too few characters: zeros in front may be lost",
    "masked": "the publisher masks the identifier of a person",
    "no_unique_municipality": "only capitals and names with the sign, as in Orbassano (TO), are known",
}


class Unclean(ValueError):
    """A text that is not a value of the kind asked for; carries the rule it breaks.

    Parameters
    ----------
    rule : str
        The rule, as rejected rows name it.
    reason : str, optional
        A code of `REASONS`; empty where the rule says enough.
    """

    def __init__(self, rule: str, reason: str = "") -> None:
        self.rule = rule
        self.reason = reason
        super().__init__(f"{rule}: {REASONS[reason]}" if reason else rule)
