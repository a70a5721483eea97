"""Every way to ask for a period, and what is none."""

import pytest

from clusternet.exceptions import UnknownName
from clusternet.model.dataset import DatasetCard, Period
from clusternet.workflow.periods import named_period

CARD = DatasetCard(title={}, periods={"early": Period(name="early", first="2014", last="2016-06")})


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("early", "2014", "2016-06"),
        ("2015", "2015", "2015"),
        ("2015-2018", "2015", "2018"),
        ("2018-05", "2018-05", "2018-05"),
        ("2015-2018-04", "2015", "2018-04"),
        ("2018-05-2018-05", "2018-05", "2018-05"),
        ("2022-01-31", "2022-01-31", "2022-01-31"),
        ("2015-01-01-2022-01-30", "2015-01-01", "2022-01-30"),
        ("2022-01-31-2022-01-31", "2022-01-31", "2022-01-31"),
    ],
)
def test_a_period_is_a_name_a_date_or_two(name, first, last):
    assert named_period(name, CARD) == Period(name=name, first=first, last=last)


def test_all_is_no_period():
    assert named_period("all", CARD) is None


@pytest.mark.parametrize(
    "name",
    [
        *("late", "", "ALL", "Early", " early", "-", "2014-", "-2014", "14-20", "2014:2020", "0000-2020"),
        *("2020-2014", "2018-05-2018-04", "2014-2020-2021-2022", "2014\N{EN DASH}2020", "2014-13"),
        *("2014-02-30", "2014-00", "\N{FULLWIDTH DIGIT TWO}014", "2014\n"),
    ],
)
def test_anything_else_is_told_with_the_choices(name):
    with pytest.raises(UnknownName, match="choose among all, early, or write one such as 2014-2020"):
        named_period(name, CARD)
