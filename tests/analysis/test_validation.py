import numpy as np
import pytest
from scipy.sparse import (
    bsr_array,
    coo_array,
    csc_array,
    csr_array,
    csr_matrix,
    dia_array,
    dok_array,
    lil_array,
)

from clusternet.analysis.validation import (
    check_adjacency,
    check_directed,
    check_incidence,
    check_labels,
    check_mask,
    check_membership,
    check_partition,
    check_shares,
)
from clusternet.exceptions import (
    ClusternetError,
    MeasureError,
    NegativeWeight,
    NotBinary,
    NotFinite,
    NotSymmetric,
    PartitionMismatch,
    ShapeMismatch,
)

FORMATS = [csr_array, csc_array, coo_array, bsr_array, dia_array, lil_array, dok_array, csr_matrix]
DTYPES = [np.bool_, np.int8, np.uint8, np.int64, np.float32, np.float64, np.longdouble]


@pytest.mark.parametrize("of_format", FORMATS)
@pytest.mark.parametrize("dtype", DTYPES)
def test_any_format_and_type_becomes_the_same_incidence(of_format, dtype):
    entries = np.array([[0, 1, 0], [1, 0, 1]], dtype=np.float64 if dtype is np.longdouble else dtype)
    incidence = of_format(entries).astype(dtype)
    checked = check_incidence(incidence)
    assert type(checked) is csr_array
    assert checked.dtype == np.float64
    assert checked.has_canonical_format
    assert checked.indptr.tolist() == [0, 1, 3]
    assert checked.indices.tolist() == [1, 0, 2]
    assert checked.data.tolist() == [1, 1, 1]
    assert incidence.dtype == dtype


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (2, 2)])
def test_empty_incidence_is_fine(shape):
    checked = check_incidence(csr_array(shape))
    assert checked.shape == shape
    assert checked.nnz == 0


def test_explicit_zeros_go_and_indices_are_sorted():
    incidence = csr_array(
        (np.array([1.0, 0.0, -0.0, 1.0]), np.array([2, 1, 0, 0]), np.array([0, 3, 4])), shape=(2, 3)
    )
    checked = check_incidence(incidence)
    assert checked.indices.tolist() == [2, 0]
    assert checked.indptr.tolist() == [0, 1, 2]
    assert incidence.nnz == 4  # and what came in stays as it was
    assert incidence.indices.tolist() == [2, 1, 0, 0]


@pytest.mark.parametrize(
    ("entry", "error", "message"),
    [
        (2, NotBinary, r"^incidence has 2\.0 in row 1, column 2: store 1 for "),
        (0.5, NotBinary, r"^incidence has 0\.5 in row 1, column 2: "),
        (-1, NotBinary, r"^incidence has -1\.0 in row 1, column 2: "),
        (1 + 2**-52, NotBinary, r"^incidence has 1\.0000000000000002 in row 1, column 2: "),
        (np.nan, NotFinite, "^incidence has nan in row 1, column 2: "),
        (-np.inf, NotFinite, "^incidence has -inf in row 1, column 2: "),
    ],
)
def test_first_bad_entry_is_named(entry, error, message):
    # Stored last but one; a later bad entry and the order of storage do not matter.
    incidence = coo_array(([1, entry, entry], ([0, 3, 1], [0, 0, 2])), shape=(4, 3))
    with pytest.raises(error, match=message):
        check_incidence(incidence)


@pytest.mark.parametrize("entries", [[1, 1], [True, True], [0.5, 0.5], [2, -1]])
@pytest.mark.parametrize("of_format", [csr_array, csc_array, coo_array])
def test_an_organization_takes_part_once(entries, of_format):
    """Also when booleans would saturate at one, or halves add up to it."""
    twice = coo_array((np.array(entries), ([1, 1], [0, 0])), shape=(2, 2))
    if of_format is csr_array:
        twice = csr_array((np.array(entries), np.array([0, 0]), np.array([0, 0, 2])), shape=(2, 2))
    elif of_format is csc_array:
        twice = csc_array((np.array(entries), np.array([1, 1]), np.array([0, 2, 2])), shape=(2, 2))
    with pytest.raises(NotBinary, match=r"^incidence (stores|has) .*row 1, column 0"):
        check_incidence(twice)


