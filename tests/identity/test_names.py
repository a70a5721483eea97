"""In which spelling names are compared, and which names say nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clusternet.identity.names import mended, names_of, spelling, without_place


def spelled(name, country="IT"):
    return names_of([name], [country]).spellings[0]


@pytest.mark.parametrize(
    ("one", "other", "country"),
    [
        ("AIRBASE SYSTEMS LTD", "Air Base Systems Limited", "GB"),
        ("TECHNISCHE UNIVERSITAET BERLIN", "Technische Universität Berlin", "DE"),
        ("The University of Hull", "UNIVERSITY OF HULL", "GB"),
        ("UNIVERSITÃ„T MANNHEIM", "UNIVERSITAT MANNHEIM", "DE"),
        ("UNIVERSITÃƒâ€žT MANNHEIM", "UNIVERSITÄT MANNHEIM", "DE"),
        ("C.N.R.", "CNR", "IT"),
        ("Città di Torino", "CITTA' DI TORINO", "IT"),
        ("LAVISION GMBH*", "LaVision GmbH", "DE"),
        ("Møller & Søn A/S", "MOLLER & SON A/S", "DK"),
    ],
)
def test_one_name_written_in_two_ways_has_one_spelling(one, other, country):
    assert spelled(one, country) == spelled(other, country) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fondazione Alfa", "Alfa S.r.l."),
        ("Università di Pisa", "Università di Siena"),
        ("Alfa 2 S.r.l.", "Alfa 3 S.r.l."),
        ("Finpiemonte", "Finpiemonte Partecipazioni"),
    ],
)
def test_two_names_have_two_spellings(one, other):
    assert spelled(one) != spelled(other)


@pytest.mark.parametrize(
    "name",
    [None, "", "  ", "S.r.l.", "società per azioni", "999984059", "-", "???", "*CODICE FISCALE*", "**"],
)
def test_a_name_that_says_nothing_has_no_spelling(name):
    assert spelled(name) == ""


def test_a_province_behind_a_name_is_not_part_of_it_and_tells_where_it_is():
    assert without_place("Comune di Castro (LE)", "IT") == ("Comune di Castro", "LE")
    assert without_place("ACME (PT)", "PT") == ("ACME", "")
    assert without_place("ACME (Italia)", "IT") == ("ACME (Italia)", "")
    assert without_place("(TO)", "IT") == ("(TO)", "")


def test_what_is_not_broken_is_not_mended():
    assert mended("Ærø Âme Åbo") == "Ærø Âme Åbo"


@given(st.text(max_size=60), st.sampled_from(["", "IT", "DE", "XX"]))
def test_any_text_has_a_spelling_of_its_own_letters(name, country):
    names = names_of([name, name], [country, country])
    assert names.spellings[0] == names.spellings[1] == spelling(names.keys[0])
    assert " " not in names.spellings[0]


def test_the_legal_form_stands_beside():
    names = names_of(["Reply S.p.A.", "Reply Srl", "Reply"], ["IT"] * 3)
    assert names.forms.tolist() == ["S.p.A.", "S.r.l.", ""]
    assert len(set(names.spellings.tolist())) == 1
