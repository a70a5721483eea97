"""Countries by name."""

import pytest


@pytest.mark.parametrize(
    ("text", "code", "change"),
    [
        ("", "", ""),
        ("IT", "IT", ""),
        ("it", "IT", "letter_case"),
        ("EL", "GR", "commission_code"),
        ("uk", "GB", "letter_case;commission_code"),
        ("NA", "NA", ""),
        ("ITA", "IT", "country_code_3"),
        ("DEU", "DE", "country_code_3"),
        ("GBR", "GB", "country_code_3"),
        ("Italia", "IT", "country_name"),
        ("ITALY", "IT", "country_name"),
        ("Germania", "DE", "country_name"),
        ("Deutschland", "DE", "country_name"),
        ("Czechia", "CZ", "country_name"),
        ("Czech Republic", "CZ", "country_name"),
        ("Česká republika", "CZ", "country_name"),
        ("Ελλάδα", "GR", "country_name"),
        ("España", "ES", "country_name"),
        ("Espana", "ES", "country_name"),
        ("Türkiye", "TR", "country_name"),
        ("Turkey", "TR", "country_name"),
        ("Bosnia and Herzegovina", "BA", "country_name"),
        ("Bosnia & Herzegovina", "BA", "country_name"),
        ("Côte d'Ivoire", "CI", "country_name"),
        ("Cote d’Ivoire", "CI", "country_name"),
        ("The Netherlands", "NL", "country_name"),
        ("Paesi Bassi", "NL", "country_name"),
        ("United Kingdom", "GB", "country_name"),
        ("North Macedonia", "MK", "country_name"),
        ("Kosovo*", "XK", "country_name"),
        ("XKX", "XK", "country_name"),
        ("Georgia", "GE", "country_name"),
        ("Namibia", "NA", "country_name"),
        ("Niger", "NE", "country_name"),
        ("Dominica", "DM", "country_name"),
        ("U.S.A.", "US", "country_name"),
    ],
)
def test_a_country_is_known_by_codes_and_names(outcome, text, code, change):
    assert outcome("country", text) == (code, change)


@pytest.mark.parametrize(
    "text",
    [
        "XX",
        "I",
        "EU",
        "Europe",
        "Congo",
        "Czechoslovakia",
        "Cecoslovacchia",
        "SUN",
        "380",
        "\uff29\uff34",
        "ß",
        "Atlantis",
        "Korea",
        "-",
        "Italy, France",
    ],
)
def test_what_is_no_country_of_today_is_refused(refusal, text):
    assert refusal("country", text) == ("choice", "")
