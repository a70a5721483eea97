"""Networks leave as files that other programs read, and come back equal."""

import io
import json
from collections import Counter
from xml.etree import ElementTree as ET

import igraph
import networkx as nx
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clusternet.exceptions import UnknownName
from clusternet.export.gexf import render_gexf
from clusternet.export.graph import Looks
from clusternet.export.graphml import render_graphml
from clusternet.export.nodes_edges import render_csv_tables, render_parquet_tables
from clusternet.language.catalog import catalog
from clusternet.network.convert import to_networkx
from clusternet.network.multilayer import network_from_tables

# What the door lets in: no control character, no lone surrogate.
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)


@st.composite
def networks(draw):
    organizations = draw(st.lists(TEXT, min_size=1, max_size=5, unique=True))
    projects = draw(st.lists(TEXT, max_size=3, unique=True))
    clusters = draw(st.lists(TEXT, max_size=2, unique=True))
    participations = draw(
        st.sets(st.tuples(st.sampled_from(organizations), st.sampled_from(projects or [""])))
    )
    memberships = draw(st.sets(st.tuples(st.sampled_from(organizations), st.sampled_from(clusters or [""]))))
    participations = sorted(participations) if projects else []
    memberships = sorted(memberships) if clusters else []

    def column(values, arrow_type):
        return pa.array(values, arrow_type)

    def facts(n, arrow_type, values):
        return column(draw(st.lists(st.none() | values, min_size=n, max_size=n)), arrow_type)

    n = len(organizations)
    return network_from_tables(
        clusters=pa.table(
            {
                "cluster_id": column(clusters, pa.string()),
                "position": column(range(len(clusters)), pa.int64()),
                "name": facts(len(clusters), pa.string(), TEXT),
            }
        ),
        organizations=pa.table(
            {
                "organization_id": column(organizations, pa.string()),
                "name": facts(n, pa.string(), TEXT),
                "is_sme": facts(n, pa.bool_(), st.booleans()),
                "latitude": facts(n, pa.float64(), st.floats(-90, 90)),
            }
        ),
        projects=pa.table(
            {
                "project_id": column(projects, pa.string()),
                "start_date": facts(len(projects), pa.string(), st.sampled_from(["2019", "2019-05"])),
                "end_date": facts(len(projects), pa.string(), st.just("2020")),
            }
        ),
        affiliations=pa.table(
            {
                "organization_id": column([one for one, _ in memberships], pa.string()),
                "cluster_id": column([other for _, other in memberships], pa.string()),
                "weight": column([0.5] * len(memberships), pa.float64()),
                "manages": column([draw(st.booleans()) for _ in memberships], pa.bool_()),
                "valid_from": column([None] * len(memberships), pa.string()),
                "valid_to": column(["2020"] * len(memberships), pa.string()),
            }
        ),
        participations=pa.table(
            {
                "organization_id": column([one for one, _ in participations], pa.string()),
                "project_id": column([other for _, other in participations], pa.string()),
                "coordinates": column([draw(st.booleans()) for _ in participations], pa.bool_()),
            }
        ),
    )


def graphml(network, layers=None):
    return b"".join(render_graphml(network, layers))


def gexf(network, looks=None, layers=None):
    return b"".join(render_gexf(network, looks or Looks(), layers))


def labelled(network, layers=None):
    """The network by another way: as networkx has it, with a label for every node."""
    graph = to_networkx(network, layers)
    for _, facts in graph.nodes(data=True):
        name = facts.pop("id")
        facts["label"] = facts.get("name") or facts.get("acronym") or facts.get("title") or name
    return graph


def edges_of(graph):
    """Edges but for their keys, which are their layers here and numbers once read."""
    return sorted((*sorted(ends), sorted(facts.items())) for *ends, facts in graph.edges(data=True))


ABOUT = {"schema": 1, "name": "network", "caveats": ["Made up."]}


def csv_files(network):
    files = render_csv_tables(network, about=ABOUT, catalog=catalog("en"))
    return {name: b"".join(pieces) for name, pieces in files.items()}


@given(networks())
@settings(deadline=None)
def test_files_do_not_say_when_they_were_written(network):
    assert gexf(network) == gexf(network)
    assert b"date" not in gexf(network).split(b"<graph", 1)[0]
    assert graphml(network) == graphml(network)


