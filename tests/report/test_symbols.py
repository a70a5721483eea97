import pytest

from clusternet.findings.cooperation import ClusterProfile
from clusternet.report.colors import INK, PAPER, STEPS, contrast
from clusternet.report.symbols import PALETTE, symbols


def clusters(*names, color=""):
    return [
        ClusterProfile(
            cluster_id=f"id{place}", name=name, theme="", kind="cluster", color=color, managers=(), members=0,
            members_in_projects=0, projects_direct=0, projects_through_members=0, projects_through_others=0,
            projects_any=0, met_directly=(),
        )
        for place, name in enumerate(names)
    ]  # fmt: skip


PIEDMONT = (
    "AGRIFOOD",
    "bioPmed",
    "CGREEN - Green Chemistry and Advanced Materials",
    "CLEVER - Cleantech and Energy Innovation Cluster",
    "Polo ICT",
    "MESAP - Smart Products and Manufacturing",
    "POINTEX (Po.in.tex)",
    "Torino Social Impact",
)


def test_the_eight_of_piedmont_look_as_they_are_known():
    found = list(symbols(clusters(*PIEDMONT)).values())
    assert [one.code for one in found] == ["AGR", "BIO", "CGR", "CLE", "ICT", "MES", "POI", "TSI"]
    assert [one.color for one in found] == list(PALETTE)
    assert [one.shape for one in found] == [
        "circle", "square", "triangle", "diamond", "triangle-down", "hexagon", "cross", "star",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "names", [[f"Cluster {i}" for i in range(30)], ["Polo"] * 30, [""] * 30, ["中"] * 30]
)
def test_no_two_of_thirty_are_alike(names):
    found = list(symbols(clusters(*names)).values())
    assert len({one.code for one in found}) == 30
    assert len({(one.color, one.shape) for one in found}) == 30
    assert {len(one.code) for one in found} == {3}


def test_codes_stay_unique_beyond_all_letters_and_digits():
    found = symbols(clusters(*["Polo"] * 1200)).values()
    assert len({one.code for one in found}) == 1200


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Polo di Innovazione Tessile", "PIT"),
        ("Green Chemistry", "GCH"),
        ("Città Studi", "CST"),
        ("Polo AI", "AIP"),
        ("X", "XXX"),
    ],
)
def test_a_code_comes_from_the_name(name, code):
    (found,) = symbols(clusters(name)).values()
    assert found.code == code


def test_a_name_is_cut_where_its_explanation_begins():
    (found,) = symbols(clusters("CGREEN - Green Chemistry")).values()
    assert (found.short, found.rest) == ("CGREEN", "Green Chemistry")


def test_names_are_left_whole_where_their_beginnings_are_the_same():
    found = symbols(clusters("Polo (Torino)", "Polo (Biella)")).values()
    assert [one.short for one in found] == ["Polo (Torino)", "Polo (Biella)"]


def test_a_color_of_the_data_is_used():
    assert symbols(clusters("A", color="#123abc"))["id0"].color == "#123ABC"


@pytest.mark.parametrize("color", ["", "red", "#12345", "#1234567", "#FFFF00", "#123abc;}", 'url("x")'])
def test_a_color_that_is_none_or_cannot_be_seen_is_not(color):
    assert symbols(clusters("A", color=color))["id0"].color == PALETTE[0]


def test_a_color_of_the_data_makes_no_two_alike():
    found = symbols(clusters(*(f"Cluster {i}" for i in range(30)), color="#123ABC")).values()
    assert len({(one.color, one.shape) for one in found}) == 30


@pytest.mark.parametrize("color", PALETTE)
def test_symbols_can_be_seen_on_paper(color):
    assert contrast(color, PAPER) >= 3


def test_contrast_is_that_of_the_guidelines():
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize(
    ("text", "step"),
    [(INK, STEPS[0]), (INK, STEPS[1]), (INK, STEPS[2]), ("#FFFFFF", STEPS[3]), ("#FFFFFF", STEPS[4])],
)
def test_numbers_can_be_read_on_every_shade(text, step):
    assert contrast(text, step) >= 4.5