def test_entries_too_large_for_float64_are_not_finite():
    huge = csr_array(np.array([[np.longdouble("1e4000")]]))
    with pytest.raises(NotFinite, match=r"^incidence has inf in row 0, column 0: "):
        check_incidence(huge)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (np.ones((2, 2)), "^incidence is a numpy array of float64: give a scipy sparse array"),
        ([[1, 0]], "^incidence is of type list: "),
        (None, "^incidence is None: "),
        ("incidence", "^incidence is of type str: "),
        (csr_array(np.ones((2, 2), dtype=complex)), "^incidence holds entries of type complex128: "),
    ],
)
def test_what_is_no_sparse_array_of_numbers_is_refused(value, message):
    with pytest.raises(MeasureError, match=message):
        check_incidence(value)


def test_one_dimension_is_refused():
    with pytest.raises(ShapeMismatch, match=r"^incidence has 1 dimensions: "):
        check_incidence(coo_array(np.ones(3)))


def broken(of_format, **changes):
    matrix = of_format(np.eye(3))
    for attribute, value in changes.items():
        setattr(matrix, attribute, value)
    return matrix


NO_INTEGERS = "its index arrays do not hold integers"
MISFIT = "its index arrays do not fit its shape"
POINTERS = "its index pointers do not run from 0 upward to the number of entries"
OUTSIDE = "it has an index outside its shape"


@pytest.mark.parametrize(
    ("matrix", "problem"),
    [
        (broken(csr_array, indices=np.array([0, 1, 99])), OUTSIDE),
        (broken(csr_array, indices=np.array([0, -1, 2])), OUTSIDE),
        (broken(csr_array, indices=np.array([0.0, 1.0, 2.0])), NO_INTEGERS),
        (broken(csr_array, indptr=np.array([0.0, 1.0, 2.0, 3.0])), NO_INTEGERS),
        (broken(csr_array, indices=np.array([0, 1])), MISFIT),
        (broken(csr_array, indptr=np.array([0, 1, 2])), MISFIT),
        (broken(csr_array, indptr=np.array([0, 5, 2, 3])), POINTERS),
        (broken(csr_array, indptr=np.array([0, 1, 2, 400])), POINTERS),
        (broken(csr_array, indptr=np.array([1, 1, 2, 3])), POINTERS),
        (broken(csr_array, indptr=np.array([0, 0, 0, -5])), POINTERS),
        (broken(csc_array, indices=np.array([0, 1, 99])), OUTSIDE),
        (broken(csc_array, indptr=np.array([0, 1, 2, 400])), POINTERS),
        (broken(bsr_array, indices=np.array([0, 1, 7])), OUTSIDE),
        # SciPy's own words, once the coordinates are listed
        (broken(coo_array, coords=(np.array([0, 1, 99]), np.array([0, 1, 2]))), ".*"),
        (broken(coo_array, coords=(np.array([0, 1, 2]), np.array([0, -9, 2]))), ".*"),
        (broken(coo_array, coords=(np.array([0, 1]), np.array([0, 1, 2]))), ".*"),
        (broken(coo_array, data=np.ones(2)), ".*"),
        (broken(lil_array, rows=np.array([[0], [1], [99]], dtype=object)), ".*"),
    ],
)
def test_garbage_indices_never_reach_compiled_code(matrix, problem):
    for check in (check_incidence, check_adjacency, lambda value: check_membership(value, 3)):
        with pytest.raises(MeasureError, match=rf"is broken inside \({problem}\): build it again"):
            check(matrix)


def test_rectangular_formats_are_checked_the_right_way_round():
    wide = np.array([[0, 0, 0, 1], [1, 0, 0, 0]])
    for of_format in (csr_array, csc_array, lambda entries: bsr_array(entries, blocksize=(1, 2))):
        assert check_incidence(of_format(wide)).toarray().tolist() == wide.tolist()
        assert check_incidence(of_format(wide).T).toarray().tolist() == wide.T.tolist()


