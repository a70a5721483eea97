"""Identifiers and their check digits. Numbers are those of stdnum's tests and of public bodies."""

import pytest


@pytest.mark.parametrize(
    ("text", "number", "change"),
    [
        ("", "", ""),
        ("IT00488410010", "IT00488410010", ""),
        ("00488410010", "IT00488410010", "country_prefix"),
        ("it 00488410010", "IT00488410010", "letter_case;identifier_marks"),
        ("IT-004.884.10010", "IT00488410010", "identifier_marks"),
        ("DE136695976", "DE136695976", ""),
        ("DE 136 695 976", "DE136695976", "identifier_marks"),
        ("FR40303265045", "FR40303265045", ""),
        ("EL094259216", "EL094259216", ""),
        ("GR094259216", "EL094259216", "country_prefix"),
        ("ATU13585627", "ATU13585627", ""),
        ("ESB58378431", "ESB58378431", ""),
        ("NL004495445B01", "NL004495445B01", ""),
        ("GB980780684", "GB980780684", ""),
        ("CHE115203630MWST", "CHE115203630", "identifier_marks"),
        ("CHE-115.203.630", "CHE115203630", "identifier_marks"),
        ("NO919303808MVA", "NO919303808", "identifier_marks"),
        ("NO919303808", "NO919303808", ""),
    ],
)
def test_a_vat_number_has_its_prefix(outcome, text, number, change):
    assert outcome("vat", text) == (number, change)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("IT00488410011", "check_digit"),
        ("00488410011", "check_digit"),
        ("488410010", "length"),
        ("DE136695978", "check_digit"),
        ("*CODICE FISCALE*", "masked"),
        ("XX123", ""),
        ("n.d.", ""),
        ("IT", ""),
        ("\uff10\uff10488410010", ""),
        ("IT0048841001O", ""),
    ],
)
def test_a_wrong_vat_number_is_refused(refusal, text, reason):
    rule, found = refusal("vat", text)
    assert rule == "choice"
    assert found == reason or (not reason and found == "length")


def test_the_country_of_a_table_is_that_of_bare_vat_numbers(outcome, refusal):
    assert outcome("vat", "136695976", country="DE") == ("DE136695976", "country_prefix")
    assert refusal("vat", "00488410010", country="DE")[0] == "choice"


@pytest.mark.parametrize(
    ("text", "code", "change"),
    [
        ("", "", ""),
        ("00488410010", "00488410010", ""),
        ("IT00488410010", "00488410010", "country_prefix"),
        ("00488 410010", "00488410010", "identifier_marks"),
        ("RSSMRA85T10A562S", "RSSMRA85T10A562S", ""),
        ("rssmra85t10a562s", "RSSMRA85T10A562S", "letter_case"),
    ],
)
def test_a_tax_code(outcome, text, code, change):
    assert outcome("tax_code", text) == (code, change)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("00488410011", "check_digit"),
        ("RSSMRA85T10A562X", "check_digit"),
        ("488410010", "length"),
        ("*CODICE FISCALE*", "masked"),
        ("DE136695976", ""),
    ],
)
def test_a_wrong_tax_code_is_refused(refusal, text, reason):
    assert refusal("tax_code", text) == ("choice", reason)


@pytest.mark.parametrize(
    ("text", "number", "change"),
    [
        ("999984059", "999984059", ""),
        ("999984059.0", "999984059", "whole_number"),
        ("PIC 999984059", "999984059", "identifier_marks"),
        ("pic:999984059", "999984059", "identifier_marks"),
    ],
)
def test_a_pic(outcome, text, number, change):
    assert outcome("pic", text) == (number, change)


@pytest.mark.parametrize("text", ["99998405", "9999840590", "999984059.5", "\uff19" * 9, "aee4a9c2b", "pic"])
def test_a_wrong_pic_is_refused(refusal, text):
    assert refusal("pic", text)[0] == "choice"


@pytest.mark.parametrize(
    ("text", "identifier", "change"),
    [
        ("00bgk9508", "00bgk9508", ""),
        ("https://ror.org/00bgk9508", "00bgk9508", "identifier_marks"),
        ("ror.org/048tbm396", "048tbm396", "identifier_marks"),
        ("https://ror.org/048tbm396/", "048tbm396", "identifier_marks"),
        ("05DXPS055", "05dxps055", "letter_case"),
    ],
)
def test_a_ror_identifier_is_its_nine_characters(outcome, text, identifier, change):
    assert outcome("ror", text) == (identifier, change)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("00bgk9509", "check_digit"),
        ("0ibgk9508", ""),
        ("00bgk950", ""),
        ("grid.4800.c", ""),
        ("00bgk95\uff108", ""),
    ],
)
def test_a_wrong_ror_identifier_is_refused(refusal, text, reason):
    assert refusal("ror", text) == ("choice", reason)
