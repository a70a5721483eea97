"""Provinces and NUTS regions."""

from collections import Counter

import pytest

from clusternet.cleaning.places import italian_provinces, nuts3_of
from clusternet.cleaning.regions import provinces_of


def test_there_are_107_provinces_with_a_nuts_code_each():
    provinces = italian_provinces()
    assert len(provinces) == 107
    assert len({province.nuts3 for province in provinces.values()}) == 107
    assert all(
        province.nuts3.startswith("IT") and len(province.nuts3) == 5 for province in provinces.values()
    )


def test_provinces_and_regions_agree():
    provinces = italian_provinces().values()
    for region, count in Counter(province.region for province in provinces).items():
        assert len(provinces_of(region)) == count
        assert provinces_of(region) == {province.code for province in provinces if province.region == region}


def test_provinces_of_a_region_share_the_start_of_their_nuts_codes():
    starts = {(province.region, province.nuts3[:4]) for province in italian_provinces().values()}
    assert len(starts) == 21  # 20 regions, one of them with two autonomous provinces


def test_the_eight_provinces_of_piedmont():
    found = {code: nuts3_of(code) for code in ("TO", "VC", "BI", "VB", "NO", "CN", "AT", "AL")}
    assert list(found.values()) == [f"ITC1{digit}" for digit in range(1, 9)]


def test_every_province_is_found_by_its_name_and_by_its_sign(outcome):
    for code, province in italian_provinces().items():
        assert outcome("province", code) == (code, "")
        assert outcome("province", province.name.upper())[0] == code
        assert outcome("province", f"Provincia di {province.name}")[0] == code
        assert outcome("nuts3", province.name)[0] == province.nuts3
        assert outcome("nuts3", province.nuts3) == (province.nuts3, "")


@pytest.mark.parametrize(
    ("text", "code", "change"),
    [
        ("", "", ""),
        ("to", "TO", "letter_case"),
        ("NA", "NA", ""),
        ("Torino", "TO", "province_name"),
        ("TORINO (TO)", "TO", "sign_in_brackets"),
        ("ORBASSANO (TO)", "TO", "sign_in_brackets"),
        ("Orbassano (Torino)", "TO", "sign_in_brackets"),
        ("Città metropolitana di Torino", "TO", "province_name"),
        ("CITTA' METROPOLITANA DI TORINO", "TO", "province_name"),
        ("Verbano-Cusio-Ossola", "VB", "province_name"),
        ("Provincia del Verbano Cusio Ossola", "VB", "province_name"),
        ("VCO", "VB", "province_name"),
        ("Forli' - Cesena", "FC", "province_name"),
        ("Reggio Emilia", "RE", "province_name"),
        ("Reggio di Calabria", "RC", "province_name"),
        ("Provincia dell'Aquila", "AQ", "province_name"),
        ("Provincia della Spezia", "SP", "province_name"),
        ("Libero consorzio comunale di Agrigento", "AG", "province_name"),
        ("Bolzano/Bozen", "BZ", "province_name"),
        ("Valle d'Aosta/Vallée d'Aoste", "AO", "province_name"),
        ("Turin", "TO", "province_name"),
        ("OT", "SS", "former_province"),
        ("PS", "PU", "former_province"),
        ("Iglesias (CI)", "SU", "sign_in_brackets;former_province"),
    ],
)
def test_a_province_is_its_sign(outcome, text, code, change):
    found, changes = outcome("province", text)
    assert (found, set(changes.split(";"))) == (code, set(change.split(";")))


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Reggio", ""),
        ("Orbassano", ""),
        ("XX", ""),
        ("Provincia", ""),
        ("Torino (IT)", ""),
        ("(TO)", ""),
        ("TO, CN", ""),
        ("\uff34\uff2f", ""),
        ("Milano (TO)", "ambiguous"),
        ("OG", "former_area"),
    ],
)
def test_what_is_no_province_is_refused(refusal, text, reason):
    assert refusal("province", text) == ("choice", reason)


@pytest.mark.parametrize(
    ("text", "code", "change"),
    [
        ("", "", ""),
        ("Torino", "TO", "municipality_to_province"),
        ("VERBANIA", "VB", "municipality_to_province"),
        ("Cesena", "FC", "municipality_to_province"),
        ("Reggio Calabria", "RC", "municipality_to_province"),
        ("L'Aquila", "AQ", "municipality_to_province"),
        ("ORBASSANO (TO)", "TO", "sign_in_brackets"),
        ("Samone (TN)", "TN", "sign_in_brackets"),
    ],
)
def test_a_municipality_tells_its_province_where_that_is_certain(outcome, text, code, change):
    assert outcome("municipality", text) == (code, change)


@pytest.mark.parametrize("text", ["Orbassano", "Samone", "Re", "TO", "Monza e della Brianza", "Sud Sardegna"])
def test_other_municipalities_are_not_guessed(refusal, text):
    assert refusal("municipality", text) == ("choice", "no_unique_municipality")


@pytest.mark.parametrize(
    ("text", "code", "change"),
    [
        ("itc11", "ITC11", "letter_case"),
        ("TO", "ITC11", "province_to_nuts3"),
        ("Siena", "ITI19", "province_name;province_to_nuts3"),
        ("SIENA", "ITI19", "province_name;province_to_nuts3"),
        ("ITG25", "ITG2D", "former_nuts3"),
        ("FRK26", "FRK26", ""),
        ("EL301", "EL301", ""),
        ("UKI31", "UKI31", ""),
    ],
)
def test_a_nuts_region_of_the_third_level(outcome, text, code, change):
    assert outcome("nuts3", text) == (code, change)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("ITC1", ""),
        ("IT", ""),
        ("ITC99", ""),
        ("ITZZZ", ""),
        ("SINGS", ""),
        ("GR301", ""),
        ("ITG27", "former_area"),
    ],
)
def test_other_codes_are_refused(refusal, text, reason):
    assert refusal("nuts3", text) == ("choice", reason)
