"""What counts: periods, kinds, roles, successions, managing bodies."""

import ibis
import pyarrow as pa
import pytest

from clusternet.exceptions import UnknownName
from clusternet.ingest.folder import read_folder
from clusternet.model.dataset import DatasetCard, Period
from clusternet.queries.attribution import attribution
from clusternet.queries.scope import ScopeOptions, scope

CLUSTERS = """cluster_id,name,kind
a,Alpha,cluster
b,Beta,platform
old,Old Alpha,predecessor
older,Older Alpha,predecessor
base,A base,managing_body
"""
ORGANIZATIONS = "organization_id,name\n" + "".join(f"{name},{name}\n" for name in "uvwxyz")
MEMBERSHIPS = """organization_id,cluster_id,role,valid_from,valid_to
u,a,member,2010,2013
u,a,founder,2010,
u,b,signatory,,
v,a,manager,2015,
v,b,member,2015,
w,b,tenant,,
x,old,member,2009,2012
y,older,,2009,
z,base,member,,
"""
PROJECTS = """project_id,title,kind,level,start_date,end_date
p1,one,project,eu,2012,2016
p2,two,,regional,2014-06,2014-09
p3,three,network,eu,2014,
p4,four,project,eu,,
p5,five,project,national,2020-12-31,2022
"""
PARTICIPATIONS = """project_id,organization_id,role
p1,u,coordinator
p1,v,partner
p2,x,partner
p3,u,partner
p4,w,partner
p5,u,
"""
NAMED = "project_id,cluster_id\np2,older\np3,b\np5,b\n"
SUCCESSIONS = "kind,predecessor_id,successor_id\ncluster,older,old\ncluster,old,a\n"


@pytest.fixture
def tables(tmp_path):
    for name, text in {
        "clusters": CLUSTERS,
        "organizations": ORGANIZATIONS,
        "memberships": MEMBERSHIPS,
        "projects": PROJECTS,
        "participations": PARTICIPATIONS,
        "project_clusters": NAMED,
        "successions": SUCCESSIONS,
    }.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    dataset = read_folder(tmp_path)
    assert not dataset.rejected
    connection = ibis.duckdb.connect()
    return {name: connection.create_table(name, table) for name, table in dataset.tables.items()}


def card(**choices):
    return DatasetCard(title={"en": "test", "it": "prova"}, **choices)


def period(first, last):
    return ScopeOptions(period=Period(name="asked", first=first, last=last))


def values(table, *columns):
    return sorted(table.select(*columns).to_pyarrow().to_pylist(), key=str)


def ids(table, column):
    return sorted(table[column].to_pyarrow().to_pylist())


def test_counted_clusters_stand_in_the_order_of_the_card_then_by_id(tables):
    counted = scope(tables, card(cluster_order=("b",))).clusters.order_by("position")
    assert counted.cluster_id.to_pyarrow().to_pylist() == ["b", "a"]


def test_affiliation_counts_once_a_cluster_whatever_the_roles(tables):
    affiliations = scope(tables, card()).affiliations
    assert values(affiliations, "organization_id", "cluster_id", "manages", "weight") == [
        {"organization_id": "u", "cluster_id": "a", "manages": False, "weight": 0.5},
        {"organization_id": "u", "cluster_id": "b", "manages": False, "weight": 0.5},
        {"organization_id": "v", "cluster_id": "a", "manages": True, "weight": 0.5},
        {"organization_id": "v", "cluster_id": "b", "manages": False, "weight": 0.5},
    ]


def test_members_of_predecessors_count_for_the_successor_only_when_the_card_says_so(tables):
    apart, succeeded = (
        scope(tables, card(predecessors=choice)).affiliations for choice in ("apart", "as_successor")
    )
    assert set(ids(apart, "organization_id")) == {"u", "v"}
    found = {tuple(row.values()) for row in values(succeeded, "organization_id", "cluster_id")}
    assert found - {("u", "a"), ("u", "b"), ("v", "a"), ("v", "b")} == {("x", "a"), ("y", "a")}


