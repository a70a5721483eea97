"""Every analysis keeps the columns that others rely on, in every format and grouping."""

import csv
import io

import networkx as nx
import pyarrow.parquet as pq
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
        assert result.exit_code == 0
        assert ("These data name no cluster" in result.stderr) == (form == "csv")
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
    metadata = ["csv-metadata.json"] if to == "csv" else []
    assert sorted(path.name for path in folder.iterdir()) == [*metadata, f"edges.{to}", f"nodes.{to}"]
    assert sorted(result.stdout.splitlines()) == sorted(map(str, folder.iterdir()))


def projects_in(file):
    return {node for node in nx.read_graphml(file) if node.startswith("project:")}


@pytest.mark.parametrize(
    ("options", "projects"),
    [
        ((), {"p1", "p2", "p3"}),
        (("--period", "2019-2022"), {"p3"}),
        (("--period", "2019-2022", "--period-by", "overlap"), {"p2", "p3"}),
        (("--level", "regional"), {"p2"}),
    ],
    ids=" ".join,
)
def test_export_asks_for_what_counts_as_an_analysis_does(dataset, tmp_path, options, projects):
    folder = dataset(
        projects="project_id,start_date,end_date,level\np1,2015,2016,eu\np2,2018-05,2019,regional\np3,2022,,eu\n"
    )
    file = tmp_path / "network.graphml"
    result = run("export", folder, "--to", "graphml", "--output", file, *options)
    assert (result.exit_code, result.stderr) == (0, "")
    assert projects_in(file) == {f"project:{name}" for name in projects}


def test_export_without_managers_leaves_them_out_and_says_so(dataset, tmp_path):
    file = tmp_path / "network.graphml"
    run("export", dataset(), "--to", "graphml", "--output", file, "--without-managers")
    assert "organization:o3" not in nx.read_graphml(file)
    assert "1 organization that manages a cluster is left out" in file.read_text()
    run("export", dataset(), "--to", "graphml", "--output", file, "--without-managers", "--lang", "it")
    assert "1 soggetto gestore è escluso" in file.read_text()


def test_export_of_made_up_data_says_so_in_every_format(dataset, tmp_path):
    folder = dataset(card="made_up = true\n")
    for to in ("gexf", "graphml", "csv", "parquet"):
        assert run("export", folder, "--to", to, "--output", tmp_path / to).exit_code == 0
    said = b"These data are made up"
    assert said in (tmp_path / "gexf").read_bytes()
    assert said in (tmp_path / "graphml").read_bytes()
    assert said in (tmp_path / "csv" / "csv-metadata.json").read_bytes()
    for name in ("nodes", "edges"):
        assert said in pq.read_schema(tmp_path / "parquet" / f"{name}.parquet").metadata[b"clusternet"]


def test_export_tells_of_rows_set_aside(dataset, tmp_path):
    folder = dataset(participations="project_id,organization_id\np1,o1\np1,o2\np1,o9\n")
    result = run("export", folder, "--to", "graphml", "--output", tmp_path / "x.graphml")
    assert result.exit_code == 0
    assert result.stderr == "1 row of the source was set aside: `clusternet check` says why.\n"


def test_too_many_nodes_are_not_laid_out_and_that_is_told(dataset, tmp_path):
    names = [f"o{number}" for number in range(5_001)]
    folder = dataset(
        organizations=[["organization_id", "name"], *([name, name] for name in names)],
        memberships=None,
        clusters=None,
        participations=[["project_id", "organization_id"], *(["p1", name] for name in names[:3])],
    )
    file = tmp_path / "network.gexf"
    result = run("export", folder, "--to", "gexf", "--output", file)
    assert result.exit_code == 0
    assert result.stderr.startswith("These are too many nodes to be laid out here")
    assert b"viz:color" in file.read_bytes()
    assert b"viz:position" not in file.read_bytes()


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
