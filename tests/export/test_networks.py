"""Networks leave as files that other programs read, and come back equal."""

import io

import networkx as nx
import pandas as pd
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from clusternet.export.gexf import render_gexf
from clusternet.export.graph import Looks, exchange_graph
from clusternet.export.graphml import render_graphml
from clusternet.export.nodes_edges import render_csv_tables, render_parquet_tables
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


@given(networks())
def test_files_do_not_say_when_they_were_written(network):
    graph = exchange_graph(network)
    assert b"lastmodified" not in render_gexf(graph, Looks())
    assert render_gexf(graph, Looks()) == render_gexf(graph, Looks())


def edges_of(graph):
    return sorted(
        (one, other, key, sorted(facts.items()))
        for one, other, key, facts in graph.edges(keys=True, data=True)
    )


@given(networks())
def test_graphml_reads_back_equal(network):
    graph = exchange_graph(network)
    again = nx.read_graphml(io.BytesIO(render_graphml(graph)), force_multigraph=True)
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    assert edges_of(again) == edges_of(graph)


@given(networks())
def test_gexf_reads_back_equal_with_its_looks(network):
    graph = exchange_graph(network)
    places = {node: (float(place), -0.5) for place, node in enumerate(graph)}
    again = nx.read_gexf(io.BytesIO(render_gexf(graph, Looks(positions=places))))
    read = {}
    for node, facts in again.nodes(data=True):
        drawn = facts.pop("viz")
        assert (drawn["position"]["x"], drawn["position"]["y"]) == places[node]
        assert drawn["color"] == {"r": 184, "g": 175, "b": 156, "a": 1.0}
        read[node] = facts
    assert read == dict(graph.nodes(data=True))
    assert again.number_of_edges() == graph.number_of_edges()
    layers = sorted(facts["layer"] for *_, facts in again.edges(data=True))
    assert layers == sorted(facts["layer"] for *_, facts in graph.edges(data=True))


@given(networks())
def test_nothing_is_none_and_isolates_stay(network):
    graph = exchange_graph(network)
    assert {node for node, facts in graph.nodes(data=True) if facts["node_kind"] == "organization"} == {
        f"organization:{name}" for name in network.organizations.ids
    }
    values = [value for _, facts in graph.nodes(data=True) for value in facts.values()]
    values += [value for *_, facts in graph.edges(data=True) for value in facts.values()]
    assert {type(value) for value in values} <= {str, bool, float}


@given(networks())
def test_parquet_reads_back_the_nodes_and_edges(network):
    files = render_parquet_tables(network)
    nodes = pd.read_parquet(io.BytesIO(files["nodes.parquet"]))
    edges = pd.read_parquet(io.BytesIO(files["edges.parquet"]))
    assert nodes["node"].tolist() == list(exchange_graph(network))
    assert len(edges) == sum(len(layer) for layer in network.layers.values())


def test_csv_guards_what_a_spreadsheet_would_run_and_keeps_the_unknown_empty():
    network = network_from_tables(
        clusters=pa.table({"cluster_id": pa.array([], pa.string()), "position": pa.array([], pa.int64())}),
        organizations=pa.table(
            {
                "organization_id": ["x"],
                "name": ["=1+1"],
                "is_sme": [True],
                "city": pa.array([None], pa.string()),
            }
        ),
        projects=pa.table(
            {"project_id": ["p"], "start_date": ["2019"], "end_date": pa.array([None], pa.string())}
        ),
        affiliations=pa.table(
            {
                "organization_id": pa.array([], pa.string()),
                "cluster_id": pa.array([], pa.string()),
                "weight": pa.array([], pa.float64()),
                "manages": pa.array([], pa.bool_()),
                "valid_from": pa.array([], pa.string()),
                "valid_to": pa.array([], pa.string()),
            }
        ),
        participations=pa.table({"organization_id": ["x"], "project_id": ["p"], "coordinates": [False]}),
    )
    files = render_csv_tables(network)
    assert files["nodes.csv"].decode().splitlines()[1] == "organization:x,organization,x,'=1+1,true,,,"
    assert files["edges.csv"].decode().splitlines()[1:] == [
        "organization:x,project:p,participation,1.0,2019,"
    ]