def test_adjacency_loses_its_self_loops():
    given = csr_array(np.array([[3, 1, 0], [1, 0, 0.25], [0, 0.25, 7]]))
    checked = check_adjacency(given)
    assert checked.toarray().tolist() == [[0, 1, 0], [1, 0, 0.25], [0, 0.25, 0]]
    assert checked.nnz == 4
    assert given.nnz == 6


def test_parallel_ties_add_up():
    rows, columns = [0, 1, 0, 1], [1, 0, 1, 0]
    assert check_adjacency(coo_array(([1, 1, 2, 2], (rows, columns)), shape=(2, 2))).toarray()[0, 1] == 3
    with pytest.raises(NotFinite, match=r"^adjacency adds up to inf in row 0, column 1: "):
        check_adjacency(coo_array(([1e308] * 4, (rows, columns)), shape=(2, 2)))


@pytest.mark.parametrize(
    ("entries", "error", "message"),
    [
        ([[0, 1]], ShapeMismatch, r"^ties has shape \(1, 2\): "),
        ([[0, 1], [0, 0]], NotSymmetric, r"^ties has 1\.0 in row 0, column 1 but 0\.0 in row 1, column 0: "),
        (
            [[0, 1], [1 + 2**-52, 0]],
            NotSymmetric,
            r"^ties has 1\.0 in row 0, column 1 but 1\.0000000000000002 in ",
        ),
        ([[0, -2], [-2, 0]], NegativeWeight, r"^ties has -2\.0 in row 0, column 1: "),
        ([[0, 0], [0, -1]], NegativeWeight, r"^ties has -1\.0 in row 1, column 1: "),
        ([[0, np.inf], [np.inf, 0]], NotFinite, "^ties has inf in row 0, column 1: "),
        ([[np.nan, 0], [0, 0]], NotFinite, "^ties has nan in row 0, column 0: "),
    ],
)
def test_bad_adjacency_is_refused(entries, error, message):
    with pytest.raises(error, match=message) as caught:
        check_adjacency(csr_array(np.array(entries)), name="ties")
    assert isinstance(caught.value, ClusternetError)
    assert isinstance(caught.value, ValueError)


def test_membership_may_be_fractional_and_overlap():
    checked = check_membership(csr_array(np.array([[0.5, 0.5], [0, 0], [1, 0]])), 3)
    assert checked.toarray().tolist() == [[0.5, 0.5], [0, 0], [1, 0]]
    assert check_membership(csr_array((3, 0)), 3).shape == (3, 0)


@pytest.mark.parametrize(
    ("membership", "error", "message"),
    [
        (csr_array(np.ones((3, 2))), ShapeMismatch, "^membership has 3 rows for 2 organizations: "),
        (csr_array(np.array([[1], [-1]])), NegativeWeight, r"^membership has -1\.0 in row 1, column 0: "),
        (csr_array(np.array([[1], [np.nan]])), NotFinite, "^membership has nan in row 1, column 0: "),
        (np.ones((2, 2)), MeasureError, "^membership is a numpy array of float64: "),
        (
            coo_array(([1, 1], ([1, 1], [0, 0])), shape=(2, 1)),
            MeasureError,
            "^membership stores row 1, column 0 more than once: keep one entry for each .* and cluster",
        ),
    ],
)
def test_bad_membership_is_refused(membership, error, message):
    with pytest.raises(error, match=message):
        check_membership(membership, 2)


def test_directed_ties_keep_their_direction_and_lose_their_loops():
    given = csr_array(np.array([[3, 1, 0], [0, 0, 0.25], [0, 2, 7]]))
    checked = check_directed(given)
    assert checked.toarray().tolist() == [[0, 1, 0], [0, 0, 0.25], [0, 2, 0]]
    assert checked.nnz == 3
    assert checked.has_canonical_format
    twice = coo_array(([1, 2, 0], ([0, 0, 1], [1, 1, 0])), shape=(2, 2))
    assert check_directed(twice).toarray().tolist() == [[0, 3], [0, 0]]
    assert check_directed(csr_array((0, 0))).shape == (0, 0)


