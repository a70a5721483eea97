"""Every analysis keeps the columns that others rely on, in every format and grouping."""

import csv
import io

import networkx as nx
import pytest
from typer.testing import CliRunner

from clusternet.cli.app import app

WHO = "organization_id,name,cluster"
COLUMNS = {
    "centrality": (
        f"{WHO},degree,strength,harmonic,closeness,betweenness,betweenness_share,pagerank,eigenvector,"
        "core_number"
    ),
    "brokerage": f"{WHO},coordinator,itinerant_broker,representative,gatekeeper,liaison,total",
    "structural-holes": f"{WHO},constraint,effective_size,efficiency,hierarchy",
    "participation": f"{WHO},participation_coefficient,within_group_z",
    "mixing": "group_a,group_b,ties,share",
    "cooperation": (
        "cluster_a,cluster_b,projects,projects_without_managers,projects_managers_only,ties,ties_fractional,"
        "ties_without_managers,expected,ratio,p,q,expected_plain,sd_plain,z_plain,shared_members,"
        "probability_index,salton,jaccard"
    ),
    "comparison": (
        "cluster,name,members,companies,sme_known,sme_share,projects_direct,projects_through_members,"
        "projects_any,joint_projects,internal_ties,external_ties,partners,countries,published_members,completeness"
    ),
    "missing": (
        "organization_id,name,cluster,status,size,province,sector,distance,introducer_id,introducer,path,"
        "priority_system,is_sme"
    ),
}


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


def rows(result):
    assert result.exit_code == 0
    return list(csv.DictReader(io.StringIO(result.stdout)))


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_by_cluster_are_those_of_the_contract(dataset, name):
    result = run("analyze", name, dataset(), "--format", "csv")
    assert result.stdout.splitlines()[0] == COLUMNS[name]


@pytest.mark.parametrize("by", ["country", "kind", "province", "nuts3"])
@pytest.mark.parametrize("name", ["centrality", "brokerage", "structural-holes", "participation"])
def test_other_groups_are_named_in_a_last_column(dataset, name, by):
    organizations = (
        "organization_id,name,kind,country,province,nuts3\n"
        "o1,Alfa,company,IT,,\no2,Beta,university,IT,TO,ITC11\no3,Gamma,company,FR,,\no4,Delta,company,NA,,\n"
    )
    result = run("analyze", name, dataset(organizations=organizations), "--group-by", by, "--format", "csv")
    assert result.stdout.splitlines()[0] == COLUMNS[name] + ",group"
    groups = {row["organization_id"]: row["group"] for row in rows(result)}
    expected = {
        "country": {"o4": "NA", "o3": "FR"},
        "kind": {"o2": "university"},
        "province": {"o1": "", "o2": "TO"},
        "nuts3": {"o1": "", "o2": "ITC11"},
    }[by]
    assert expected.items() <= groups.items()


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("language", ["en", "it"])
def test_every_format_and_language_gives_an_answer(dataset, name, language):
    for form in ("table", "json"):
        result = run("analyze", name, dataset(), "--format", form, "--lang", language)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout


NEEDS = {
    "cooperation": "These data name no cluster, and cooperation is about clusters: add clusters",
    "comparison": "name no cluster, and comparison is about clusters: add clusters and memberships",
    "brokerage": "No organization has a known cluster here, by which brokerage tells groups apart: choose "
    "other groups with --group-by country|kind",
    "participation": "by which participation tells groups apart: choose other groups with --group-by",
    "mixing": "by which mixing tells groups apart: choose other groups with --group-by country|kind",
    "missing": "Nobody can be missing where no organization belongs to a cluster or lies in the region",
}


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("form", ["table", "csv"])
def test_data_without_clusters_give_an_answer_or_one_sentence(dataset, name, form):
    result = run("analyze", name, dataset(clusters=None, memberships=None), "--format", form)
    if name in NEEDS:
        assert (result.exit_code, result.stdout) == (1, "")
        assert NEEDS[name] in result.stderr
        assert result.stderr.count("\n") == 1
    else:
        assert (result.exit_code, result.stderr) == (0, "")
        assert "o1" in result.stdout


@pytest.mark.parametrize("name", ["brokerage", "participation", "mixing"])
def test_other_groups_need_no_clusters(dataset, name):
    bare = dataset(clusters=None, memberships=None)
    assert len(rows(run("analyze", name, bare, "--group-by", "country", "--format", "csv"))) > 2
    refused = run("analyze", name, bare, "--group-by", "nuts3")
    assert refused.exit_code == 1
    assert "No organization has a known NUTS-3 region here" in refused.stderr


def test_outside_as_a_group_counts_what_was_left_out(dataset):
    left_out = rows(run("analyze", "brokerage", dataset(), "--format", "csv"))
    as_group = rows(run("analyze", "brokerage", dataset(), "--format", "csv", "--outside", "as-group"))

    def total(found):
        return sum(float(row["total"]) for row in found)

    assert total(as_group) > total(left_out)


@pytest.mark.parametrize(("to", "read"), [("gexf", nx.read_gexf), ("graphml", nx.read_graphml)])
def test_export_writes_a_network_that_reads_back(dataset, tmp_path, to, read):
    file = tmp_path / "out" / f"network.{to}"
    result = run("export", dataset(), "--to", to, "--output", file)
    assert (result.exit_code, result.stdout, result.stderr) == (0, f"{file}\n", "")
    graph = read(file)
    assert graph.nodes["organization:o1"]["label"] == "Alfa"
    assert graph.number_of_nodes() == 4 + 3 + 2


def test_exported_gexf_has_colors_of_clusters_and_places(dataset, tmp_path):
    file = tmp_path / "network.gexf"
    run("export", dataset(), "--to", "gexf", "--output", file)
    nodes = nx.read_gexf(file).nodes
    assert nodes["organization:o1"]["viz"]["color"] == nodes["cluster:air"]["viz"]["color"]
    assert nodes["organization:o4"]["viz"]["color"] != nodes["cluster:air"]["viz"]["color"]
    assert all({"x", "y"} <= facts["viz"]["position"].keys() for _, facts in nodes(data=True))


@pytest.mark.parametrize("to", ["csv", "parquet"])
def test_export_of_tables_makes_a_folder(dataset, tmp_path, to):
    folder = tmp_path / "tables"
    result = run("export", dataset(), "--to", to, "--output", folder)
    assert result.exit_code == 0
    assert sorted(path.name for path in folder.iterdir()) == [f"edges.{to}", f"nodes.{to}"]


def test_export_of_one_layer_and_of_none_there_is(dataset, tmp_path):
    file = tmp_path / "network.graphml"
    assert (
        run("export", dataset(), "--to", "graphml", "--layer", "collaboration", "--output", file).exit_code
        == 0
    )
    graph = nx.read_graphml(file)
    assert not graph.is_directed()
    refused = run("export", dataset(), "--to", "graphml", "--layer", "friends", "--output", tmp_path / "x")
    assert refused.exit_code == 1
    assert "no layer 'friends'" in refused.stderr
    assert not (tmp_path / "x").exists()


def test_same_input_gives_the_same_bytes(dataset, tmp_path):
    for to in ("gexf", "graphml"):
        files = [tmp_path / f"{name}.{to}" for name in ("one", "two")]
        for file in files:
            run("export", dataset(), "--to", to, "--output", file)
        assert files[0].read_bytes() == files[1].read_bytes()
