"""Dates as strangers write them."""

import pytest

from clusternet.cleaning.month_names import month_number


@pytest.mark.parametrize(
    ("text", "date", "change"),
    [
        ("", "", ""),
        ("  ", "", ""),
        ("2019", "2019", ""),
        (" 2019-05 ", "2019-05", ""),
        ("2019-05-03", "2019-05-03", ""),
        ("2019/05/03", "2019-05-03", "year_month_day"),
        ("2019.5.3", "2019-05-03", "year_month_day"),
        ("2019-5-3", "2019-05-03", "year_month_day"),
        ("2019/05", "2019-05", "year_month_day"),
        ("13/05/2019", "2019-05-13", "day_month_year"),
        ("31.12.2019", "2019-12-31", "day_month_year"),
        ("5/13/2019", "2019-05-13", "month_day_year"),
        ("03/03/2019", "2019-03-03", "day_month_year"),
        ("05/2019", "2019-05", "month_year"),
        ("5.2019", "2019-05", "month_year"),
        ("maggio 2019", "2019-05", "month_name"),
        ("MAGGIO 2019", "2019-05", "month_name"),
        ("May 2019", "2019-05", "month_name"),
        ("3 maggio 2019", "2019-05-03", "month_name"),
        ("1º maggio 2019", "2019-05-01", "month_name"),
        ("3 de mayo de 2019", "2019-05-03", "month_name"),
        ("3. Mai 2019", "2019-05-03", "month_name"),
        ("1er août 2019", "2019-08-01", "month_name"),
        ("1er aout 2019", "2019-08-01", "month_name"),
        ("May 3, 2019", "2019-05-03", "month_name"),
        ("3rd May 2019", "2019-05-03", "month_name"),
        ("03-May-2019", "2019-05-03", "month_name"),
        ("sept. 2019", "2019-09", "month_name"),
        ("mag 2019", "2019-05", "month_name"),
        ("2019-05-03T00:00:00", "2019-05-03", "time_dropped"),
        ("2019-05-03T12:30:00Z", "2019-05-03", "time_dropped"),
        ("2019-05-03T00:00:00+02:00", "2019-05-03", "time_dropped"),
        ("2019-05-03 00:00:00.000", "2019-05-03", "time_dropped"),
        ("13/05/2019 00:00", "2019-05-13", "day_month_year;time_dropped"),
        ("20190503", "2019-05-03", "compact_date"),
        ("2019.0", "2019", "year_with_decimals"),
        ("2019,00", "2019", "year_with_decimals"),
        ("29/02/2020", "2020-02-29", "day_month_year"),
    ],
)
def test_a_date_keeps_its_precision(outcome, text, date, change):
    assert outcome("date", text) == (date, change)


@pytest.mark.parametrize("text", ["03/05/2019", "3.5.2019", "3-5-2019", "03/05/2019 12:00", "12/11/2019"])
def test_day_or_month_first_is_not_guessed(refusal, text):
    assert refusal("date", text) == ("date", "day_or_month")


@pytest.mark.parametrize("text", ["03/05/2019", "3.5.2019", "3-5-2019"])
def test_the_mapping_says_which_comes_first(outcome, text):
    assert outcome("date", text, day_first=True) == ("2019-05-03", "day_month_year")
    assert outcome("date", text, day_first=False) == ("2019-03-05", "month_day_year")


@pytest.mark.parametrize(("text", "day_first"), [("05/13/2019", True), ("13/05/2019", False)])
def test_a_date_against_the_mapping_is_refused(refusal, text, day_first):
    assert refusal("date", text, day_first=day_first) == ("date", "")


@pytest.mark.parametrize(
    "text",
    [
        "03/05/19",
        "31/02/2019",
        "29/02/2019",
        "2019-13",
        "13/2019",
        "2019-05-03T24:00",
        "2019-05-03T12:60",
        "0000",
        "10122019",
        "2019.5",
        "2019.05",
        "listopad 2019",
        "foglio 2019",
        "32 maggio 2019",
        "maggio",
        "dal 2019 al 2021",
        "2019/2020",
        "\uff12\uff10\uff11\uff19",
        "\u0663 maggio 2019",
        "3 maggio \u0662\u0660\u0661\u0669",
        "03/05\\2019",
        "n.d.",
        "-1",
    ],
)
def test_what_is_no_date_is_refused(refusal, text):
    assert refusal("date", text) == ("date", "")


def test_days_counted_by_a_workbook_need_the_option(outcome, refusal):
    assert refusal("date", "43588") == ("date", "excel_serial")
    assert outcome("date", "43588", excel_dates=True) == ("2019-05-03", "excel_serial")
    assert outcome("date", "43588.0", excel_dates=True) == ("2019-05-03", "excel_serial")
    assert outcome("date", "43588.75", excel_dates=True) == ("2019-05-03", "excel_serial;time_dropped")
    assert refusal("date", "04358", excel_dates=True) == ("date", "")
    assert refusal("date", "435881", excel_dates=True) == ("date", "")


@pytest.mark.parametrize(
    ("text", "year", "change"),
    [
        ("", "", ""),
        ("2019", "2019", ""),
        ("2019.0", "2019", "year_with_decimals"),
        ("03/05/2019", "2019", "year_of_date"),
        ("2019-05-03", "2019", "year_of_date"),
        ("maggio 2019", "2019", "year_of_date"),
    ],
)
def test_a_year_needs_no_certainty_about_day_and_month(outcome, text, year, change):
    assert outcome("year", text) == (year, change)


@pytest.mark.parametrize("text", ["19", "201", "20190", "31/02/2019", "anno 2019"])
def test_what_is_no_year_is_refused(refusal, text):
    assert refusal("year", text)[0] == "date"


def test_months_of_several_languages_are_one_vocabulary():
    names = [
        "gennaio",
        "février",
        "März",
        "abril",
        "maj",
        "kesäkuu",
        "lipca",
        "srpna",
        "Σεπτέμβριος",
        "október",
    ]
    assert [month_number(name) for name in names] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]


@pytest.mark.parametrize("name", ["listopad", "listopada", "srp", "lip", "lis", "", "mese"])
def test_a_name_of_two_months_is_none(name):
    assert month_number(name) is None
