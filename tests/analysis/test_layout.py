import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from clusternet.analysis.layout import bipartite_layout


def incidence(lines, n, n_projects):
    lines = sorted(set(lines))
    rows = [row for row, _ in lines]
    columns = [column for _, column in lines]
    return csr_array((np.ones(len(lines)), (rows, columns)), shape=(n, n_projects))


def laid_out(matrix, seed=0):
    return bipartite_layout(matrix, np.random.default_rng(seed))


def two_stars_and_a_bridge():
    """Seven organizations in project 0 only, five in project 1 only, one in both, one pair apart."""
    lines = [(row, 0) for row in range(7)] + [(row, 1) for row in range(7, 12)]
    return incidence([*lines, (12, 0), (12, 1), (13, 2), (14, 2)], 16, 4)


def test_the_same_seed_gives_the_same_places():
    matrix = two_stars_and_a_bridge()
    np.testing.assert_array_equal(laid_out(matrix, 4), laid_out(matrix, 4))


def test_what_takes_part_in_nothing_has_no_place():
    places = laid_out(two_stars_and_a_bridge())
    assert np.flatnonzero(np.isnan(places).any(axis=1)).tolist() == [15, 16 + 3]


def test_without_participations_nothing_has_a_place():
    assert np.isnan(laid_out(csr_array((3, 2)))).all()
    assert laid_out(csr_array((0, 0))).shape == (0, 2)


def test_places_fill_the_longer_side():
    places = laid_out(two_stars_and_a_bridge())
    assert np.nanmin(places, axis=0) == pytest.approx([0, 0])
    assert np.nanmax(places) == pytest.approx(1)


def test_petals_stand_evenly_around_their_project():
    places = laid_out(two_stars_and_a_bridge())
    away = places[:7] - places[16]
    np.testing.assert_allclose(np.hypot(*away.T), np.hypot(*away[0]), rtol=1e-9)
    angles = np.sort(np.arctan2(away[:, 1], away[:, 0]))
    np.testing.assert_allclose(np.diff(angles), 2 * np.pi / 7, rtol=1e-6)


def test_many_petals_stand_in_several_rings():
    places = laid_out(incidence([(row, 0) for row in range(40)], 40, 1))
    away = np.hypot(*(places[:40] - places[40]).T)
    assert 3 <= len(np.unique(away.round(6))) <= 4
    apart = np.hypot(*(places[:40, None] - places[None, :40]).transpose(2, 0, 1)) + np.eye(40)
    assert apart.min() > 0.8 * away.min() / 1.5


@st.composite
def networks(draw):
    n, n_projects = draw(st.integers(1, 24)), draw(st.integers(1, 12))
    lines = draw(
        st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n_projects - 1)), min_size=1, max_size=60)
    )
    return incidence(lines, n, n_projects)


@settings(deadline=None, max_examples=60)
@given(networks())
def test_nothing_covers_anything_and_components_stay_apart(matrix):
    places = laid_out(matrix)
    seen = np.flatnonzero(~np.isnan(places[:, 0]))
    apart = np.hypot(*(places[seen, None] - places[None, seen]).transpose(2, 0, 1))
    apart[np.diag_indices(seen.size)] = np.inf
    assert apart.min() > 0.005

    n, n_projects = matrix.shape
    entry = matrix.tocoo()
    whole = csr_array((entry.data, (entry.row, entry.col + n)), shape=(n + n_projects,) * 2)
    _, label = connected_components(whole, directed=False)
    boxes = {}
    for part in np.unique(label[seen]):
        own = places[seen][label[seen] == part]
        boxes[part] = (*own.min(axis=0), *own.max(axis=0))
    for one, (left, top, right, bottom) in boxes.items():
        for other, (other_left, other_top, other_right, other_bottom) in boxes.items():
            if one < other:
                beside = right < other_left or other_right < left
                assert beside or bottom < other_top or other_bottom < top


def test_a_network_too_large_for_distances_is_laid_out_by_forces():
    rng = np.random.default_rng(1)
    lines = [(row, int(project)) for row in range(1200) for project in rng.choice(500, 2, replace=False)]
    places = laid_out(incidence(lines, 1200, 500))
    used = np.unique([project for _, project in lines])
    assert not np.isnan(places[:1200]).any()
    assert not np.isnan(places[1200 + used]).any()


def test_forces_draw_on_nothing_but_the_generator_that_is_given():
    rng = np.random.default_rng(3)
    lines = [(row, int(project)) for row in range(1100) for project in rng.choice(450, 2, replace=False)]
    random.seed(1)
    first, state = laid_out(incidence(lines, 1100, 450)), random.getstate()
    random.seed(1)
    assert state == random.getstate()
    random.seed(2)
    assert np.array_equal(first, laid_out(incidence(lines, 1100, 450)), equal_nan=True)