@given(networks())
@settings(deadline=None)
def test_graphml_reads_back_equal(network):
    again = nx.read_graphml(io.BytesIO(graphml(network)), force_multigraph=True)
    expected = labelled(network)
    assert dict(again.nodes(data=True)) == dict(expected.nodes(data=True))
    assert list(again) == list(expected)
    assert edges_of(again) == edges_of(expected)
    assert again.is_directed()


@given(networks())
@settings(deadline=None)
def test_one_layer_in_graphml_reads_back_equal(network):
    again = nx.read_graphml(io.BytesIO(graphml(network, ["collaboration"])), force_multigraph=True)
    assert edges_of(again) == edges_of(labelled(network, ["collaboration"]))
    assert not again.is_directed()


@given(networks())
@settings(deadline=None)
def test_gexf_reads_back_equal_with_its_looks(network):
    expected = labelled(network)
    places = {node: (float(place), -0.5) for place, node in enumerate(expected)}
    again = nx.read_gexf(io.BytesIO(gexf(network, Looks(positions=places))))
    read = {}
    for node, facts in again.nodes(data=True):
        drawn = facts.pop("viz")
        assert (drawn["position"]["x"], drawn["position"]["y"]) == places[node]
        assert drawn["color"] == {"r": 184, "g": 175, "b": 156, "a": 1.0}
        read[node] = facts
    assert read == dict(expected.nodes(data=True))
    for *_, facts in again.edges(data=True):
        facts.pop("id")
    assert edges_of(again) == edges_of(expected)


@given(networks())
@settings(deadline=None)
def test_isolates_stay(network):
    again = nx.read_graphml(io.BytesIO(graphml(network)))
    assert {node for node, kind in again.nodes(data="node_kind") if kind == "organization"} == {
        f"organization:{name}" for name in network.organizations.ids
    }


@given(networks())
@settings(deadline=None)
def test_parquet_reads_back_the_nodes_and_edges(network):
    files = render_parquet_tables(network, about=ABOUT)
    nodes = pd.read_parquet(io.BytesIO(files["nodes.parquet"]))
    edges = pd.read_parquet(io.BytesIO(files["edges.parquet"]))
    assert nodes["node"].tolist() == list(to_networkx(network))
    assert len(edges) == sum(len(layer) for layer in network.layers.values())


def of_organizations(organizations, *, participations=((0, 0),), projects=1):
    """A network in which organizations have some columns and take part in projects by number."""
    text = pa.string()
    ids = organizations["organization_id"]
    return network_from_tables(
        clusters=pa.table({"cluster_id": pa.array([], text), "position": pa.array([], pa.int64())}),
        organizations=pa.table(organizations),
        projects=pa.table(
            {
                "project_id": [f"p{number:05}" for number in range(projects)],
                "start_date": ["2019"] * projects,
                "end_date": pa.nulls(projects, text),
            }
        ),
        affiliations=pa.table(
            {
                **{name: pa.array([], text) for name in ("organization_id", "cluster_id")},
                "weight": pa.array([], pa.float64()),
                "manages": pa.array([], pa.bool_()),
                **{name: pa.array([], text) for name in ("valid_from", "valid_to")},
            }
        ),
        participations=pa.table(
            {
                "organization_id": [ids[one] for one, _ in participations],
                "project_id": [f"p{other:05}" for _, other in participations],
                "coordinates": [False] * len(participations),
            }
        ),
    )


def test_csv_guards_what_a_spreadsheet_would_run_and_keeps_the_unknown_empty():
    network = of_organizations(
        {
            "organization_id": ["x"],
            "name": ["=1+1"],
            "is_sme": [True],
            "city": pa.array([None], pa.string()),
        }
    )
    files = csv_files(network)
    assert files["nodes.csv"].decode().splitlines()[1] == "organization:x,organization,x,'=1+1,true,,,"
    assert files["edges.csv"].decode().splitlines()[1:] == [
        "organization:x,project:p00000,participation,1.0,2019,"
    ]


def test_igraph_reads_graphml(tmp_path):
    network = of_organizations(
        {
            "organization_id": ["a <b>", "c"],
            "name": ["Università", None],
            "is_sme": [True, None],
            "latitude": [45.07, None],
        },
        participations=[(0, 0), (1, 0)],
    )
    file = tmp_path / "network.graphml"
    file.write_bytes(graphml(network))
    graph = igraph.Graph.Read_GraphML(str(file))
    assert graph.is_directed()
    assert graph.vs["id"] == ["organization:a <b>", "organization:c", "project:p00000"]
    assert graph.vs["label"] == ["Università", "c", "p00000"]
    assert graph.vs["is_sme"][0] is True
    assert graph.vs["latitude"][0] == 45.07
    assert [(*edge.tuple, edge["layer"], edge["weight"], edge["directed"]) for edge in graph.es] == [
        (0, 2, "participation", 1.0, True),
        (1, 2, "participation", 1.0, True),
        (0, 1, "collaboration", 1.0, False),
    ]