def test_a_project_belongs_to_the_period_of_its_start_and_to_one_of_adjacent_periods_only(tables):
    first, second = (scope(tables, card(), period(*years)) for years in (("2007", "2013"), ("2014", "2020")))
    assert ids(first.projects, "project_id") == ["p1"]
    assert ids(second.projects, "project_id") == ["p2", "p5"]
    assert first.undated_projects == second.undated_projects == 1


def test_overlap_counts_a_project_in_every_period_it_runs_in(tables):
    options = ScopeOptions(period=Period(name="asked", first="2014", last="2020"), period_by="overlap")
    assert ids(scope(tables, card(), options).projects, "project_id") == ["p1", "p2", "p5"]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [("2014-06-01", "2014-06-01", ["p2"]), ("2014-06-02", "2014", []), ("2020-12-31", "2020-12-31", ["p5"])],
)
def test_a_start_known_to_the_month_begins_on_its_first_day(tables, first, last, found):
    assert ids(scope(tables, card(), period(first, last)).projects, "project_id") == found


def test_memberships_hold_in_the_periods_their_interval_meets_and_open_bounds_are_counted(tables):
    early = scope(tables, card(predecessors="as_successor"), period("2013", "2014"))
    assert values(early.affiliations, "organization_id", "cluster_id") == [
        {"organization_id": "u", "cluster_id": "a"},
        {"organization_id": "u", "cluster_id": "b"},
        {"organization_id": "y", "cluster_id": "a"},
    ]
    assert early.open_memberships == 3  # u founder of a, u in b, y


def test_kinds_that_make_ties_and_level(tables):
    assert ids(scope(tables, card()).projects, "project_id") == ["p1", "p2", "p4", "p5"]
    networks = scope(tables, card(tie_kinds=("project", "network")), ScopeOptions(level="eu"))
    assert ids(networks.projects, "project_id") == ["p1", "p3", "p4"]


def test_without_managers_the_organization_leaves_with_all_its_memberships_and_projects(tables):
    out = scope(tables, card(), ScopeOptions(managers="out"))
    assert set(ids(out.affiliations, "organization_id")) == {"u"}
    assert "v" not in ids(out.participations, "organization_id")
    assert "v" not in ids(out.organizations, "organization_id")
    assert out.managing_left_out == 1


def test_memberships_without_a_bound_stay_open_when_roles_are_joined(tables):
    affiliations = values(
        scope(tables, card()).affiliations, "organization_id", "cluster_id", "valid_from", "valid_to"
    )
    assert affiliations[0] == {
        "organization_id": "u",
        "cluster_id": "a",
        "valid_from": "2010",
        "valid_to": None,
    }


def test_projects_of_unknown_level_are_counted_when_a_level_is_asked_for(tables):
    assert scope(tables, card(), ScopeOptions(level="eu")).unknown_level_projects == 0
    everything = tables["projects"].mutate(level=ibis.null("string"))
    assert (
        scope({**tables, "projects": everything}, card(), ScopeOptions(level="eu")).unknown_level_projects
        == 4
    )


@pytest.mark.parametrize("choice", [{"level": "EU"}, {"managers": "OUT"}, {"period_by": "end"}])
def test_words_that_are_no_choice_are_named(choice):
    with pytest.raises(UnknownName, match=r"choose among"):
        ScopeOptions(**choice)


def test_attribution_tells_direct_from_through_members_and_shares_a_project_evenly(tables):
    found = attribution(scope(tables, card(predecessors="as_successor")))
    columns = ("project_id", "cluster_id", "by_manager", "by_name", "by_member", "share")
    assert [tuple(row.values()) for row in values(found, *columns)] == [
        ("p1", "a", True, False, True, 0.5),
        ("p1", "b", False, False, True, 0.5),
        ("p2", "a", False, True, True, 1.0),
        ("p5", "a", False, False, True, 0.5),
        ("p5", "b", False, True, True, 0.5),
    ]


def test_a_dataset_without_clusters_has_an_empty_scope_of_them(tables):
    absent = ("clusters", "memberships", "project_clusters", "successions")
    empty = {name: tables[name].limit(0) for name in absent}
    bare = scope({**tables, **empty}, card())
    assert ids(bare.clusters, "cluster_id") == []
    assert attribution(bare).to_pyarrow().num_rows == 0
    assert isinstance(bare.participations.to_pyarrow(), pa.Table)
