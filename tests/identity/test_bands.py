"""What makes two organizations the same, what a person is asked, what makes them two: worked by hand."""

import hashlib

import pytest
from stdnum import luhn

HEADINGS = (
    "organization_id,name,country,city,province,vat_number,tax_code,pic,ror_id,person,kind,legal_form\n"
)

# Each case has a word of its own for WORD, valid numbers of its own for VAT and TAX (the same digits), VAT2
# and TAX2, and the check digits of the ROR ids are right; so all cases can stand in one table.
SAME = [
    ("WORD Laboratori S.r.l.,IT,Torino,,,,,,", "WORD LABORATORI SRL,IT,Turin,,,,,,"),
    ("WORD Laboratori,IT,Torino,,,,,,", "WORD Laboratori S.r.l.,IT,Torino,,,,,,"),
    ("WORD,FR,Lyon,,,,,,,,SAS", "WORD SAS,FR,Lyon,,,,,,"),
    ("WORD Laboratori,IT,,TO,,,,,", "WORD Laboratori,IT,Torino,TO,,,,,"),
    ("WORD Laboratori (TO),IT,,,,,,,", "WORD Laboratori,IT,,TO,,,,,"),
    ("WORD Laboratori,IT,Torino,,VAT,,,,", "WORD,IT,Roma,,VAT,,,,"),
    ("WORD Laboratori,IT,,,VAT,,,,", "WORD Laboratory,IT,,,,TAX,,,"),
    ("WORD,,,,,,999984059,,", "WORD Labs,,,,,,999984059,,"),
    ("WORD,IT,,,,,,00bgk9508,", "WORD Labs,IT,,,,,,https://ror.org/00bgk9508,"),
    ("Anna WORD,IT,Torino,,VAT,,,,true", "WORD ANNA,IT,Torino,,VAT,,,,true"),
    # wrong check digits are no evidence against, nor are VAT numbers of two countries
    ("WORD,IT,Torino,,IT00488410011,,,,", "WORD,IT,Torino,,VAT,,,,"),
    ("WORD,IT,Torino,,VAT,,,,", "WORD,IT,Torino,,FR40303265045,,,,"),
]
ASK = [
    ("form", "WORD S.r.l.,IT,Torino,,,,,,", "WORD S.p.A.,IT,Torino,,,,,,"),
    ("city", "WORD Laboratori,IT,Torino,,,,,,", "WORD Laboratori,IT,Roma,,,,,,"),
    ("", "WORD Laboratori,IT,Torino,,,,,,", "WORD Laboratori,IT,,,,,,,"),
    ("", "WORD Laboratori,,Torino,,,,,,", "WORD Laboratori,IT,Torino,,,,,,"),
    ("province", "Comune di WORD (LE),IT,WORD,,,,,,", "Comune di WORD (BG),IT,WORD,,,,,,"),
    ("pic", "WORD,IT,Torino,,,,999984061,,", "WORD,IT,Torino,,,,999984060,,"),
    ("person", "Anna WORD,IT,Torino,,,,,,true", "ANNA WORD,IT,Torino,,,,,,true"),
    ("", "WORD,IT,Torino,,VAT,,,,", "Quercia OTHER,IT,Torino,,VAT,,,,"),
    ("tax_code", "WORD,IT,Torino,,VAT,TAX,,,", "WORD,IT,Torino,,VAT,TAX2,,,"),
    ("country;city", "WORD,IT,Torino,,VAT,,,,", "WORD,FR,Lyon,,VAT,,,,"),
    ("", "WORD Laboratori,IT,Torino,,,,,,", "WORDS Laboratori,IT,Torino,,,,,,"),
    ("form", "WORD,IT,Torino,,,,,,,,S.r.l.", "WORD,IT,Torino,,,,,,,,SPA"),
    ("kind", "WORD,IT,Torino,,,,,,,company", "WORD,IT,Torino,,,,,,,university"),
    ("common_name", "Ospedale,IT,Torino,,,,,,", "OSPEDALE,IT,Torino,,,,,,"),
]
DIFFERENT = [
    ("country;city", "WORD,IT,Torino,,,,,,", "WORD,FR,Lyon,,,,,,"),
    ("vat_number", "WORD,IT,Torino,,VAT,,,,", "WORD,IT,Torino,,VAT2,,,,"),
    ("tax_code", "WORD,IT,Torino,,,TAX,,,", "WORD,IT,Torino,,,TAX2,,,"),
    ("ror_id", "WORD,IT,Torino,,,,,013meh722,", "WORD,IT,Torino,,,,,02mhbdp94,"),
]
NOT_EVEN_COMPARED = [
    ("WORD,IT,Torino,,IT00488410011,,,,", "OTHER,IT,Torino,,IT00488410011,,,,"),
    ("WORD,IT,Torino,,IT0048841001,,,,", "OTHER,IT,Torino,,IT0048841001,,,,"),
    ("WORD,IT,Torino,,,00000000001,,,", "OTHER,IT,Torino,,,00000000001,,,"),
    ("WORD,IT,Torino,,,,99998405,,", "OTHER,IT,Torino,,,,99998405,,"),
    ("WORD,IT,Torino,,,,,00bgk9509,", "OTHER,IT,Torino,,,,,00bgk9509,"),
]
CASES = [
    *(("same", None, *rows) for rows in SAME),
    *(("ask", *case) for case in ASK),
    *(("different", *case) for case in DIFFERENT),
    *((None, None, *rows) for rows in NOT_EVEN_COMPARED),
]
CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"


