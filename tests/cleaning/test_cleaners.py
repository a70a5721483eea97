"""One text, one value or one reason why not."""

from datetime import date

import pytest

from clusternet.cleaning.booleans import boolean
from clusternet.cleaning.countries import country
from clusternet.cleaning.dates import partial_date
from clusternet.cleaning.numbers import money, number
from clusternet.cleaning.unclean import Unclean


def reason(cleaner, text):
    with pytest.raises(Unclean) as caught:
        cleaner(text)
    return caught.value.rule


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", date(2019, 1, 1), date(2019, 12, 31)),
        ("2019-05", date(2019, 5, 1), date(2019, 5, 31)),
        ("2019-05-03", date(2019, 5, 3), date(2019, 5, 3)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2019-02", date(2019, 2, 1), date(2019, 2, 28)),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28)),
        ("2000-02-29", date(2000, 2, 29), date(2000, 2, 29)),
        ("1861", date(1861, 1, 1), date(1861, 12, 31)),
    ],
)
def test_a_date_means_its_first_to_its_last_day(text, first, last):
    found = partial_date(text)
    assert (found.text, found.first, found.last) == (text, first, last)


@pytest.mark.parametrize(
    "text",
    [
        "2019-13",
        "2019-00",
        "2019-02-30",
        "2019-02-29",
        "2019-04-31",
        "0000",
        "20190503",
        "19",
        "2019-5",
        "-2019",
        "2019-05-03T00:00",
        "03/05/2019",
        "2019/05",
        "2019-",
        "2019 ",
        "unknown",
        "-",
        "12019",
        "2019-05-03-01",
        "\uff12\uff10\uff11\uff19",
        "2\uff1019",
        "2019-0\uff15",
        "\u0662\u0660\u0661\u0669",
        "2019\n",
    ],
)
def test_what_is_no_date_is_refused(text):
    assert reason(partial_date, text) == "date"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("5", 5.0),
        ("+5", 5.0),
        ("-5.25", -5.25),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("0", 0.0),
        ("1E-2", 0.01),
        ("9007199254740993", 9007199254740992.0),
        ("1e-400", 0.0),
    ],
)
def test_a_number_is_decimal_with_a_point(text, value):
    assert number(text) == value
    assert isinstance(number(text), float)


@pytest.mark.parametrize(
    "text",
    [
        "1e400",
        "-1e400",
        "1e99999",
        "nan",
        "NaN",
        "inf",
        "-inf",
        "Infinity",
        "1_000",
        "1,5",
        "1.000,50",
        " 5 ",
        "5 %",
        "0x10",
        "1e",
        "e5",
        ".",
        "",
        "+",
        "--5",
        "5-",
        "\uff11",
        "\u0663",
        "1e\u0663",
        "½",
        "5\n",
        "1 000",
    ],
)
def test_what_is_no_number_is_refused(text):
    assert reason(number, text) == "number"
    assert reason(money, text) == "money"


@pytest.mark.parametrize("text", ["-0", "-0.0", "0", "+0"])
def test_money_of_zero_has_no_sign(text):
    assert str(money(text)) == "0.0"


@pytest.mark.parametrize("text", ["-1", "-0.01", "-1e300"])
def test_money_is_never_negative(text):
    assert reason(money, text) == "negative"


@pytest.mark.parametrize(("text", "value"), [("true", True), ("FALSE", False), ("True", True)])
def test_yes_and_no(text, value):
    assert boolean(text) is value


@pytest.mark.parametrize("text", ["1", "0", "yes", "sì", "t", "vero", "True ", "\uff54\uff52\uff55\uff45"])
def test_what_is_neither_yes_nor_no_is_refused(text):
    assert reason(boolean, text) == "boolean"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("EL", "GR"),
        ("UK", "GB"),
        ("it", "IT"),
        ("GR", "GR"),
        ("NA", "NA"),
        ("XK", "XK"),
        ("TW", "TW"),
        ("AQ", "AQ"),
    ],
)
def test_a_country_is_its_iso_code(text, code):
    assert country(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "XX",
        "ZZ",
        "XA",
        "XB",
        "QO",
        "EU",
        "EZ",
        "UN",
        "AC",
        "CP",
        "CQ",
        "DG",
        "EA",
        "IC",
        "TA",
        "ITA",
        "I",
        "Italy",
        "",
        "ß",
        "\u0131t",
        "IT ",
        "\uff29\uff34",
        "150",
    ],
)
def test_what_is_no_country_is_refused(text):
    assert reason(country, text) == "choice"


def test_there_are_249_countries_and_kosovo():
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    known = set()
    for code in (first + second for first in letters for second in letters):
        try:
            known.add(country(code))
        except Unclean:
            continue
    assert len(known) == 250
