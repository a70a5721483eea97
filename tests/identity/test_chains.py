"""Chains of same pairs hold only when all their organizations can be one."""

import pytest

HEADINGS = "organization_id,name,country,city,province,vat_number,pic\n"
VAT, OTHER_VAT = "IT00488410010", "IT00159560366"


def bands(found):
    return {pair: one["band"] for pair, one in found.items()}


def test_a_chain_that_agrees_is_the_same_throughout(match):
    rows = f"a,Arvenio,IT,Torino,,{VAT},\nb,Arvenio,IT,Torino,,,\nc,ARVENIO,IT,Turin,,,\n"
    assert bands(match(HEADINGS + rows)) == dict.fromkeys([("a", "b"), ("a", "c"), ("b", "c")], "same")


@pytest.mark.parametrize(
    ("a", "c"),
    [
        (f"Arvenio,IT,Torino,,{VAT},", f"Arvenio,IT,Torino,,{OTHER_VAT},"),
        ("Arvenio S.r.l.,IT,Torino,,,", "Arvenio S.p.A.,IT,Torino,,,"),
        ("Arvenio,IT,Torino,,,999984059", "Arvenio,IT,Torino,,,999984060"),
    ],
)
def test_a_chain_whose_ends_contradict_each_other_is_asked_about(match, a, c):
    found = match(f"{HEADINGS}a,{a}\nb,Arvenio,IT,Torino,,,\nc,{c}\n")
    assert {found["a", "b"]["band"], found["b", "c"]["band"]} == {"ask"}
    assert found["a", "b"]["contradicts"] == found["b", "c"]["contradicts"] == "chain"
    assert found["a", "c"]["band"] != "same"


def test_a_chain_of_identifiers_over_two_countries_is_asked_about(match):
    rows = f"a,Arvenio,IT,,,{VAT},\nb,Arvenio,,,,{VAT},999984059\nc,Arvenio,FR,,,,999984059\n"
    assert set(bands(match(HEADINGS + rows)).values()) == {"ask", "different"}


def test_a_chain_that_meets_in_a_project_is_asked_about(match):
    found = match(
        f"{HEADINGS}a,Arvenio,IT,Torino,,,\nb,Arvenio,IT,Torino,,,\nc,Arvenio,IT,Torino,,,\n",
        projects="project_id\np\n",
        participations="project_id,organization_id\np,a\np,c\n",
    )
    assert set(bands(found).values()) == {"ask"}
    assert found["a", "c"]["contradicts"] == "joint_projects"
    assert found["a", "b"]["contradicts"] == "chain"


def test_a_chain_of_which_two_are_known_to_be_two_is_asked_about(match):
    rows = "a,Arvenio,IT,Torino,,,\nb,Arvenio,IT,Torino,,,\nc,Arvenio,IT,Torino,,,\n"
    found = bands(match(HEADINGS + rows, apart=[("a", "c")]))
    assert found == {("a", "b"): "ask", ("b", "c"): "ask", ("a", "c"): "different"}


def test_another_group_is_not_drawn_in(match):
    rows = f"a,Arvenio,IT,Torino,,{VAT},\nb,Arvenio,IT,Torino,,,\nc,Arvenio,IT,Torino,,{OTHER_VAT},\n"
    found = bands(match(f"{HEADINGS}{rows}x,Bellisola,IT,Roma,,,\ny,BELLISOLA,IT,Rome,,,\n"))
    assert found["x", "y"] == "same"