@pytest.mark.parametrize(
    ("entries", "error", "message"),
    [
        ([[0, 1]], ShapeMismatch, r"^arcs has shape \(1, 2\): "),
        ([[0, -2], [0, 0]], NegativeWeight, r"^arcs has -2\.0 in row 0, column 1: "),
        ([[0, 0], [0, -1]], NegativeWeight, r"^arcs has -1\.0 in row 1, column 1: "),
        ([[0, np.nan], [0, 0]], NotFinite, "^arcs has nan in row 0, column 1: "),
    ],
)
def test_bad_directed_ties_are_refused(entries, error, message):
    with pytest.raises(error, match=message):
        check_directed(csr_array(np.array(entries)), name="arcs")


def test_shares_add_up_to_one_or_to_nothing():
    thirds = csr_array(np.array([[1 / 3, 1 / 3, 1 / 3], [0, 0, 0], [0, 1, 0], [0.1, 0.2, 0.7]]))
    assert check_shares(thirds, 4).toarray().tolist() == thirds.toarray().tolist()
    assert check_shares(csr_array((2, 0)), 2).shape == (2, 0)
    for wrong in (0.5, 1 + 1e-6, 1 - 1e-6, 2, 1e300):
        with pytest.raises(
            PartitionMismatch, match=r"^membership adds up to .* in row 1: give shares that add"
        ):
            check_shares(csr_array(np.array([[1], [wrong]])), 2)
    with pytest.raises(ShapeMismatch, match=r"^membership has 2 rows for 3 organizations: "):
        check_shares(csr_array(np.ones((2, 1))), 3)


def test_a_partition_has_a_group_for_every_node():
    assert check_partition(np.array([4, 0, 4]), 3).tolist() == [4, 0, 4]
    assert check_partition(np.array([], dtype=np.intp), 0).shape == (0,)
    with pytest.raises(PartitionMismatch, match=r"^group_of has -3 at position 1: give every node a group"):
        check_partition(np.array([0, -3, -1]), 3)
    with pytest.raises(PartitionMismatch, match=r"^group_of is a numpy array of float64: "):
        check_partition(np.array([1.0]), 1)


def test_masks_and_labels():
    assert check_mask(np.array([True, False]), 2).tolist() == [True, False]
    labels = check_labels(np.array([3, 0], dtype=np.uint8), 2)
    assert labels.dtype == np.intp
    assert labels.tolist() == [3, 0]
    with pytest.raises(
        MeasureError, match=r"^among is a numpy array of int64: give a numpy array of booleans"
    ):
        check_mask(np.array([0, 1]), 2)
    with pytest.raises(ShapeMismatch, match=r"^among has shape \(1, 2\) for 2 organizations: "):
        check_mask(np.array([[True, False]]), 2)
    with pytest.raises(PartitionMismatch, match=r"^groups is a numpy array of bool: "):
        check_labels(np.array([True]), 1, name="groups")
    with pytest.raises(PartitionMismatch, match=r"^strata has shape \(0,\) for 1 organizations: "):
        check_labels(np.array([], dtype=np.intp), 1)
    with pytest.raises(PartitionMismatch, match=r"^strata has the label 18446744073709551615: "):
        check_labels(np.array([2**64 - 1], dtype=np.uint64), 1)


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (check_incidence, csr_array(np.array([[2]]))),
        (check_adjacency, csr_array(np.array([[0, 1], [2, 0]]))),
        (lambda value: check_membership(value, 3), csr_array((2, 2))),
        (lambda value: check_shares(value, 1), csr_array(np.array([[2]]))),
        (lambda value: check_partition(value, 1), np.array([-1])),
        (lambda value: check_mask(value, 3), None),
        (lambda value: check_labels(value, 3), None),
    ],
)
def test_a_message_is_one_sentence_that_says_what_to_do(check, value):
    with pytest.raises(MeasureError, match=r"^[^:]+: [^:]+[^.]\.$") as caught:
        check(value)
    assert "\n" not in str(caught.value)