GRAPHML, XML = "{http://graphml.graphdrawing.org/xmlns}", ET.fromstring
NASTY = "<a & 'b' \"c\">\t]]>\r\n\x01\ufffe\U0001f600"


@pytest.mark.parametrize(("render", "read"), [(graphml, nx.read_graphml), (gexf, nx.read_gexf)])
def test_any_sign_is_written_and_what_xml_cannot_hold_is_replaced(render, read):
    network = of_organizations(
        {"organization_id": [f'o "{NASTY}'], "name": [NASTY], f"città {NASTY}": [NASTY]}
    )
    graph = read(io.BytesIO(render(network)))
    cleaned = NASTY.replace("\x01", "\ufffd").replace("\ufffe", "\ufffd")
    facts = graph.nodes[f'organization:o "{cleaned}']
    assert facts["name"] == facts["label"] == facts[f"città {cleaned}"] == cleaned
    assert graph.number_of_edges() == 1


@pytest.mark.parametrize(("render", "read"), [(graphml, nx.read_graphml), (gexf, nx.read_gexf)])
def test_columns_of_the_data_do_not_take_the_place_of_ours(render, read):
    theirs = ("node", "node_kind", "id", "label", "layer", "weight", "source", "target", "position", "viz")
    network = of_organizations(
        {"organization_id": ["o"], "name": ["Alfa"], **{name: [f"my {name}"] for name in theirs}}
    )
    graph = read(io.BytesIO(render(network)))
    facts = graph.nodes["organization:o"]
    assert (facts["node_kind"], facts["label"]) == ("organization", "Alfa")
    for name in ("node", "node_kind", "id", "label"):
        assert facts[f"{name}_stated"] == f"my {name}"
    for name in ("layer", "weight", "source", "target", "position"):
        assert facts[name] == f"my {name}"
    assert [facts["layer"] for *_, facts in graph.edges(data=True)] == ["participation"]


@pytest.mark.parametrize(("render", "read"), [(graphml, nx.read_graphml), (gexf, nx.read_gexf)])
def test_of_a_person_nothing_is_told_that_says_who_it_is(render, read):
    network = of_organizations(
        {
            "organization_id": ["o", "q"],
            "name": ["Anna Rossi", "Alfa"],
            "tax_code": ["RSSNNA80A01L219X", "1"],
            "email": ["anna@rossi.example", "alfa@example.org"],
            "latitude": [45.0, 45.0],
            "city": ["Torino", "Torino"],
            "person": [True, False],
        }
    )
    nodes = read(io.BytesIO(render(network))).nodes
    assert nodes["organization:o"].items() >= {"label": "o", "name": "o", "city": "Torino"}.items()
    assert not {"tax_code", "email", "latitude"} & nodes["organization:o"].keys()
    assert nodes["organization:q"]["email"] == "alfa@example.org"
    assert b"Anna" not in render(network)


def test_gephi_reads_graphml_as_it_is_meant():
    """It keeps one edge of each id, takes keys d3 and d7 for labels, and facts named as looks for looks."""
    network = of_organizations(
        {"organization_id": ["a", "b", "c"], "name": ["A", "B", "C"], "size": ["micro", "small", None]},
        participations=[(0, 0), (1, 0), (2, 0), (0, 1), (1, 1)],
        projects=2,
    )
    document = XML(graphml(network))
    keys = {key.get("id"): (key.get("for"), key.get("attr.name")) for key in document.iter(f"{GRAPHML}key")}
    edges = list(document.iter(f"{GRAPHML}edge"))
    assert len(edges) == 5 + 3
    assert {edge.get("id") for edge in edges} == {None}
    assert not {"d3", "d7"} & keys.keys()
    assert {("node", "label"), ("edge", "weight"), ("node", "size_stated")} <= set(keys.values())
    assert ("node", "size") not in keys.values()


def test_gexf_tells_layers_apart_and_names_every_edge_once():
    network = of_organizations(
        {"organization_id": ["a", "b"], "name": ["A", "B"]}, participations=[(0, 0), (1, 0)]
    )
    edges = list(XML(gexf(network)).iter("{http://gexf.net/1.3}edge"))
    assert Counter(edge.get("kind") for edge in edges) == {"participation": 2, "collaboration": 1}
    assert len({edge.get("id") for edge in edges}) == 3


