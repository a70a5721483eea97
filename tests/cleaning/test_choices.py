"""Words for yes and no, sizes, nothing."""

import pytest

from clusternet.cleaning.missing import is_missing, missing_markers


@pytest.mark.parametrize(
    "text",
    ["yes", "Y", "sì", "si", "SI", "SI'", "Sì", "oui", "Ja", "1", "1.0", "x", "X", "vero", "V", "sí", "s"],
)
def test_yes(outcome, text):
    assert outcome("boolean", text) == ("true", "boolean_word")


@pytest.mark.parametrize("text", ["NO", "no", "n", "falso", "F", "non", "nein", "0", "0.0", "faux"])
def test_no(outcome, text):
    assert outcome("boolean", text) == ("false", "boolean_word")


@pytest.mark.parametrize("text", ["NA", "n.d.", "N/A", "-", "--", "ND", "null", "?", "nan"])
def test_unknown(outcome, text):
    assert outcome("boolean", text) == ("", "missing_marker")


def test_booleans_that_were_clean(outcome):
    assert outcome("boolean", " ") == ("", "")
    assert outcome("boolean", "true ") == ("true", "")
    assert outcome("boolean", "FALSE") == ("false", "letter_case")


@pytest.mark.parametrize("text", ["2", "maybe", "si no", "O", "\uff11", "tru", "yes!"])
def test_what_is_neither_is_refused(refusal, text):
    assert refusal("boolean", text) == ("boolean", "")


@pytest.mark.parametrize(
    ("text", "size", "change"),
    [
        ("", "", ""),
        ("medium", "medium", ""),
        ("Micro", "micro", "letter_case"),
        ("Microimpresa", "micro", "size_word"),
        ("PICCOLA IMPRESA", "small", "size_word"),
        ("piccola", "small", "size_word"),
        ("media", "medium", "size_word"),
        ("Grande impresa", "large", "size_word"),
        ("Kleinstunternehmen", "micro", "size_word"),
        ("Medium-sized enterprise", "medium", "size_word"),
        ("pequeña", "small", "size_word"),
        ("A", "micro", "inferred_from_headcount"),
        ("b", "micro", "inferred_from_headcount"),
        ("C", "small", "inferred_from_headcount"),
        ("D", "small", "inferred_from_headcount"),
        ("A (0-4)", "micro", "inferred_from_headcount"),
        ("20-49 addetti", "small", "inferred_from_headcount"),
        ("da 10 a 19", "small", "inferred_from_headcount"),
        ("50-249", "medium", "inferred_from_headcount"),
        ("250+", "large", "inferred_from_headcount"),
        ("250 e oltre", "large", "inferred_from_headcount"),
    ],
)
def test_a_size(outcome, text, size, change):
    assert outcome("size", text) == (size, change)


@pytest.mark.parametrize("text", ["E", "50 and more", "1-49", "10-250", ">= 50"])
def test_a_band_over_several_sizes_is_refused(refusal, text):
    assert refusal("size", text) == ("choice", "headcount_band")


@pytest.mark.parametrize("text", ["PMI", "SME", "M", "P", "20", "1", "F", "0-", "49-20", "\uff21", "big"])
def test_what_is_no_size_is_refused(refusal, text):
    assert refusal("size", text) == ("choice", "")


@pytest.mark.parametrize(
    "text", ["", " ", "NA", "na", "n.d.", "N/A", "-", "--", "#N/D", "NULL", "non disponibile"]
)
def test_markers_of_missing_values(text):
    assert is_missing(text)


@pytest.mark.parametrize("text", ["0", "no", "x", "Nd.", "---a", "\u0000"])
def test_other_texts_are_values(text):
    assert not is_missing(text)


def test_markers_are_configurable():
    assert is_missing("Keine", frozenset({"KEINE"}))
    assert not is_missing("n.d.", frozenset({"KEINE"}))
    assert is_missing("", frozenset())


@pytest.mark.parametrize("cleaner", ["country", "province", "municipality", "nuts3"])
def test_namibia_and_naples_are_no_missing_values(cleaner):
    assert not is_missing("NA", missing_markers(cleaner))
    assert is_missing("n.d.", missing_markers(cleaner))
