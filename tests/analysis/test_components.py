import igraph
import numpy as np
import pytest

from clusternet.analysis.components import components
from clusternet.analysis.projection import project


def numbered(members, n):
    """Parts from large to small, equal ones by their first organization."""
    part = np.empty(n, dtype=int)
    for number, those in enumerate(sorted(members, key=lambda those: (-len(those), min(those)))):
        part[list(those)] = number
    return part.tolist()


def test_parts_are_whom_a_search_reaches(awkward_hypergraphs, searched):
    for case in awkward_hypergraphs:
        reached = {frozenset(steps) for steps, _ in searched(case)}
        assert components(case.incidence).tolist() == numbered(reached, case.n)


def test_parts_are_those_of_igraph(wild_hypergraphs):
    for case in wild_hypergraphs:
        ties = project(case.incidence).tocoo()
        graph = igraph.Graph(n=case.n, edges=list(zip(ties.row.tolist(), ties.col.tolist(), strict=True)))
        assert components(case.incidence).tolist() == numbered(list(graph.connected_components()), case.n)


@pytest.mark.parametrize("name", ["without_projects", "without_organizations"])
def test_nobody_together(name, request):
    case = request.getfixturevalue(name)
    assert components(case.incidence).tolist() == list(range(case.n))