def invented(number):
    """Make up a word that is like no other."""
    digits = hashlib.sha256(str(number).encode()).digest()
    return "".join(
        (CONSONANTS, VOWELS)[place % 2][digit % (14, 5)[place % 2]] for place, digit in enumerate(digits[:10])
    )


def valid(serial):
    body = f"{5_000_000 + serial:07}001"
    return body + luhn.calc_check_digit(body)


def filled(row, number):
    values = {"WORD": invented(number), "OTHER": invented(99 - number)}
    values |= {"VAT2": f"IT{valid(2 * number)}", "VAT": f"IT{valid(2 * number + 1)}"}
    values |= {"TAX2": valid(2 * number), "TAX": valid(2 * number + 1)}
    for name, value in values.items():
        row = row.replace(name, value)
    return row + "," * (HEADINGS.count(",") - 1 - row.count(","))


def everybody():
    return HEADINGS + "".join(
        f"{number:02}{side},{filled(row, number)}\n"
        for number, (_, _, *rows) in enumerate(CASES)
        for side, row in zip("ab", rows, strict=True)
    )


@pytest.fixture(scope="module")
def found(match):
    return match(everybody())


@pytest.mark.parametrize("number", range(len(CASES)), ids=[" / ".join(case[2:]) for case in CASES])
def test_the_band_and_what_speaks_against(found, number):
    band, against, *_ = CASES[number]
    pair = found.get((f"{number:02}a", f"{number:02}b"), {"band": None})
    assert pair["band"] == band
    if against is not None:
        assert pair["contradicts"] == against


def test_no_two_cases_meet(found):
    assert [pair for pair in found if pair[0][:2] != pair[1][:2]] == []


def test_evidence_says_what_agrees(match):
    row = f"Arvenio Srl,IT,Torino,TO,IT{valid(1)},,,,,,"
    assert match(f"{HEADINGS}a,{row}\nb,{row}\n")["a", "b"] == {
        "organization_a": "a",
        "organization_b": "b",
        "band": "same",
        "rule": "identifier",
        "letters": 100.0,
        "words": 1.0,
        "shared_word": "arveni",
        "other_name": "",
        "agrees": "vat_number;name;country;city;province;form",
        "contradicts": "",
        "joint_projects": 0,
    }


TWO_ALIKE = f"{HEADINGS}a,Arvenio,IT,Torino,,,,,,,,\nb,Arvenio,IT,Torino,,,,,,,,\n"


def test_two_in_one_project_are_asked_about(match):
    pair = match(
        TWO_ALIKE,
        projects="project_id\np\nq\n",
        participations="project_id,organization_id\np,a\np,b\nq,a\n",
    )["a", "b"]
    assert (pair["band"], pair["contradicts"], pair["joint_projects"]) == ("ask", "joint_projects", 1)


@pytest.mark.parametrize("ends", [("a", "b"), ("b", "a")])
def test_who_succeeded_whom_is_two_at_any_remove(match, ends):
    found = match(
        f"{TWO_ALIKE}c,Unlike,IT,Torino,,,,,,,,\n",
        successions="kind,predecessor_id,successor_id\norganization,{},c\norganization,c,{}\n".format(*ends),
    )
    assert {pair: (one["band"], one["contradicts"]) for pair, one in found.items()} == {
        ("a", "b"): ("different", "succession")
    }


def test_successions_of_clusters_say_nothing_about_organizations(match):
    successions = "kind,predecessor_id,successor_id\ncluster,a,b\n"
    clusters = "cluster_id,name\na,A\nb,B\n"
    assert match(TWO_ALIKE, successions=successions, clusters=clusters)["a", "b"]["band"] == "same"


def test_what_a_person_said_is_two_stays_two(match):
    assert match(TWO_ALIKE, apart=[("b", "a")])["a", "b"]["band"] == "different"
