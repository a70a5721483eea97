"""What a lenient cleaner hands on: text as a dataset writes it, and what was changed to get there."""

from dataclasses import dataclass

# Every change a lenient cleaner may make, in the order in which several are named.
CHANGES: dict[str, str] = {
    # any kind of value
    "letter_case": "capitals and small letters changed",
    "double_encoded": "letters that were read in the wrong encoding turned back into what they were",
    "invisible_characters": "characters that nobody sees taken out",
    "composed_accents": "letters and their accents joined into one character",
    "missing_marker": "a marker of a missing value, as n.d., read as unknown",
    # amounts and numbers
    "currency_sign": "the sign or name of the euro taken off",
    "thousands_separators": "separators of thousands taken out",
    "decimal_comma": "a decimal comma turned into a point",
    "other_decimal": "not the decimal mark the mapping states, but the number has one reading only",
    "exponent": "a number with an exponent written out",
    "minus_sign": "a minus sign of another kind or place, or parentheses, turned into a minus in front",
    # dates
    "year_month_day": "a date in the order of year, month, day with other marks",
    "day_month_year": "a date in the order of day, month, year",
    "month_day_year": "a date in the order of month, day, year",
    "month_year": "a month and a year in that order",
    "month_name": "a month given by its name",
    "compact_date": "a date of eight digits without marks",
    "year_with_decimals": "a year with decimals, as 2019.0",
    "excel_serial": "a day counted by a workbook since 1900",
    "time_dropped": "a time of day left out",
    "year_of_date": "only the year of a date taken",
    # choices
    "boolean_word": "another word for true or false",
    "size_word": "another word for a size",
    "inferred_from_headcount": "a size inferred from the number of employees, without turnover and owners",
    # countries and places
    "commission_code": "the Commission's EL or UK turned into the ISO code",
    "country_code_3": "a country code of three letters turned into two",
    "country_name": "the name of a country turned into its code",
    "province_name": "the name of a province turned into its sign",
    "sign_in_brackets": "the sign of a province taken from brackets after a name",
    "municipality_to_province": "a capital turned into the sign of its province",
    "former_province": "the sign of a former province turned into the one it is now part of",
    "province_to_nuts3": "a province turned into its NUTS code",
    "former_nuts3": "a NUTS code of before 2021 turned into the one of 2021",
    # legal forms
    "legal_form": "another way to write a legal form turned into the usual one",
    "qualifier_dropped": "an addition to a legal form left out, as in liquidation or single member",
    # identifiers
    "identifier_marks": "spaces, points, hyphens and prefixes of an identifier taken out",
    "country_prefix": "the country put before a VAT number, or taken off a tax code",
    "whole_number": "decimals of an identifier, as 999984059.0, taken off",
    # names
    "quotes": "stray quotation marks taken off",
    "place_suffix": "the name ends with a place in brackets, which was kept",
}


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text after cleaning, and what was changed.

    Parameters
    ----------
    text : str
        As C6 writes the kind of value; empty for unknown.
    change : str
        Empty when nothing but white space changed, else a code of `CHANGES`, or several joined by ``;``.
    """

    text: str
    change: str = ""

    @property
    def changes(self) -> tuple[str, ...]:
        """The codes of what was changed, one by one.

        Examples
        --------
        >>> Cleaned("1234.5", "thousands_separators;decimal_comma").changes
        ('thousands_separators', 'decimal_comma')
        """
        return tuple(self.change.split(";")) if self.change else ()

    def after(self, *changes: str) -> "Cleaned":
        """Return the same with changes made before these, each named once, in the order of `CHANGES`.

        Examples
        --------
        >>> Cleaned("2019-05-03", "day_month_year").after("time_dropped").change
        'day_month_year;time_dropped'
        """
        return cleaned(self.text, *changes, *self.changes)


def cleaned(text: str, *changes: str) -> Cleaned:
    """Return a cleaned text with its changes; an empty code is no change.

    Examples
    --------
    >>> cleaned("100", "decimal_comma", "currency_sign", "")
    Cleaned(text='100', change='currency_sign;decimal_comma')
    """
    stated = {code for code in changes if code}
    if len(stated) > 1:
        return Cleaned(text, ";".join(code for code in CHANGES if code in stated))
    return Cleaned(text, *stated)
