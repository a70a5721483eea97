"""Amounts and numbers as strangers write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet.cleaning.options import Options
from clusternet.cleaning.written_numbers import decimal_text, usual_number


@pytest.mark.parametrize(
    ("text", "amount", "change"),
    [
        ("", "", ""),
        ("0", "0", ""),
        ("1234.5", "1234.5", ""),
        ("1234567.891", "1234567.891", ""),
        ("1.234.567,89 €", "1234567.89", "currency_sign;thousands_separators;decimal_comma"),
        ("1,234,567.89", "1234567.89", "thousands_separators"),
        ("€ 1 234,5", "1234.5", "currency_sign;thousands_separators;decimal_comma"),
        ("€\u00a01\u00a0234,5", "1234.5", "currency_sign;thousands_separators;decimal_comma"),
        ("1\u202f234,5", "1234.5", "thousands_separators;decimal_comma"),
        ("1\u2009234\u2009567", "1234567", "thousands_separators"),
        ("1'234.50", "1234.50", "thousands_separators"),
        ("1’234’567", "1234567", "thousands_separators"),
        ("EUR 100", "100", "currency_sign"),
        ("EUR100", "100", "currency_sign"),
        ("100 euro", "100", "currency_sign"),
        ("100,00", "100.00", "decimal_comma"),
        ("0,123", "0.123", "decimal_comma"),
        ("1234,567", "1234.567", "decimal_comma"),
        ("1.234.567", "1234567", "thousands_separators"),
        ("1 234.567", "1234.567", "thousands_separators"),
        ("1.5E+06", "1500000", "exponent"),
        ("1,5e3", "1500", "decimal_comma;exponent"),
        ("0.1234567890123456789", "0.1234567890123456789", ""),
        ("9007199254740993", "9007199254740993", ""),
        (".5", ".5", ""),
        ("+5", "+5", ""),
        ("-0,00", "-0.00", "decimal_comma"),
    ],
)
def test_an_amount_keeps_its_digits(outcome, text, amount, change):
    found, changes = outcome("money", text)
    assert found == amount
    assert sorted(changes.split(";")) == sorted(change.split(";"))


@pytest.mark.parametrize("text", ["1.234", "1,234", "123.456", "€ 1.234", "012.345", "10,000"])
def test_decimals_or_thousands_are_not_guessed(refusal, text):
    assert refusal("money", text) == ("money", "decimal_or_thousands")


@pytest.mark.parametrize(
    ("text", "decimal", "amount", "change"),
    [
        ("1.234", ",", "1234", "thousands_separators"),
        ("1,234", ",", "1.234", "decimal_comma"),
        ("1.234", ".", "1.234", ""),
        ("1,234", ".", "1234", "thousands_separators"),
        ("100,00", ",", "100.00", "decimal_comma"),
        ("100.00", ",", "100.00", "other_decimal"),
        ("1,23", ".", "1.23", "decimal_comma;other_decimal"),
        ("1,234.50", ",", "1234.50", "thousands_separators;other_decimal"),
    ],
)
def test_the_mapping_states_the_decimal_mark(outcome, text, decimal, amount, change):
    assert outcome("money", text, decimal=decimal) == (amount, change)


@pytest.mark.parametrize("text", ["-5", "(5)", "(1.234,50)", "5-", "\u22125,00 €", "-€ 5", "€ -5"])
def test_an_amount_is_never_negative(refusal, text):
    assert refusal("money", text) == ("negative", "")


@pytest.mark.parametrize("text", ["100 USD", "$5", "£ 5", "CHF 1'000", "5 zł PLN", "SEK100"])
def test_other_currencies_are_refused(refusal, text):
    assert refusal("money", text) == ("money", "currency")


@pytest.mark.parametrize(
    "text",
    [
        "12 34",
        "1 23 456",
        "1.234,56,7",
        "1.234.56",
        "1,00,000",
        "1'234 567",
        "0.123.456",
        "1.234,567,890.1.2",
        "€",
        "€ 100 €",
        "100,-",
        "12 %",
        "k€ 5",
        "5 mln",
        ".",
        ",",
        "-",
        "+-5",
        "(5",
        "(-5)",
        "\uff12",
        "\u0663",
        "½",
        "1e400",
        "1_000",
        "nan",
        "5\n6",
        "9" * 101,
    ],
)
def test_what_is_no_amount_is_refused(refusal, text):
    assert refusal("money", text) == ("money", "")


@pytest.mark.parametrize(
    ("text", "number", "change"),
    [
        ("-5", "-5", ""),
        ("\u22125", "-5", "minus_sign"),
        ("5-", "-5", "minus_sign"),
        ("(5,5)", "-5.5", "decimal_comma;minus_sign"),
        ("45.1234", "45.1234", ""),
        ("7,6869", "7.6869", "decimal_comma"),
        ("-1.5E-3", "-0.0015", "exponent"),
    ],
)
def test_a_number_may_be_negative(outcome, text, number, change):
    assert outcome("number", text) == (number, change)


@pytest.mark.parametrize("text", ["5 %", "5 €", "about 5", "--5"])
def test_a_number_has_no_unit(refusal, text):
    assert refusal("number", text) == ("number", "")


@given(
    text=st.from_regex(r"[+ -]?[0-9]{0,5}[., ]?[0-9]{0,4}[.,]?[0-9]{0,3}", fullmatch=True),
    decimal=st.sampled_from([None, ".", ","]),
)
def test_the_short_way_to_a_usual_number_leads_where_the_long_one_does(text, decimal):
    options = Options(decimal=decimal)
    usual = usual_number(text, options)
    assert usual is None or usual == decimal_text(text, options, rule="number")
