"""Who is put before a person: alike in letters, in words, by another name; and who is not."""

import pytest

HEADINGS = "organization_id,name,country,city\n"

LETTERS, WORDS, OTHER_NAME = "letters", "words", "other_name"
# The rule, two names with their places, and aliases of either; every case in a country of its own, since
# organizations of two countries are only compared when their names are equal.
CASES = [
    (LETTERS, "Parco Tecnologico Padano,Lodi", "Parco Technologico Padano,Lodi"),
    (LETTERS, "Laser Zentrum Hannover,Hannover", "Laserzentrum Hannovver,Hannover"),
    (LETTERS, "Aqualia Gestion Integral,Madrid", "Aqualia Gestion Intergral,Sevilla"),
    (LETTERS, "Proplast Consorzio per la plastica,Tortona", "Consorzio per la plastica Proplast,Rivalta"),
    (WORDS, "Repsol YPF,Madrid", "Repsol,Madrid"),
    (WORDS, "Istituto Superiore Mario Boella sulle tecnologie,Torino", "Istituto Mario Boella,Torino"),
    (WORDS, "Istituto Zooprofilattico Padano,", "Istituto Zooprofilattico Padano del Piemonte e Valle,"),
    (None, "University of Bristol,Bristol", "University of Brighton,Brighton"),
    (None, "Alfa Technologies,Torino", "Beta Technologies,Torino"),
    (None, "ANAS,Roma", "MANAS,Montecosaro"),
    (None, "Repsol YPF,Madrid", "Repsol,Sevilla"),
    (None, "Istituto di fisica Zappa,Roma", "Istituto di chimica Volta,Roma"),
    (None, "Ayuntamiento de Valencia,Valencia", "Ayuntamiento de Palencia,Palencia"),
    (None, "Azienda sanitaria Sarmazia 9,Treviso", "Azienda sanitaria Sarmazia 3,Treviso"),
    (None, "Université Sarmazia II,Lyon", "Université Sarmazia III,Lyon"),
    (LETTERS, "Université de Sarmazia II,Lyon", "Université Sarmazia 2,Lyon"),
    (OTHER_NAME, "Vlaams Instituut Biotechnologie,Gent", "VIB,Gent"),
    (OTHER_NAME, "Consiglio Nazionale delle Ricerche,Roma", "CNR,Roma"),
    (None, "Consiglio Nazionale delle Ricerche,Roma", "CNR,Bari"),
    (OTHER_NAME, "Norges teknisk universitet,Oslo", "Polar Science School,Oslo", "NTNU", "NTNU"),
    (None, "Norges teknisk universitet,Oslo", "Polar Science School,Bergen", "NTNU", "NTNU"),
    (OTHER_NAME, "Bioingegneria catalana,Girona", "Fundacio Enginyeria IBEC,Girona", "IBEC", ""),
    (None, "Wavenio,Torino", "Quercia Rossa,Milano", "", "Wavenio Labs"),
    (OTHER_NAME, "Wavenio Laboratori,Torino", "Quercia Rossa,Milano", "", "Wavenio Laboratori"),
    (None, "Quercia Rossa,Torino", "Olmo Verde,Torino", "Torino", "TORINO"),  # everybody's name there
    (None, "Alta Scuola Politecnica,Torino", "Antica Stamperia Piemontese,Torino"),  # initials of both
    (None, "999984059,Torino", "999984059,Torino"),
    (None, "*CODICE FISCALE*,Torino", "*CODICE FISCALE*,Torino"),
    (None, "S.r.l.,Torino", "SRL,Torino"),
    (OTHER_NAME, "Comune di Asti,Asti", "Città di Asti,ASTI (AT)"),
    (None, "Comune di Asti,Asti", "Città metropolitana di Asti,Asti"),
    (None, "Comune di Asti,Asti", "Città di Alba,Alba"),
]
COUNTRIES = (
    *("AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE"),
    *("IL", "IS", "IT", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"),
)
# Others in every country, so that common words are common here as well.
COMMON = (
    "Università di",
    "Istituto tecnico",
    "Comune di",
    "Consorzio servizi",
    "Technologies",
    "Ayuntamiento de",
)


@pytest.fixture(scope="module")
def found(match):
    rows, aliases = [], []
    for number, (country, (_, *case)) in enumerate(zip(COUNTRIES, CASES, strict=True)):
        for side, organization in zip("ab", case[:2], strict=True):
            name, _, city = organization.rpartition(",")
            rows.append(f"{number:02}{side},{name},{country},{city}\n")
        for side, alias in zip("ab", case[2:], strict=False):
            aliases += [f"{number:02}{side},{alias}\n"] * bool(alias)
        rows += [
            f"z{number}-{name},{name} {country}{place},{country},\n" for place, name in enumerate(COMMON)
        ]
    return match(HEADINGS + "".join(rows), aliases="organization_id,alias\n" + "".join(aliases))


@pytest.mark.parametrize("number", range(len(CASES)), ids=[" / ".join(case[1:]) for case in CASES])
def test_names_alike_are_proposed_where_they_tell(found, number):
    rule = CASES[number][0]
    pair = found.get((f"{number:02}a", f"{number:02}b"))
    assert (pair["rule"], pair["band"]) == (rule, "ask") if rule else pair is None


@pytest.mark.parametrize(
    ("other", "province", "asked"),
    [
        ("Diadelfo Group Srl", "TO", True),
        ("Diadelfo Group Srl", "CN", False),
        ("Diadelfo Group Srl", "", False),
        ("Diadelfo Quarzani Srl", "TO", True),
        ("Quarzani Srl", "TO", False),
        ("Istituto Diadelfo Ricerche Srl", "TO", True),
    ],
)
def test_a_name_within_another_is_asked_about_in_another_town_of_the_province(match, other, province, asked):
    others = "".join(f"z{n},{name} {n},IT,Bari,BA\n" for n, name in enumerate(COMMON))
    found = match(
        "organization_id,name,country,city,province\n"
        f"a,Diadelfo Srl,IT,Buttigliera Alta,TO\nb,{other},IT,Torino,{province}\n{others}"
    )
    assert [one["band"] for pair, one in found.items() if pair == ("a", "b")] == ["ask"] * asked


def test_nobody_else_is_proposed(found):
    others = {one["band"] for (a, b), one in found.items() if a[:2] != b[:2]}
    assert others == {"different"}  # Repsol of two countries


@pytest.mark.parametrize(
    "name", ["大学病院", "Ünïversität Zürich", "\U0001d518\U0001d52b\U0001d526", "🏭 Fabrik Zwölfling"]
)
def test_names_in_any_letters_are_compared(match, name):
    found = match(f"{HEADINGS}a,{name},IT,Torino\nb,{name},IT,Torino\nc,Alfa,IT,Torino\n")
    assert {pair: one["band"] for pair, one in found.items()} == {("a", "b"): "same"}


@pytest.mark.parametrize("name", ["the", "di", "\u200b", "a\u0301\u0301", "???"])
def test_names_that_say_next_to_nothing_are_never_the_same_unasked(match, name):
    found = match(f"{HEADINGS}a,{name},IT,Torino\nb,{name},IT,Torino\nc,Alfa,IT,Torino\n")
    assert [one["band"] for one in found.values()] in ([], ["ask"])


def test_nobody_and_one_are_no_pairs(match):
    assert match(HEADINGS) == {}
    assert match(f"{HEADINGS}a,Alfa,IT,Torino\n") == {}