@given(networks())
@settings(deadline=None)
def test_graphml_keeps_to_its_schema(network):
    """Keys first, nodes before edges, all of them once, every datum of a declared key of its kind."""
    document = XML(graphml(network))
    *keys, graph = list(document)
    assert {key.tag for key in keys} <= {f"{GRAPHML}key"}
    kind_of = {key.get("id"): key.get("for") for key in keys}
    assert len(kind_of) == len(keys)
    assert len({(key.get("for"), key.get("attr.name")) for key in keys}) == len(keys)
    assert {key.get("attr.type") for key in keys} <= {"boolean", "int", "long", "float", "double", "string"}
    kinds = [element.tag.removeprefix(GRAPHML) for element in graph]
    assert kinds == sorted(kinds, reverse=True)
    nodes = [element.get("id") for element in graph if element.get("id")]
    assert len(set(nodes)) == len(nodes)
    for element in graph:
        data = [datum.get("key") for datum in element]
        assert len(set(data)) == len(data)
        assert {kind_of[key] for key in data} <= {element.tag.removeprefix(GRAPHML)}
        assert {element.get("source", nodes[0]), element.get("target", nodes[0])} <= set(nodes)


@pytest.mark.parametrize("render", [graphml, gexf])
def test_a_large_network_is_written_whole(render):
    n = 30_000
    rng = np.random.default_rng(0)
    pairs = sorted({(int(one), int(other)) for one, other in rng.integers(0, n, (n, 2))})
    network = of_organizations(
        {"organization_id": [f"o{number:05}" for number in range(n)], "latitude": rng.normal(size=n)},
        participations=pairs,
        projects=n,
    )
    graph = XML(render(network, layers=["participation"]))
    tags = Counter(element.tag.rpartition("}")[2] for element in graph.iter())
    assert (tags["node"], tags["edge"]) == (2 * n, len(pairs))
    edges = [element for element in graph.iter() if element.tag.endswith("}edge")]
    read = [(edge.get("source"), edge.get("target")) for edge in edges]
    assert read == [(f"organization:o{one:05}", f"project:p{other:05}") for one, other in pairs]


def test_a_layer_that_is_none_is_told():
    network = of_organizations({"organization_id": ["a"]})
    for render in (graphml, gexf):
        with pytest.raises(UnknownName, match="no layer 'friends'"):
            render(network, layers=["friends"])


def test_a_network_without_edges_is_written():
    network = of_organizations({"organization_id": ["a"]})
    for render, read in ((graphml, nx.read_graphml), (gexf, nx.read_gexf)):
        assert set(read(io.BytesIO(render(network, layers=["membership"])))) == {
            "organization:a",
            "project:p00000",
        }


def test_every_format_says_what_must_be_known(tmp_path):
    network = of_organizations({"organization_id": ["a"], "founded": ["2019"], "is_sme": [True]})
    said = "Made up & <incomplete>."
    document = XML(b"".join(render_graphml(network, about=said)))
    assert document[0].tag == f"{GRAPHML}desc"
    assert document[0].text == said
    assert nx.read_graphml(io.BytesIO(b"".join(render_graphml(network, about=said)))).number_of_nodes() == 2
    file = tmp_path / "network.graphml"
    file.write_bytes(b"".join(render_graphml(network, about=said)))
    assert igraph.Graph.Read_GraphML(str(file)).vcount() == 2
    meta = XML(b"".join(render_gexf(network, Looks(), about=said)))[0]
    assert [(element.tag, element.text) for element in meta] == [
        ("{http://gexf.net/1.3}creator", "clusternet"),
        ("{http://gexf.net/1.3}description", said),
    ]
    parquet = render_parquet_tables(network, about=ABOUT)
    for content in parquet.values():
        assert json.loads(pq.read_schema(io.BytesIO(content)).metadata[b"clusternet"]) == ABOUT
    metadata = json.loads(csv_files(network)["csv-metadata.json"])
    assert metadata["notes"] == [ABOUT]
    for described in metadata["tables"]:
        heading = csv_files(network)[described["url"]].decode().splitlines()[0].split(",")
        assert [column["titles"] for column in described["tableSchema"]["columns"]] == heading
    types = {
        column["titles"]: column["datatype"] for column in metadata["tables"][0]["tableSchema"]["columns"]
    }
    assert (types["is_sme"], types["founded"]) == ("boolean", "string")
