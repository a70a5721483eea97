"""What holds for every cleaner, whatever text it gets."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.cleaning.booleans import boolean
from clusternet.cleaning.cleaned import CHANGES, Cleaned, cleaned
from clusternet.cleaning.countries import country
from clusternet.cleaning.dates import partial_date
from clusternet.cleaning.legal_forms import split_legal_form
from clusternet.cleaning.missing import is_missing
from clusternet.cleaning.names import match_key
from clusternet.cleaning.numbers import money, number
from clusternet.cleaning.options import Options
from clusternet.cleaning.registry import CLEANERS
from clusternet.cleaning.unclean import REASONS, Unclean
from clusternet.model.tables import TABLES, Kind

OPTIONS = [
    Options(decimal=decimal, day_first=day_first, excel_dates=excel_dates, country=code)
    for decimal, day_first, excel_dates, code in itertools.product(
        (None, ".", ","), (None, True, False), (False, True), ("", "IT", "DK")
    )
]
STRICT = {
    "boolean": boolean,
    "country": country,
    "date": partial_date,
    "money": money,
    "number": number,
    "year": partial_date,
}
PROPERTY = settings(max_examples=50, deadline=None)  # the first call of a cleaner reads its vocabulary
RULES = {
    "boolean",
    "choice",
    "control_character",
    "date",
    "encoding",
    "money",
    "negative",
    "number",
    "too_long",
}

# Texts near to values: random ones alone would hardly ever be clean.
_PIECES = st.sampled_from(
    [
        *(
            "1",
            "12",
            "234",
            "2019",
            "05",
            "0",
            "00488410010",
            "999984059",
            "43588",
            ".",
            ",",
            "-",
            "/",
            " ",
            "'",
            "€",
        ),
        *(
            "EUR",
            "(",
            ")",
            "+",
            "e",
            "E5",
            "T00:00",
            "maggio",
            "May",
            " 3",
            "IT",
            "ITA",
            "Italia",
            "TO",
            "(TO)",
            "NA",
        ),
        *(
            "Torino",
            "Provincia di ",
            "S.r.l.",
            " SPA",
            "SAS",
            "Scs",
            " & ",
            "C. ",
            '"',
            "''",
            "si",
            "no",
            "n.d.",
            "A",
        ),
        *(
            "B",
            "0-4",
            "piccola",
            "ITC11",
            "00bgk9508",
            "https://ror.org/",
            "\u00a0",
            "\u200b",
            "\u0300",
            "\uff11",
            "Ω",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=40), st.lists(_PIECES, max_size=6).map("".join))


def outcome(cleaner, text, options):
    """Return what a cleaner makes of a text, None if it refuses it as it may."""
    refused = None
    try:
        found = CLEANERS[cleaner](text, options)
    except Unclean as unclean:
        refused = unclean
    if refused:
        assert refused.rule in RULES
        assert refused.reason in {"", *REASONS}
        return None
    assert isinstance(found, Cleaned)
    assert set(found.changes) <= set(CHANGES)
    return found


def test_a_mapping_may_name_these():
    assert list(CLEANERS) == sorted(CLEANERS)
    expected = (
        "date money number country province municipality nuts3 legal_form vat tax_code pic ror name boolean"
    )
    assert set(CLEANERS) == {*expected.split(), "size", "year", "text"}


@pytest.mark.parametrize("cleaner", CLEANERS)
def test_nothing_stays_nothing(cleaner):
    for text in ("", "  ", "\t\u00a0"):
        assert CLEANERS[cleaner](text, Options()) == Cleaned("")


@pytest.mark.parametrize("cleaner", CLEANERS)
@PROPERTY
@given(text=TEXTS, options=st.sampled_from(OPTIONS))
def test_any_text_is_cleaned_or_refused(cleaner, text, options):
    found = outcome(cleaner, text, options)
    if found is not None:
        assert found.text == found.text.strip()
        assert CLEANERS[cleaner](text, options) == found


@pytest.mark.parametrize("cleaner", [name for name in CLEANERS if name != "municipality"])
@PROPERTY
@given(text=TEXTS, options=st.sampled_from(OPTIONS))
def test_cleaning_twice_is_cleaning_once(cleaner, text, options):
    found = outcome(cleaner, text, options)
    if found is not None:
        again = Options(decimal=".", day_first=options.day_first, country=options.country)
        assert CLEANERS[cleaner](found.text, again).text == found.text


@PROPERTY
@given(text=TEXTS)
def test_a_municipality_gives_a_clean_province(text):
    found = outcome("municipality", text, Options())
    if found is not None:
        assert CLEANERS["province"](found.text, Options()) == Cleaned(found.text)


@pytest.mark.parametrize("cleaner", STRICT)
@PROPERTY
@given(text=TEXTS, options=st.sampled_from(OPTIONS))
def test_what_is_cleaned_is_what_datasets_take(cleaner, text, options):
    found = outcome(cleaner, text, options)
    if found is not None and found.text:
        STRICT[cleaner](found.text)


@pytest.mark.parametrize("cleaner", STRICT)
@PROPERTY
@given(text=TEXTS)
def test_what_datasets_take_is_clean(cleaner, text):
    """What has the strict form already keeps its value."""
    try:
        value = STRICT[cleaner](text)
    except Unclean:
        return
    found = outcome(cleaner, text, Options(decimal="."))
    if found is not None and cleaner != "year":
        assert STRICT[cleaner](found.text) == value


@PROPERTY
@given(text=TEXTS)
def test_sizes_are_those_of_the_tables(text):
    found = outcome("size", text, Options())
    assert found is None or found.text in {"", *TABLES["organizations"].column("size").choices}


@PROPERTY
@given(text=TEXTS)
def test_names_are_split_and_folded_without_fail(text):
    rest, form = split_legal_form(text)
    assert rest in text
    assert (rest == text) or form
    assert bool(rest.strip()) == bool(text.strip())
    assert match_key(text) == match_key(f"  {text} ")
    assert is_missing(text) in (True, False)


def test_changes_and_reasons_are_explained():
    assert all(text and not text.endswith(".") for text in (*CHANGES.values(), *REASONS.values()))
    assert not any(";" in code for code in CHANGES)
    assert cleaned("x", "quotes", "", "letter_case", "quotes") == Cleaned("x", "letter_case;quotes")
    assert str(Unclean("date")) == "date"
    assert str(Unclean("date", "day_or_month")).startswith("date: ")


def test_columns_with_a_strict_cleaner_have_a_lenient_one():
    kinds = {column.kind for table in TABLES.values() for column in table.columns}
    strict = {Kind.BOOLEAN, Kind.COUNTRY, Kind.DATE, Kind.MONEY, Kind.NUMBER} & kinds
    assert {kind.value for kind in strict} <= set(CLEANERS)
