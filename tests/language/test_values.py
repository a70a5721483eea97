"""Numbers, shares, dates and lists as readers of each language write them."""

import pytest

from clusternet.exceptions import UnknownName
from clusternet.language.catalog import catalog

EN, IT = catalog("en"), catalog("it")


@pytest.mark.parametrize(
    ("value", "decimals", "english", "italian"),
    [
        (0, None, "0", "0"),
        (0.005, None, "0.005", "0,005"),
        (0.0051, None, "0.01", "0,01"),
        (0.0049, None, "0.005", "0,005"),
        (-0.000_34, None, "-0.0003", "-0,0003"),
        (0.000_096, None, "0.0001", "0,0001"),
        (1e-10, None, "0", "0"),
        (1234567, None, "1,234,567", "1.234.567"),
        (1234.5, None, "1,234.5", "1.234,5"),
        (0.125, None, "0.12", "0,12"),
        (3.0, None, "3", "3"),
        (-2.5, None, "-2.5", "-2,5"),
        (2.0, 2, "2.00", "2,00"),
        (2.345, 1, "2.3", "2,3"),
        (1234.5, 0, "1,234", "1.234"),
    ],
)
def test_numbers(value, decimals, english, italian):
    assert EN.number(value, decimals=decimals) == english
    assert IT.number(value, decimals=decimals) == italian


@pytest.mark.parametrize("value", [1e28, 1e300])
def test_huge_numbers_are_written_like_others(value):
    assert float(EN.number(value).replace(",", "")) == value


@pytest.mark.parametrize(
    ("share", "english", "italian"),
    [
        (0, "0\u00a0%", "0\u00a0%"),
        (1, "100\u00a0%", "100\u00a0%"),
        (0.237, "24\u00a0%", "24\u00a0%"),
        (0.004, "0.4\u00a0%", "0,4\u00a0%"),
        (0.997, "99.7\u00a0%", "99,7\u00a0%"),
        (0.0004, "<0.1\u00a0%", "<0,1\u00a0%"),
        (0.9996, ">99.9\u00a0%", ">99,9\u00a0%"),
    ],
)
def test_shares(share, english, italian):
    assert (EN.percent(share), IT.percent(share)) == (english, italian)


@pytest.mark.parametrize(("share", "false"), [(0.0004, "0"), (0.9996, "100"), (1e-9, "0"), (1 - 1e-9, "100")])
def test_a_share_that_is_not_all_or_nothing_is_not_written_so(share, false):
    written = EN.percent(share).removesuffix("\u00a0%").rstrip("0").rstrip(".") or "0"
    assert written != false


@pytest.mark.parametrize(
    ("text", "english", "italian"),
    [
        ("2019", "2019", "2019"),
        ("2019-05", "May 2019", "maggio 2019"),
        ("2019-05-03", "3 May 2019", "3 maggio 2019"),
        ("2020-02-29", "29 February 2020", "29 febbraio 2020"),
        ("soon", "soon", "soon"),
        ("", "", ""),
        ("2019-02-30", "2019-02-30", "2019-02-30"),
    ],
)
def test_dates(text, english, italian):
    assert (EN.date(text), IT.date(text)) == (english, italian)


@pytest.mark.parametrize(
    ("items", "english", "italian"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a e b"),
        (["a", "b", "c"], "a, b and c", "a, b e c"),
    ],
)
def test_lists(items, english, italian):
    assert (EN.list(items), IT.list(items)) == (english, italian)


@pytest.mark.parametrize(
    ("n", "english", "italian"),
    [
        (0, "0 rows were", "0 righe"),
        (1, "1 row was", "1 riga"),
        (2, "2 rows were", "2 righe"),
        (1000, "1,000 rows", "1.000 righe"),
    ],
)
def test_plurals(n, english, italian):
    assert EN.text("check.rejected", n=n).startswith(english)
    assert IT.text("check.rejected", n=n).lower().find(italian) >= 0


def test_values_from_data_are_not_filled_in_again():
    assert "{n}" in EN.text("check.unread", n=1, names="{n}")


def test_a_language_that_is_not_there_is_told():
    with pytest.raises(UnknownName, match="choose among en, it"):
        catalog("fr")
