"""Every public measure refuses what is wrong, in a sentence, before it computes anything."""

import importlib
import inspect
import pkgutil

import numpy as np
import pytest
from scipy.sparse import coo_array, csc_array, csr_array

import clusternet.analysis
from clusternet.exceptions import MeasureError

INNER = {"kernels", "entries", "validation"}
"""What measures call, with what they have checked."""


def given(name, n):
    """Something that is right for a network of n organizations in a ring."""
    ring = np.eye(n, k=1) + np.eye(n, k=1 - n)
    values = {
        "incidence": lambda: csr_array(((np.eye(n) + ring) > 0).astype(float)),
        "belonging": lambda: csr_array(((np.eye(n) + ring) > 0).astype(float)),
        "adjacency": lambda: csr_array(ring + ring.T),
        "ties": lambda: csr_array(ring + ring.T),
        "layers": lambda: [csr_array(ring + ring.T)] * 2,
        "membership": lambda: csr_array(np.full((n, 2), 0.5)),
        "group_of": lambda: np.arange(n) % 2,
        "strata": lambda: np.zeros(n, dtype=np.intp),
        "activity": lambda: np.ones(n, dtype=np.intp),
        "projects_per_organization": lambda: np.ones(n, dtype=np.intp),
        "in_group": lambda: np.ones(n, dtype=np.bool_),
        "participates": lambda: np.ones(n, dtype=np.bool_),
        "among": lambda: np.ones(n, dtype=np.bool_),
        "betweenness": lambda: np.ones(n),
        "counts": lambda: np.ones((n, n)),
        "organization": lambda: 0,
        "rng": lambda: np.random.default_rng(0),
        "samples": lambda: 2,
        "copies": lambda: 2,
    }
    return values[name]()


MATRICES = ("incidence", "belonging", "adjacency", "ties", "membership")
LABELS = ("group_of", "strata", "activity", "projects_per_organization")
MASKS = ("in_group", "participates", "among")
SETTINGS = {
    "progress",
    "threads",
    "weighting",
    "damping",
    "tolerance",
    "sd",
    "trades_per_row",
    "swaps_per_entry",
}
NO_MEASURES = {"check_rng", "check_times", "tie_weights", "passing_paths"}


def doors():
    """Every function of the room that says what it raises, and is not for checked arrays only."""
    for found in pkgutil.iter_modules(clusternet.analysis.__path__):
        if found.name in INNER:
            continue
        module = importlib.import_module(f"clusternet.analysis.{found.name}")
        for name, function in vars(module).items():
            ours = inspect.isfunction(function) and function.__module__ == module.__name__
            if not ours or name.startswith("_") or name in NO_MEASURES:
                continue
            said = inspect.getdoc(function) or ""
            if "Raises" in said and "not checked" not in said:
                yield f"{found.name}.{name}", function


DOORS = dict(doors())


def asked(function):
    """Names of its arguments, those left out that only say how to compute."""
    return [name for name in inspect.signature(function).parameters if name not in SETTINGS]


def answer(function, n, **instead):
    """Ask with something right in every place but some."""
    return function(**{name: given(name, n) for name in asked(function)} | instead)


def tampered(name, value):
    """A matrix of ones, changed behind the back of SciPy."""
    matrix = csr_array(np.ones((4, 4)))
    getattr(matrix, name)[5 if name == "indices" else 2] = value
    return matrix


def swollen(matrix):
    """An array with one entry more than its shape has room for."""
    matrix.indices = np.append(matrix.indices, np.int32(0))
    return matrix


NO_MATRIX = {
    "nan": csr_array(np.full((4, 4), np.nan)),
    "infinite": csr_array(np.full((4, 4), np.inf)),
    "negative": csr_array(-np.ones((4, 4))),
    "complex": csr_array(np.ones((4, 4), dtype=np.complex128)),
    "text": [["a"]],
    "dense": np.ones((4, 4)),
    "list": [[1]],
    "none": None,
    "index behind": tampered("indices", 4),
    "index far away": tampered("indices", 2**31 - 1),
    "negative index": tampered("indices", -1),
    "pointer behind": tampered("indptr", 99),
    "falling pointers": tampered("indptr", -3),
    "more indices than entries": swollen(csr_array(np.ones((4, 4)))),
}
NO_LABELS = {
    "too few": np.zeros(3, dtype=np.intp),
    "too many": np.zeros(5, dtype=np.intp),
    "a column": np.zeros((4, 1), dtype=np.intp),
    "numbers with a point": np.zeros(4),
    "nan": np.full(4, np.nan),
    "text": np.array(["a"] * 4),
    "list": [0] * 4,
    "none": None,
}
NO_MASK = {
    "too few": np.ones(3, dtype=np.bool_),
    "too many": np.ones(5, dtype=np.bool_),
    "numbers": np.ones(4, dtype=np.intp),
    "list": [True] * 4,
    "text": "all",
}


