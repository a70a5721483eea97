"""Who is missing, and the way to whoever could introduce them."""

import pytest

from clusternet.model.dataset import Period
from clusternet.queries.scope import ScopeOptions
from clusternet.study.missing import missing, missing_table

REGION = {
    "clusters": "cluster_id,name,kind\na,Alpha,cluster\nbase,The base,other_body\n",
    "organizations": (
        "organization_id,name,is_sme,province,sector,size,person\n"
        "hub,Hub,false,TO,,large,\n"
        "near,Near,,CN,food,,\n"
        "sme,Small One,true,TO,,small,\n"
        "tenant,Tenant,,AT,,,\n"
        "alone,Alone,,BI,,,\n"
        "abroad,Abroad,true,,,,\n"
        "milan,Milan,true,MI,,,\n"
        "far,Far Signatory,false,NO,,,\n"
        "mario,Mario Rossi,true,VC,,micro,true\n"
        "old,Once Active,true,AL,,,\n"
        "maybe,Undated,true,AL,,,\n"
    ),
    "memberships": (
        "organization_id,cluster_id,role\nhub,a,manager\nnear,a,\nsme,a,\nsme,base,\n"
        "tenant,base,tenant\nmario,a,partner\n"
    ),
    "agreements": "agreement_id,title,organizations\nx,The pact,tenant;far\n",
    "projects": (
        "project_id,start_date,priority_system\np,2015,food\nq,2009,mobility\nr,2010,health\ns,2011,health\nu,,\n"
    ),
    "participations": ("project_id,organization_id\np,hub\np,abroad\nq,old\nr,old\ns,old\nu,maybe\n"),
}
PERIOD = ScopeOptions(period=Period(name="x", first="2014", last="2020"))


@pytest.fixture
def found(asked_of):
    subject = asked_of(PERIOD, region="Piemonte", **REGION)
    return {one.organization_id: one for one in missing(subject)}


def test_members_and_organizations_of_the_region_are_listed_known_smes_first(found):
    assert list(found) == ["mario", "sme", "old", "near", "tenant", "alone", "far"]


def test_those_of_unknown_start_are_not_called_missing(found):
    assert "maybe" not in found


def test_status_tells_never_from_lapsed_with_the_system_of_most_projects(found):
    assert {name: one.status for name, one in found.items() if one.status != "never"} == {"old": "lapsed"}
    assert found["old"].priority_system == "health"
    assert found["near"].priority_system == ""


def test_the_way_leads_through_bodies_both_belong_to(found):
    assert (found["near"].distance, found["near"].introducer_id) == (1, "hub")
    assert found["near"].path == ("Near", "Alpha", "Hub")
    assert found["tenant"].path == ("Tenant", "The base", "Small One", "Alpha", "Hub")
    assert found["far"].path[:3] == ("Far Signatory", "The pact", "Tenant")
    assert (found["far"].distance, found["far"].introducer) == (3, "Hub")


def test_no_way_is_no_distance(found):
    assert (found["alone"].distance, found["alone"].introducer, found["alone"].path) == (None, "", ())


def test_a_person_is_shown_by_id(found):
    assert found["mario"].name == "mario"
    assert found["mario"].path[0] == "mario"


def test_facts_are_given_as_stated_or_unknown(found):
    assert (found["sme"].is_sme, found["sme"].size, found["sme"].clusters) == (True, "small", ("a",))
    assert (found["near"].is_sme, found["near"].sector, found["near"].province) == (None, "food", "CN")


def test_without_a_period_nobody_has_lapsed_and_everybody_seen_is_out(asked_of):
    subject = asked_of(region="Piemonte", **REGION)
    assert [one.organization_id for one in missing(subject)] == [
        "mario",
        "sme",
        "near",
        "tenant",
        "alone",
        "far",
    ]


def test_without_a_region_only_members_are_listed_and_it_is_said(asked_of):
    table = missing_table(asked_of(**REGION))
    assert table.frame["organization_id"].tolist() == ["sme", "near"]
    assert table.caveats[-1].key == "caveat.no_region"
    assert table.caveats[-2].values == {"n": 2, "lapsed": 0, "unknown": 1}


def test_table_keeps_the_unknown_empty(asked_of):
    frame = missing_table(asked_of(region="Piedmont", **REGION)).frame.set_index("organization_id")
    assert frame.loc["alone", ["distance", "is_sme"]].isna().all()
    assert frame.loc["tenant", "path"] == "Tenant > The base > Small One > Alpha > Hub"


def test_managing_bodies_that_are_left_out_are_not_missing(asked_of):
    subject = asked_of(ScopeOptions(managers="out"), region="Piemonte", **REGION)
    assert "hub" not in [one.organization_id for one in missing(subject)]
    said = {caveat.key: caveat.values for caveat in missing_table(subject).caveats}
    assert said["caveat.managers_out"] == {"n": 1}


def test_a_start_that_may_lie_before_or_in_the_period_decides_nothing(asked_of):
    options = ScopeOptions(period=Period(name="x", first="2009-06", last="2020"))
    subject = asked_of(
        options,
        region="Piemonte",
        **REGION | {"participations": "project_id,organization_id\np,hub\nq,old\n"},
    )
    assert "old" not in [one.organization_id for one in missing(subject)]
    said = {caveat.key: caveat.values for caveat in missing_table(subject).caveats}
    assert said["caveat.undecided"] == {"n": 1}