def cases(names, wrong):
    return [
        pytest.param(function, name, value, id=f"{door}-{name}-{what}")
        for door, function in DOORS.items()
        for name in asked(function)
        if name in names
        for what, value in wrong.items()
        if value is not inspect.signature(function).parameters[name].default
        # Whatever its length, it is all there is: nothing says how many there should be.
        if not (name == "projects_per_organization" and what.startswith("too"))
    ]


def test_there_are_many():
    assert len(DOORS) >= 40
    assert {"projection.project", "nearness.nearness", "cohesion.cohesion"} <= set(DOORS)


@pytest.mark.parametrize("function", DOORS.values(), ids=DOORS)
def test_what_is_right_is_taken(function):
    answer(function, 4)


@pytest.mark.parametrize(("function", "name", "value"), cases(MATRICES, NO_MATRIX))
def test_no_matrix(function, name, value):
    with pytest.raises(MeasureError, match=r"^\w+ .*: .*\.$"):
        answer(function, 4, **{name: value})


@pytest.mark.parametrize(("function", "name", "value"), cases(LABELS, NO_LABELS))
def test_no_labels(function, name, value):
    with pytest.raises(MeasureError, match=r"^\w+ .*: .*\.$"):
        answer(function, 4, **{name: value})


@pytest.mark.parametrize(("function", "name", "value"), cases(MASKS, NO_MASK))
def test_no_mask(function, name, value):
    with pytest.raises(MeasureError, match=r"^\w+ .*: .*\.$"):
        answer(function, 4, **{name: value})


@pytest.mark.parametrize("function", DOORS.values(), ids=DOORS)
def test_matrices_that_do_not_fit_each_other(function):
    matrices = [name for name in asked(function) if name in MATRICES]
    others = [name for name in asked(function) if name in (*MATRICES[1:], *LABELS, *MASKS)]
    for name in matrices[:1]:
        for other in set(others) - {name}:
            with pytest.raises(MeasureError):
                answer(function, 4, **{other: given(other, 5)})
    if {"adjacency", "ties"} & set(matrices):
        with pytest.raises(MeasureError):
            answer(function, 4, **{matrices[0]: csr_array(np.ones((4, 3)))})


@pytest.mark.parametrize("function", DOORS.values(), ids=DOORS)
@pytest.mark.parametrize("n", [0, 1])
def test_nobody_and_one(function, n):
    if function.__name__ == "pairs_by_cluster" and n == 0:
        return  # there is no organization to ask about
    answer(function, n)


@pytest.mark.parametrize("function", DOORS.values(), ids=DOORS)
@pytest.mark.parametrize("form", [csc_array, coo_array], ids=["columns", "pairs"])
def test_any_sparse_form_and_type_is_taken(function, form):
    """And what was given stays as it was."""
    matrices = {name: given(name, 4) for name in asked(function) if name in MATRICES}
    types = {name: np.float32 if name == "membership" else np.int8 for name in matrices}
    others = {name: form(matrix.astype(types[name])) for name, matrix in matrices.items()}
    before = {name: matrix.copy() for name, matrix in others.items()}
    answer(function, 4, **others)
    for name, matrix in others.items():
        assert matrix.dtype == before[name].dtype
        assert (matrix != before[name]).nnz == 0


@pytest.mark.parametrize("organization", [-1, 4, 2**40, 1.0, None, True, "0"])
def test_no_organization(organization):
    with pytest.raises(MeasureError, match=r"^organization is .*: give a row number from 0 to 3\.$"):
        answer(DOORS["bridging.pairs_by_cluster"], 4, organization=organization)
